using Solidarity.Domain.Affiliations;
using Solidarity.Domain.Bodies;
using static Solidarity.Domain.Sections.Affiliations.AffiliationEvent;

namespace Solidarity.Domain.Sections.Affiliations;

/// <summary>What happened between a section and its federations.</summary>
[JsonDerivedType(typeof(AffiliationAsked), "section.affiliation-asked.v1")]
[JsonDerivedType(typeof(AffiliationGranted), "section.affiliation-granted.v1")]
[JsonDerivedType(typeof(AffiliationEnded), "section.affiliation-ended.v1")]
[JsonDerivedType(typeof(SuccessionHeard), "section.succession-heard.v1")]
[JsonDerivedType(typeof(SuccessionCalledOff), "section.succession-called-off.v1")]
[JsonDerivedType(typeof(ReassignmentAsked), "section.reassignment-asked.v1")]
internal abstract record AffiliationEvent : SectionEvent
{
    private AffiliationEvent() { }

    /// <param name="Question">Counts the section's questions, so that an answer to one that was taken back is known as
    /// such.</param>
    /// <param name="Authority">What it rests on; null where nothing was asked.</param>
    public sealed record AffiliationAsked(FederationId Federation, int Question, string? Authority = null)
        : AffiliationEvent;

    public sealed record AffiliationGranted(FederationId Federation) : AffiliationEvent;

    /// <param name="Left">By the section itself; else it was not admitted.</param>
    /// <inheritdoc cref="AffiliationAsked" path="/param[@name='Authority']"/>
    public sealed record AffiliationEnded(FederationId Federation, bool Left, string Reason, string? Authority = null)
        : AffiliationEvent;

    /// <summary>A federation that the section is in has announced its successors.</summary>
    /// <param name="Proposed">Which of them is proposed to this section; null: none.</param>
    public sealed record SuccessionHeard(
        FederationId Federation, ImmutableArray<FederationId> Successors, FederationId? Proposed, string Authority,
        DateTimeOffset At) : AffiliationEvent;

    /// <summary>It lives on.</summary>
    public sealed record SuccessionCalledOff(FederationId Federation) : AffiliationEvent;

    /// <summary>The section moves to a successor, and stays where it is until it is taken in there.</summary>
    public sealed record ReassignmentAsked(FederationId From, FederationId To, int Question, string Authority)
        : AffiliationEvent;
}

internal static class AffiliationEvolution
{
    public static SectionAffiliations Evolve(SectionAffiliations state, AffiliationEvent @event) => @event switch
    {
        AffiliationAsked e => state.Asking(e.Federation, e.Question),
        AffiliationGranted e => state with
        {
            Federations = state.Federations.SetItem(e.Federation, AffiliationStatus.Member),
            Moves = state.Moves.Granted(e.Federation),
        },
        AffiliationEnded e => state with
        {
            Questions = state.Questions.Remove(e.Federation),
            Federations = state.Federations.Remove(e.Federation),
            Moves = state.Moves.Ended(e.Federation),
        },
        SuccessionHeard e => state with
        {
            Moves = state.Moves with
            {
                Heard = state.Moves.Heard.SetItem(
                    e.Federation, new HeardSuccession(e.Successors, e.Proposed, e.Authority, e.At)),
            },
        },
        SuccessionCalledOff e => state with
        {
            Moves = state.Moves with { Heard = state.Moves.Heard.Remove(e.Federation) },
        },
        ReassignmentAsked e => state.Asking(e.To, e.Question) with
        {
            Moves = state.Moves with { Moving = state.Moves.Moving.SetItem(e.To, e.From) },
        },
        _ => throw new UnreachableException($"section event {@event.GetType().Name}"),
    };
}
