using Solidarity.Domain.Bodies;
using Solidarity.Domain.Calls;

namespace Solidarity.Domain.Sections.Answers;

/// <summary>An offer of support that is no money.</summary>
public sealed record SupportOffer(StrikeId Strike, Support Support);
