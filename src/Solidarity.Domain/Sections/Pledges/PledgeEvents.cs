using Solidarity.Domain.Acts;
using Solidarity.Domain.Bodies;
using Solidarity.Domain.Calls;
using Solidarity.Domain.Ledger;
using Solidarity.Domain.Money;
using static Solidarity.Domain.Sections.Pledges.PledgeEvent;

namespace Solidarity.Domain.Sections.Pledges;

/// <summary>What happened to a section's pledges.</summary>
[JsonDerivedType(typeof(Pledged), "section.pledged.v1")]
[JsonDerivedType(typeof(PledgeDivided), "section.pledge-divided.v1")]
[JsonDerivedType(typeof(PledgeSent), "section.pledge-sent.v1")]
[JsonDerivedType(typeof(PledgeHonoured), "section.pledge-honoured.v1")]
[JsonDerivedType(typeof(PledgeUnsent), "section.pledge-unsent.v1")]
[JsonDerivedType(typeof(PledgeWithdrawn), "section.pledge-withdrawn.v1")]
[JsonDerivedType(typeof(PledgeLapsed), "section.pledge-lapsed.v1")]
public abstract record PledgeEvent : SectionEvent
{
    private PledgeEvent() { }

    /// <param name="At">Null of a tranche, which nobody pledges by hand.</param>
    /// <param name="Entry">Sets the money aside; null where the sum is not named.</param>
    public sealed record Pledged(
        PledgeId Pledge, StrikeId Strike, SectionId To, AidKind Kind, Amount? Amount, string Authority,
        DateTimeOffset? LapsesAt, DateTimeOffset? At, LedgerEntry? Entry) : PledgeEvent, IBooking, IAct
    {
        DoneAct? IAct.Done => At is { } at ? new(new Act.AidPromise(Strike, Kind, Amount, Authority), at) : null;
    }

    /// <summary>The pledge's money goes several ways, each a part of it.</summary>
    /// <param name="Parts">The first is what remains of the pledge itself; all together are what it was.</param>
    public sealed record PledgeDivided(PledgeId Pledge, ImmutableArray<PledgePart> Parts) : PledgeEvent;

    /// <summary>The pledge's money was put on its way; the dispatch stands beside it.</summary>
    /// <param name="Authority">What that rests on where it is something else than the pledge itself does.</param>
    /// <param name="At">Given with it.</param>
    public sealed record PledgeSent(
        PledgeId Pledge, TransferId Transfer, int Run, string? Authority = null, DateTimeOffset? At = null)
        : PledgeEvent;

    /// <param name="Delivered">What arrived.</param>
    /// <param name="Entry">The claim, where the pledge was a loan.</param>
    public sealed record PledgeHonoured(PledgeId Pledge, Amount Delivered, LedgerEntry? Entry) : PledgeEvent, IBooking;

    /// <summary>The transfer ended without delivery, and the pledge stands as before it; or what waited is not sent
    /// again by itself any more.</summary>
    /// <param name="Left">What is left of the pledge's money after fees.</param>
    /// <param name="AgainAt">When it is sent again by itself; null: when somebody says so.</param>
    public sealed record PledgeUnsent(
        PledgeId Pledge, Amount Left, string Reason, DateTimeOffset? AgainAt = null) : PledgeEvent;

    public sealed record PledgeWithdrawn(PledgeId Pledge, string Reason, LedgerEntry? Entry) : PledgeEvent, IBooking;

    public sealed record PledgeLapsed(PledgeId Pledge, LedgerEntry? Entry) : PledgeEvent, IBooking;
}

internal static class PledgeEvolution
{
    public static Section Evolve(Section state, PledgeEvent @event) => @event switch
    {
        Pledged e => state with
        {
            Promises = Promised(state.Promises, e),
            Inbox = state.Inbox.WithAnswer(e.Strike, Answer.Pledged, ""),
        },
        PledgeDivided e => state with { Promises = Divided(state.Promises, e) },
        PledgeSent e => With(state, e.Pledge, p => p with { Transfer = e.Transfer, Runs = e.Run, AgainAt = null }),
        PledgeHonoured e => With(state, e.Pledge, p => p with
        {
            State = AidState.Honoured,
            Transfer = null,
            Reason = "",
            Delivered = e.Delivered,
            Owed = p.Kind == AidKind.Loan ? e.Delivered : null,
        }),
        PledgeUnsent e => With(state, e.Pledge, p => p with
        {
            Transfer = null,
            Amount = e.Left,
            Reason = e.Reason,
            AgainAt = e.AgainAt,
        }),
        PledgeWithdrawn e => Ended(state, e.Pledge, AidState.Withdrawn, e.Reason),
        PledgeLapsed e => Ended(state, e.Pledge, AidState.Lapsed, ""),
        _ => throw new UnreachableException($"section event {@event.GetType().Name}"),
    };

    // Who takes back its only promise has declined, as the strike counts it, but for what it does besides.
    public static Section Unanswered(Section state, StrikeId strike, string reason) =>
        state.Promises.HasPledgedTo(strike) ? state : state with
        {
            Inbox = state.Promises.HasSupported(strike)
                ? state.Inbox.WithAnswer(strike, Answer.Supported, "")
                : state.Inbox.WithAnswer(strike, Answer.Declined, reason),
        };

    private static SectionPromises Promised(SectionPromises state, Pledged e) =>
        // A tranche was counted when its series was promised.
        state.WithAid(e.Strike, state.IsTranche(e.Pledge) ? 0 : 1) with
        {
            Pledges = state.Pledges.Add(e.Pledge, new Pledge(
                e.Strike, e.To, e.Kind, e.Amount, e.Authority, AidState.Pledged, Runs: 0, Transfer: null,
                Delivered: null, Owed: null, Reason: "")),
        };

    private static SectionPromises Divided(SectionPromises state, PledgeDivided e)
    {
        var whole = state.Pledges[e.Pledge];
        return state.WithAid(whole.Strike, e.Parts.Length - 1) with
        {
            Pledges = state.Pledges.SetItems(e.Parts.Select(part => KeyValuePair.Create(
                part.Pledge, part.Pledge == e.Pledge
                    ? whole with { Amount = part.Amount }
                    : whole with { Amount = part.Amount, Runs = 0, PartOf = whole.PartOf ?? e.Pledge }))),
        };
    }

    private static Section Ended(Section state, PledgeId id, AidState end, string reason) => Unanswered(
        With(state, id, p => p with { State = end, Reason = reason, AgainAt = null }),
        state.Promises.Pledges[id].Strike, reason);

    private static Section With(Section state, PledgeId id, Func<Pledge, Pledge> change) =>
        state with { Promises = state.Promises.With(id, change) };
}
