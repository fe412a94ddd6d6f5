using Solidarity.Domain.Acts;
using Solidarity.Domain.Bodies;
using Solidarity.Domain.Calls;
using Solidarity.Domain.Decisions;
using Solidarity.Domain.Ledger;
using Solidarity.Domain.Money;
using Solidarity.Domain.Routes;
using Solidarity.Domain.Sections.Authorities;
using Solidarity.Domain.Sections.Pledges;
using static Solidarity.Domain.Sections.Tranches.TrancheCommand;
using static Solidarity.Domain.Sections.Tranches.TrancheEvent;

namespace Solidarity.Domain.Sections.Tranches;

/// <summary>What a section can be asked about promises in tranches.</summary>
[JsonDerivedType(typeof(PromiseTranches), "promise-tranches")]
[JsonDerivedType(typeof(PayTranche), "pay-tranche")]
public abstract record TrancheCommand : SectionCommand
{
    private TrancheCommand() { }

    /// <summary>Promises to send <paramref name="Each"/> now and then again every so many days, as long as the strike
    /// goes on and the money is there.</summary>
    /// <param name="Count">2 to <see cref="TrancheSeries.CountMax"/>.</param>
    /// <param name="EveryDays">1 to <see cref="TrancheSeries.EveryDaysMax"/>.</param>
    /// <param name="Again">Also where the same was done just now.</param>
    public sealed record PromiseTranches(
        PledgeId Pledge, StrikeId Strike, AidKind Kind, Amount Each, int Count, int EveryDays, string Authority,
        bool Again = false) : TrancheCommand;

    /// <summary>The alarm of a tranche.</summary>
    public sealed record PayTranche(PledgeId Pledge, int Number) : TrancheCommand;
}

/// <summary>
/// What a section decides about promises in tranches. No money is set aside for tranches to come: it is not there yet.
/// Each one, when it is due, is a pledge of its own that is honoured at once, or is missed where the money lacks; a
/// missed one is shown and not made up for by itself.
/// </summary>
internal static class TrancheRules
{
    private static readonly Wording TheFirstTranche = "the first tranche";

    public static Decision<SectionEvent> Decide(Section state, TrancheCommand command, DateTimeOffset at) =>
        command switch
        {
            PromiseTranches c => OnPromise(state, c, at),
            PayTranche c => OnDue(state, c, at),
            _ => throw new UnreachableException($"section command {command.GetType().Name}"),
        };

    public static Decision<SectionEvent> Withdraw(Section state, PledgeId id, string reason) =>
        state.Promises.Tranches[id].State != AidState.Pledged
            ? PledgeRefusals.PledgeNotOpen(id, state.Promises.Tranches[id].State)
            : new TranchesEnded(id, AidState.Withdrawn, reason);

    private static Decision<SectionEvent> OnPromise(Section state, PromiseTranches command, DateTimeOffset at)
    {
        // Shape.
        if (PledgeRules.CheckShape(state, command.Kind, command.Authority, command.Each) is { } no)
            return no;
        if (command.Count is < 2 or > TrancheSeries.CountMax)
            return CommonRefusals.Malformed("tranches", $"is {command.Count}; 2 to {TrancheSeries.CountMax}");
        if (command.EveryDays is < 1 or > TrancheSeries.EveryDaysMax)
            return CommonRefusals.Malformed("every_days", $"is {command.EveryDays}; 1 to {TrancheSeries.EveryDaysMax}");
        if (command.Pledge.Value.Length > TrancheIds.SeriesCharsMax)
            return CommonRefusals.Malformed("pledge_id",
                $"has more than {TrancheIds.SeriesCharsMax} characters; each tranche adds to it");
        // Identity.
        if (!state.HasRoomFor(command.Pledge, command.Count))
            return PledgeRefusals.PledgeExists(state.Id, command.Pledge);
        var act = new Act.TranchePromise(
            command.Strike, command.Kind, command.Each, command.Count, command.EveryDays, command.Authority);
        if (state.CheckAct(act, command.Again, at) is { } done)
            return done;
        // State, limits. The first tranche goes out now, so its money must be there now.
        var open = PledgeRules.CheckCall(state, command.Strike, out var call)
            ?? PledgeRules.CheckRoom(state, command.Strike, command.Count)
            ?? state.CheckAvailable(command.Each, TheFirstTranche);
        if (open is not null)
            return open;
        // From here on it succeeds.
        var promised = new TranchesPromised(
            command.Pledge, command.Strike, call.Call.Section, command.Kind, command.Each, command.Count,
            command.EveryDays, command.Authority, at);
        var after = Section.Evolve(state, promised);
        return ImmutableArray.Create<SectionEvent>(
            [promised, .. Pay(after, command.Pledge, number: 1, command.Ways, at)]);
    }

    private static Decision<SectionEvent> OnDue(Section state, PayTranche command, DateTimeOffset at)
    {
        var isNext = state.Promises.Tranches.TryGetValue(command.Pledge, out var series)
            && series.State == AidState.Pledged && series.Done + 1 == command.Number;
        if (!isNext)
            return Decision<SectionEvent>.Nothing;
        // A call that was only taken back leaves promises as they are.
        if (state.Inbox.Calls[series!.Strike] is { HowEnded: CallEnd.StrikeOver })
            return new TranchesEnded(command.Pledge, AidState.Lapsed, InEnglish("the strike is over"));
        return state.Available(series.Each.Currency).Minor - ReserveOf(state, series) < series.Each.Minor
            ? new TrancheMissed(command.Pledge, command.Number, Next(series, command.Number))
            : Pay(state, command.Pledge, command.Number, command.Ways, at);
    }

    // What must stay, by the statutes that were in force when it was promised.
    private static long ReserveOf(Section state, TrancheSeries series)
    {
        if (state.House is not { } house)
            return 0;
        var promised = series.NextDue!.Value.AddDays(-(long)series.Done * series.EveryDays);
        var statutes = house.InForce(DateOnly.FromDateTime(promised.UtcDateTime)).Statutes;
        var kind = series.Kind == AidKind.Loan ? ActKind.Loans : ActKind.Pledges;
        return statutes.Reserve.Acts.Contains(kind) ? statutes.Reserve.MinorOf(series.Each.Currency) : 0;
    }

    private static ImmutableArray<SectionEvent> Pay(
        Section state, PledgeId id, int number, ImmutableArray<PlannedWay> ways, DateTimeOffset at)
    {
        var series = state.Promises.Tranches[id];
        var tranche = new PledgeEvent.Pledged(
            TrancheIds.Of(id, number), series.Strike, series.To, series.Kind, series.Each, series.Authority,
            LapsesAt: null, At: null, LedgerEntry.Move(series.Each, Account.Treasury, Account.Pledged));
        var sent = new TrancheSent(id, number, Next(series, number));
        var after = Section.Evolve(Section.Evolve(state, sent), tranche);
        return [sent, tranche, .. PledgeRules.Send(after, tranche.Pledge, ways, at)];
    }

    // From when this one was due, not from when it was seen to: so the dates stay those that were promised, and what
    // fell due while the service was down is seen to at once, one after the other.
    private static DateTimeOffset? Next(TrancheSeries series, int number) =>
        number >= series.Count ? null : series.NextDue!.Value.AddDays(series.EveryDays);
}
