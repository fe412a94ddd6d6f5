using System.Text.Json.Serialization;
using Solidarity.Domain.Bodies;
using Solidarity.Domain.Calls;
using Solidarity.Domain.Treasuries;

namespace Solidarity.Domain.Sections.Answers;

/// <summary>How a section answers a call or a warning otherwise than by money.</summary>
[JsonDerivedType(typeof(DeclineCall), "decline-call")]
[JsonDerivedType(typeof(OfferSupport), "offer-support")]
[JsonDerivedType(typeof(WithdrawSupport), "withdraw-support")]
[JsonDerivedType(typeof(ReportSighting), "report-sighting")]
public abstract record AnswerCommand : SectionCommand
{
    private AnswerCommand() { }

    /// <param name="Decline">Names this answer on the strike's board, as a pledge's id names a pledge.</param>
    public sealed record DeclineCall(PledgeId Decline, StrikeId Strike, string Reason) : AnswerCommand;

    /// <summary>Offers a strike something else than money.</summary>
    public sealed record OfferSupport(
        PledgeId Offer, StrikeId Strike, SupportKind Kind, long? Quantity, string Unit, string Note) : AnswerCommand;

    public sealed record WithdrawSupport(PledgeId Offer, string Reason) : AnswerCommand;

    /// <summary>Tells a strike of strike-breakers, or of agents who look for them. Never names members.</summary>
    public sealed record ReportSighting(PledgeId Sighting, StrikeId Strike, string Place, string Text) : AnswerCommand;
}
