using Solidarity.Domain.Acts;
using Solidarity.Domain.Bodies;
using Solidarity.Domain.Calls;
using Solidarity.Domain.Decisions;
using Solidarity.Domain.Ledger;
using Solidarity.Domain.Money;
using Solidarity.Domain.Routes;
using Solidarity.Domain.Sections.OwnStrikes;
using Solidarity.Domain.Sections.OwnTreasury;
using Solidarity.Domain.Sections.Pledges;
using Solidarity.Domain.Text;
using Solidarity.Domain.Transfers;
using Solidarity.Domain.Treasuries.Hops;
using static Solidarity.Domain.Sections.SectionRefusals;
using static Solidarity.Domain.Sections.Surplus.SurplusCommand;
using static Solidarity.Domain.Sections.Surplus.SurplusEvent;

namespace Solidarity.Domain.Sections.Surplus;

/// <summary>What a section can be asked about what is left in the fund of a strike of its own that has ended. Strike
/// pay is paid from it still, and loans repaid (<see cref="Loans.LoanCommand.RepayLoan"/>).</summary>
[JsonDerivedType(typeof(ReturnSurplus), "return-surplus")]
[JsonDerivedType(typeof(PassOnSurplus), "pass-on-surplus")]
[JsonDerivedType(typeof(KeepSurplus), "keep-surplus")]
[JsonDerivedType(typeof(SendSurplus), "send-surplus")]
[JsonDerivedType(typeof(SendSurplusAgain), "send-surplus-again")]
[JsonDerivedType(typeof(WithdrawSurplus), "withdraw-surplus")]
public abstract record SurplusCommand : SectionCommand
{
    private SurplusCommand() { }

    /// <summary>Sends it back to a section that gave.</summary>
    /// <param name="Authority">The decision that it rests on.</param>
    /// <param name="Again">Also where the same was done just now.</param>
    public sealed record ReturnSurplus(
        StrikeId Strike, PledgeId Id, SectionId Donor, Amount Amount, string Authority, bool Again = false)
        : SurplusCommand;

    /// <summary>Sends it to another strike's fund.</summary>
    /// <param name="Section">Whose strike that is.</param>
    /// <inheritdoc cref="ReturnSurplus" path="/param"/>
    public sealed record PassOnSurplus(
        StrikeId Strike, PledgeId Id, StrikeId To, SectionId Section, Amount Amount, string Authority,
        bool Again = false) : SurplusCommand;

    /// <summary>Puts it into the section's own treasury.</summary>
    /// <inheritdoc cref="ReturnSurplus" path="/param"/>
    public sealed record KeepSurplus(StrikeId Strike, Amount Amount, string Authority, bool Again = false)
        : SurplusCommand;

    /// <summary>Sends a sum now that waits to be sent again.</summary>
    public sealed record SendSurplus(PledgeId Id) : SurplusCommand;

    /// <summary>The alarm of a sum for which no way was found.</summary>
    /// <param name="Run">The transfer that found none; the alarm is stale where there was another one since.</param>
    public sealed record SendSurplusAgain(PledgeId Id, int Run) : SurplusCommand;

    /// <summary>Sends a sum no more that waits to be sent again. It is in the fund.</summary>
    public sealed record WithdrawSurplus(PledgeId Id, string Reason) : SurplusCommand;
}

/// <summary>What a section decides about what is left in the fund of an ended strike.</summary>
internal static class SurplusRules
{
    public static Decision<SectionEvent> Decide(Section state, SurplusCommand command, DateTimeOffset at) =>
        command switch
        {
            ReturnSurplus c => OnReturn(state, c, at),
            PassOnSurplus c => OnPassOn(state, c, at),
            KeepSurplus c => OnKeep(state, c, at),
            SendSurplus c => OnSend(state, c, at),
            SendSurplusAgain c => OnSendAgain(state, c, at),
            WithdrawSurplus c => OnWithdraw(state, c),
            _ => throw new UnreachableException($"section command {command.GetType().Name}"),
        };

    public static Act ActOf(SurplusSum sum, string authority) => sum.To is { } other
        ? new Act.SurplusPassing(sum.Strike, other, sum.Amount, authority)
        : new Act.SurplusReturn(sum.Strike, sum.Receiver, sum.Amount, authority);

    /// <summary>The refusal where the fund of this strike is not free yet, or holds less; else null.</summary>
    public static Refusal? CheckFund(Section state, StrikeId id, Amount amount)
    {
        if (!state.Strikes.Declared.TryGetValue(id, out var strike))
            return OwnStrikeRefusals.UnknownStrike(state.Id, id);
        if (strike.Outcome is null)
            return SurplusRefusals.StrikeGoesOn(id);
        var fund = state.Treasury.Book.BalanceOf(Account.StrikeFund(id), amount.Currency);
        return fund.Minor < amount.Minor ? OwnStrikeRefusals.FundTooSmall(id, fund, amount) : null;
    }

    /// <summary>A sum that was left in the fund of a strike that this section gave to has arrived here.</summary>
    public static SurplusArrived Arrived(
        HopKey key, Address from, Purpose.ToDonor delivery, Amount amount, ImmutableArray<DateTimeOffset> passed,
        bool? owed) => new(
            key, from, delivery, amount, passed, owed, LedgerEntry.Move(amount, Account.From(from), Account.Treasury));

    private static Decision<SectionEvent> OnReturn(Section state, ReturnSurplus command, DateTimeOffset at)
    {
        var sum = new SurplusSum(command.Strike, command.Donor, To: null, command.Amount);
        if (Check(state, command.Id, sum, command.Authority, command.Again, at) is { } no)
            return no;
        return command.Donor == state.Id
            ? SurplusRefusals.OwnTreasury(command.Strike)
            : Send(state, command.Id, sum, command.Authority, command.Ways, at);
    }

    private static Decision<SectionEvent> OnPassOn(Section state, PassOnSurplus command, DateTimeOffset at)
    {
        var (to, section) = (command.To, command.Section);
        var sum = new SurplusSum(command.Strike, section, to, command.Amount);
        if (Check(state, command.Id, sum, command.Authority, command.Again, at) is { } no)
            return no;
        if (to == command.Strike)
            return CommonRefusals.Malformed("to_strike", "is the strike whose fund it is; name another one");
        if (ToldStrikes.CheckAid(state, to) is { } full)
            return full;
        var isOwn = section == state.Id || state.Strikes.Declared.ContainsKey(to);
        if (!isOwn)
            return Send(state, command.Id, sum, command.Authority, command.Ways, at);
        return OwnStrikeRules.CheckGoesOn(state, to, out _) is { } over
            ? over
            : new SurplusMoved(command.Id, sum with { Receiver = state.Id }, command.Authority, at, LedgerEntry.Move(
                command.Amount, Account.StrikeFund(command.Strike), Account.StrikeFund(to)));
    }

    private static Decision<SectionEvent> OnKeep(Section state, KeepSurplus command, DateTimeOffset at)
    {
        var act = new Act.SurplusKeeping(command.Strike, command.Amount, command.Authority);
        var no = CheckShape(state, command.Amount, command.Authority)
            ?? state.CheckAct(act, command.Again, at)
            ?? CheckFund(state, command.Strike, command.Amount);
        return no is not null
            ? no
            : new SurplusKept(command.Strike, command.Amount, command.Authority, at, LedgerEntry.Move(
                command.Amount, Account.StrikeFund(command.Strike), Account.Treasury));
    }

    private static Refusal? CheckShape(Section state, Amount amount, string authority) =>
        Texts.Check("authority", authority, Texts.MemoCharsMax) ?? state.CheckAmount(amount);

    // Shape, identity, state, limits.
    private static Refusal? Check(
        Section state, PledgeId id, SurplusSum sum, string authority, bool again, DateTimeOffset at) =>
        CheckShape(state, sum.Amount, authority)
        ?? (state.HasUsed(id) ? PledgeRefusals.PledgeExists(state.Id, id) : null)
        ?? state.CheckAct(ActOf(sum, authority), again, at)
        ?? (again ? null : CheckNoneWaits(state, sum))
        ?? CheckFund(state, sum.Strike, sum.Amount)
        ?? (state.Surplus.Sent.Count >= SectionSurplus.SentMax
            ? CommonRefusals.LimitReached(nameof(SectionSurplus.SentMax), SectionSurplus.SentMax,
                $"section {state.Id} has sent on too many sums of its strikes' funds")
            : null);

    private static ImmutableArray<SectionEvent> Send(
        Section state, PledgeId id, SurplusSum sum, string authority, ImmutableArray<PlannedWay> ways,
        DateTimeOffset at)
    {
        var sent = new SurplusSent(id, sum, Transfer.IdFor(state.Id, "surplus", id, run: 1), authority, at);
        return [sent, .. Dispatched(Section.Evolve(state, sent), id, ways, at)];
    }

    private static ImmutableArray<SectionEvent> SendAgain(
        Section state, PledgeId id, ImmutableArray<PlannedWay> ways, DateTimeOffset at)
    {
        var run = state.Surplus.Sent[id].Runs + 1;
        var sent = new SurplusSentAgain(id, Transfer.IdFor(state.Id, "surplus", id, run), run);
        return [sent, .. Dispatched(Section.Evolve(state, sent), id, ways, at)];
    }

    private static IEnumerable<SectionEvent> Dispatched(
        Section state, PledgeId id, ImmutableArray<PlannedWay> ways, DateTimeOffset at)
    {
        var (sent, sum) = (state.Surplus.Sent[id], state.Surplus.Sent[id].Sum);
        Purpose delivery = sum.To is { } other
            ? new Purpose.ToStrikeFund(
                sum.Receiver, other, new AidKey(Party.Of(state.Id), id), AidKind.Surplus, sent.Runs)
            : new Purpose.ToDonor(sum.Receiver, state.Id, sum.Strike, id);
        return Dispatching.Of(
            state.Id, state.Treasury, sent.Transfer!.Value, sum.Amount, Account.StrikeFund(sum.Strike), delivery, ways,
            at).Select(e => new OwnTreasuryEvent.OfTreasury(e));
    }

    private static Decision<SectionEvent> OnSend(Section state, SendSurplus command, DateTimeOffset at)
    {
        if (CheckWaits(state, command.Id, out var sent) is { } no)
            return no;
        return CheckFund(state, sent!.Sum.Strike, sent.Sum.Amount) is { } lacking
            ? lacking
            : SendAgain(state, command.Id, command.Ways, at);
    }

    // Nobody is asked, so where it must not go or is not there any more, nothing is refused: it ends, and says why.
    private static Decision<SectionEvent> OnSendAgain(Section state, SendSurplusAgain command, DateTimeOffset at)
    {
        var id = command.Id;
        if (!state.Surplus.Sent.TryGetValue(id, out var sent)
            || !RetrySchedule.IsDue(command.Run, sent.Runs, sent.AgainAt))
            return Decision<SectionEvent>.Nothing;
        if (sent.Sum.To is { } other && state.Inbox.IsOver(other))
            return new SurplusLapsed(id, InEnglish($"strike {other} is over"));
        return CheckFund(state, sent.Sum.Strike, sent.Sum.Amount) is { } lacking
            ? new SurplusLapsed(id, lacking.Message)
            : SendAgain(state, id, command.Ways, at);
    }

    private static Decision<SectionEvent> OnWithdraw(Section state, WithdrawSurplus command) =>
        (Texts.Check("reason", command.Reason, Texts.MemoCharsMax, required: false)
            ?? CheckWaits(state, command.Id, out _)) is { } no
            ? no
            : new SurplusWithdrawn(command.Id, command.Reason);

    // The refusal for a sum that does not wait to be sent again; else null.
    private static Refusal? CheckWaits(Section state, PledgeId id, out SentSurplus? sent) =>
        !state.Surplus.Sent.TryGetValue(id, out sent) ? SurplusRefusals.UnknownSurplus(state.Id, id)
            : sent.AgainAt is null ? SurplusRefusals.SurplusNotHere(id, sent)
            : null;

    // The same that waits to be sent again would be sent twice.
    private static Refusal? CheckNoneWaits(Section state, SurplusSum sum)
    {
        foreach (var (id, sent) in state.Surplus.Sent)
            if (sent.AgainAt is not null && sent.Sum == sum)
                return SurplusRefusals.SurplusWaits(state.Id, id);
        return null;
    }
}

/// <summary>A section's refusals about what is left in its strikes' funds.</summary>
internal static class SurplusRefusals
{
    public static Refusal StrikeGoesOn(StrikeId strike) => Precondition("STRIKE_GOES_ON",
        $"strike {strike} goes on; its fund is for strike pay until it has ended.", ("strike", strike));

    public static Refusal UnknownSurplus(SectionId section, PledgeId id) => Refusal.Of(
        RefusalKind.NotFound, "UNKNOWN_SURPLUS", $"section {section} has sent on nothing under the id {id}.",
        ("surplus", id));

    public static Refusal SurplusNotHere(PledgeId id, SentSurplus sent) => Precondition("SURPLUS_NOT_HERE",
        sent.State switch
        {
            AidState.Pledged => Wording.Of($"sum {id} is on its way already (transfer {sent.Transfer!.Value})."),
            AidState.Honoured => $"sum {id} has arrived.",
            _ => $"sum {id} is not sent any more; it is in the fund. Send it under another id.",
        },
        ("surplus", id));

    public static Refusal SurplusWaits(SectionId section, PledgeId id) => Precondition("SURPLUS_WAITS",
        $"sum {id}, the same, waits: no way was found for it, and section {section} sends it again by itself. Send it "
        + $"now, or withdraw it first.",
        ("surplus", id));

    public static Refusal OwnTreasury(StrikeId strike) => Precondition("OWN_TREASURY",
        $"a section does not return money of its strike {strike} to itself; it keeps it, by a decision of its own.",
        ("strike", strike));
}
