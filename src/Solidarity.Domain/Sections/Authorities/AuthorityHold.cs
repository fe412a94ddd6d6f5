using Solidarity.Domain.Money;

namespace Solidarity.Domain.Sections.Authorities;

/// <summary>Money that is promised or on its way under a mandate or a decision, and has not arrived.</summary>
/// <param name="Mandate">Null where it is under a decision.</param>
/// <param name="Decision">Null where it is under a mandate.</param>
/// <param name="Period">The period of the mandate whose ceiling it uses up; 0 under a decision.</param>
public sealed record AuthorityHold(MandateId? Mandate, QuestionId? Decision, Amount Amount, int Period);
