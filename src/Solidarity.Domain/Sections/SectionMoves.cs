using System.Collections.Immutable;
using System.Diagnostics;
using Solidarity.Domain.Affiliations;
using Solidarity.Domain.Bodies;
using Solidarity.Domain.Decisions;
using static Solidarity.Domain.Sections.SectionCommand;
using static Solidarity.Domain.Sections.SectionEvent;

namespace Solidarity.Domain.Sections;

/// <summary>What a section decides when a federation that it is in is to be dissolved: to move to a successor, or not.
/// It is in the one until it is in the other, so no call misses it.</summary>
internal static class SectionMoves
{
    public static Decision<SectionEvent> Decide(Section state, SectionCommand command, DateTimeOffset at) =>
        command switch
        {
            Reassign c => OnReassign(state, c),
            LearnSuccession c => IsIn(state, c.Federation)
                ? new SuccessionHeard(c.Federation, c.Successors, c.Proposed, c.Authority, at)
                : Decision<SectionEvent>.Nothing,
            LearnSuccessionWithdrawn c => state.Moves.Heard.ContainsKey(c.Federation)
                ? new SuccessionCalledOff(c.Federation)
                : Decision<SectionEvent>.Nothing,
            _ => throw new UnreachableException($"section command {command.GetType().Name}"),
        };

    public static Section Evolve(Section state, SectionEvent @event) => @event switch
    {
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
        ReassignmentAsked e => state with
        {
            QuestionsPut = e.Question,
            Questions = state.Questions.SetItem(e.To, e.Question),
            Affiliations = state.Affiliations.SetItem(e.To, AffiliationStatus.Asked),
            Moves = state.Moves with { Moving = state.Moves.Moving.SetItem(e.To, e.From) },
        },
        _ => throw new UnreachableException($"section event {@event.GetType().Name}"),
    };

    /// <summary>The section was taken in; where it moved there, it leaves the other federation now.</summary>
    public static Decision<SectionEvent> Granted(Section state, FederationId to)
    {
        var granted = new AffiliationGranted(to);
        return state.Moves.Moving.TryGetValue(to, out var from) && state.Affiliations.ContainsKey(from)
            ? ImmutableArray.Create<SectionEvent>(
                granted, new AffiliationEnded(from, Left: true, $"it has moved to its successor {to}"))
            : granted;
    }

    private static Decision<SectionEvent> OnReassign(Section state, Reassign command)
    {
        var (from, to) = (command.From, command.To);
        if (state.Moves.Check(state.Id, from, to, command.Authority) is { } no)
            return no;
        if (IsIn(state, to))
            return new AffiliationEnded(from, Left: true, $"it is in its successor {to}");
        if (state.Moves.Moving.TryGetValue(to, out var moving) && moving == from)
            return Decision<SectionEvent>.Nothing;
        if (state.Affiliations.Count >= Section.AffiliationsMax && !state.Affiliations.ContainsKey(to))
            return CommonRefusals.LimitReached(nameof(Section.AffiliationsMax), Section.AffiliationsMax,
                $"section {state.Id} is in too many federations");
        ImmutableArray<SectionEvent> all =
        [
            .. state.Moves.InsteadOf(from, to).Select(other =>
                new AffiliationEnded(other, Left: true, $"it moves to {to} instead")),
            new ReassignmentAsked(from, to, state.QuestionsPut + 1, command.Authority),
        ];
        return all;
    }

    private static bool IsIn(Section state, FederationId federation) =>
        state.Affiliations.TryGetValue(federation, out var status) && status == AffiliationStatus.Member;
}
