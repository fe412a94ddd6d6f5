using System.Collections.Immutable;
using System.Diagnostics;
using Solidarity.Domain.Bodies;
using Solidarity.Domain.Calls;
using Solidarity.Domain.Decisions;
using Solidarity.Domain.Ledger;
using Solidarity.Domain.Routes;
using Solidarity.Domain.Text;
using static Solidarity.Domain.Sections.SectionCommand;
using static Solidarity.Domain.Sections.SectionEvent;

namespace Solidarity.Domain.Sections;

/// <summary>
/// What a section decides about promises in tranches. No money is set aside for tranches to come: it is not there yet.
/// Each one, when it is due, is a pledge of its own that is honoured at once, or is missed where the money lacks; a
/// missed one is shown and not made up for by itself.
/// </summary>
internal static class SectionTranches
{
    public static Decision<SectionEvent> Decide(Section state, SectionCommand command, DateTimeOffset at) =>
        command switch
        {
            PromiseTranches c => OnPromise(state, c, at),
            PayTranche c => OnDue(state, c, at),
            _ => throw new UnreachableException($"section command {command.GetType().Name}"),
        };

    public static Decision<SectionEvent> OnWithdraw(Section state, PledgeId id, string reason) =>
        state.Tranches[id].State != AidState.Pledged
            ? SectionRefusals.PledgeNotOpen(id, state.Tranches[id].State)
            : new TranchesEnded(id, AidState.Withdrawn, reason);

    private static Decision<SectionEvent> OnPromise(Section state, PromiseTranches command, DateTimeOffset at)
    {
        // Shape.
        if (Texts.Check("authority", command.Authority, Texts.MemoCharsMax) is { } no)
            return no;
        if (command.Kind is not (AidKind.Gift or AidKind.Loan or AidKind.Unspecified))
            return CommonRefusals.Malformed("kind", "a pledge is a gift or a loan");
        if (SectionDecider.CheckAmount(state, command.Each) is { } wrong)
            return wrong;
        if (command.Count is < 2 or > Tranches.CountMax)
            return CommonRefusals.Malformed("tranches", $"is {command.Count}; 2 to {Tranches.CountMax}");
        if (command.EveryDays is < 1 or > Tranches.EveryDaysMax)
            return CommonRefusals.Malformed("every_days", $"is {command.EveryDays}; 1 to {Tranches.EveryDaysMax}");
        if (command.Pledge.Value.Length > TrancheIds.SeriesCharsMax)
            return CommonRefusals.Malformed("pledge_id",
                $"has more than {TrancheIds.SeriesCharsMax} characters; each tranche adds to it");
        // Identity.
        if (!state.HasRoomFor(command.Pledge, command.Count))
            return SectionRefusals.PledgeExists(state.Id, command.Pledge);
        if (state.Strikes.ContainsKey(command.Strike))
            return SectionRefusals.OwnStrike(state.Id, command.Strike);
        // State.
        if (!state.Inbox.TryGetValue(command.Strike, out var call))
            return SectionRefusals.CallUnknown(state.Id, command.Strike);
        if (call.Closed)
            return SectionRefusals.CallClosed(command.Strike, call.HowEnded);
        // Limits. The first tranche goes out now, so its money must be there now.
        if (state.Pledges.Count + command.Count > Section.PledgesMax)
            return CommonRefusals.LimitReached(nameof(Section.PledgesMax), Section.PledgesMax,
                $"section {state.Id} has made too many pledges");
        if (ToldStrikes.CheckAid(state, command.Strike, command.Count) is { } full)
            return full;
        if (SectionDecider.CheckAvailable(state, command.Each, "first tranche") is { } lacking)
            return lacking;
        // From here on it succeeds.
        var promised = new TranchesPromised(
            command.Pledge, command.Strike, call.Call.Section, command.Kind, command.Each, command.Count,
            command.EveryDays, command.Authority, at);
        var after = SectionEvolution.Evolve(state, promised);
        return ImmutableArray.Create<SectionEvent>(
            [promised, .. Pay(after, command.Pledge, number: 1, command.Ways, at)]);
    }

    private static Decision<SectionEvent> OnDue(Section state, PayTranche command, DateTimeOffset at)
    {
        var isNext = state.Tranches.TryGetValue(command.Pledge, out var series)
            && series.State == AidState.Pledged && series.Done + 1 == command.Number;
        if (!isNext)
            return Decision<SectionEvent>.Nothing;
        // A call that was only taken back leaves promises as they are.
        if (state.Inbox[series!.Strike] is { HowEnded: CallEnd.StrikeOver })
            return new TranchesEnded(command.Pledge, AidState.Lapsed, "the strike is over");
        return state.Available(series.Each.Currency).Minor < series.Each.Minor
            ? new TrancheMissed(command.Pledge, command.Number, Next(series, command.Number))
            : Pay(state, command.Pledge, command.Number, command.Ways, at);
    }

    private static ImmutableArray<SectionEvent> Pay(
        Section state, PledgeId id, int number, ImmutableArray<PlannedWay> ways, DateTimeOffset at)
    {
        var series = state.Tranches[id];
        var tranche = new Pledged(
            TrancheIds.Of(id, number), series.Strike, series.To, series.Kind, series.Each, series.Authority,
            LapsesAt: null, LedgerEntry.Move(series.Each, Account.Treasury, Account.Pledged));
        var sent = new TrancheSent(id, number, Next(series, number));
        var after = SectionEvolution.Evolve(SectionEvolution.Evolve(state, sent), tranche);
        return [sent, tranche, .. SectionPledges.Send(after, tranche.Pledge, ways, at)];
    }

    // From when this one was due, not from when it was seen to: so the dates stay those that were promised, and what
    // fell due while the service was down is seen to at once, one after the other.
    private static DateTimeOffset? Next(Tranches series, int number) =>
        number >= series.Count ? null : series.NextDue!.Value.AddDays(series.EveryDays);
}
