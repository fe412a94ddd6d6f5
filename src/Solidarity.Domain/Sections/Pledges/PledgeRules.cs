using Solidarity.Domain.Acts;
using Solidarity.Domain.Bodies;
using Solidarity.Domain.Calls;
using Solidarity.Domain.Decisions;
using Solidarity.Domain.Ledger;
using Solidarity.Domain.Money;
using Solidarity.Domain.Routes;
using Solidarity.Domain.Sections.Inbox;
using Solidarity.Domain.Sections.OwnTreasury;
using Solidarity.Domain.Sections.Tranches;
using Solidarity.Domain.Text;
using Solidarity.Domain.Transfers;
using Solidarity.Domain.Treasuries.Hops;
using static Solidarity.Domain.Sections.Pledges.PledgeCommand;
using static Solidarity.Domain.Sections.Pledges.PledgeEvent;
using static Solidarity.Domain.Sections.SectionRefusals;

namespace Solidarity.Domain.Sections.Pledges;

/// <summary>What a section can be asked about its pledges.</summary>
[JsonDerivedType(typeof(MakePledge), "make-pledge")]
[JsonDerivedType(typeof(HonourPledge), "honour-pledge")]
[JsonDerivedType(typeof(WithdrawPledge), "withdraw-pledge")]
[JsonDerivedType(typeof(LapsePledge), "lapse-pledge")]
[JsonDerivedType(typeof(SendAgain), "send-pledge-again")]
public abstract record PledgeCommand : SectionCommand
{
    private PledgeCommand() { }

    /// <param name="Amount">What is promised; null where the sum is not named yet. Must be available, and is set
    /// aside.</param>
    /// <param name="Authority">The assembly's decision that it rests on.</param>
    /// <param name="HonourNow">Send the money at once.</param>
    /// <param name="LapsesAt">When the pledge lapses if it is not honoured by then; null: never.</param>
    /// <param name="Again">Also where the same was done just now.</param>
    public sealed record MakePledge(
        PledgeId Pledge, StrikeId Strike, AidKind Kind, Amount? Amount, string Authority, bool HonourNow,
        DateTimeOffset? LapsesAt, bool Again = false) : PledgeCommand;

    /// <param name="Authority">What it rests on, where the pledge's own authority is not to count any more; else empty.
    /// </param>
    public sealed record HonourPledge(PledgeId Pledge, string Authority = "") : PledgeCommand;

    public sealed record WithdrawPledge(PledgeId Pledge, string Reason) : PledgeCommand;

    /// <summary>The alarm that a pledge sets for itself.</summary>
    public sealed record LapsePledge(PledgeId Pledge) : PledgeCommand;

    /// <summary>The alarm of a pledge for whose money no way was found.</summary>
    /// <param name="Run">The transfer that found none; the alarm is stale where there was another one since.</param>
    public sealed record SendAgain(PledgeId Pledge, int Run) : PledgeCommand;
}

/// <summary>What a section decides about its pledges.</summary>
internal static class PledgeRules
{
    private static readonly Wording ThePledge = "the pledge";

    public static Decision<SectionEvent> Decide(Section state, PledgeCommand command, DateTimeOffset at) =>
        command switch
        {
            MakePledge c => OnPledge(state, c, at),
            HonourPledge c => OnHonour(state, c, at),
            WithdrawPledge c => OnWithdraw(state, c),
            LapsePledge c => OnLapse(state, c.Pledge),
            SendAgain c => OnSendAgain(state, c, at),
            _ => throw new UnreachableException($"section command {command.GetType().Name}"),
        };

    private static Decision<SectionEvent> OnPledge(Section state, MakePledge command, DateTimeOffset at)
    {
        // Shape.
        if (CheckShape(state, command.Kind, command.Authority, command.Amount) is { } no)
            return no;
        if (command.Amount is null && command.HonourNow)
            return CommonRefusals.Malformed("amount", "is left out, so nothing can be sent; name it, or honour later");
        if (MomentRange.Check("lapse_time", command.LapsesAt) is { } never)
            return never;
        if (command.LapsesAt <= at)
            return CommonRefusals.Malformed("lapse_time", "is in the past");
        // Identity.
        if (state.HasUsed(command.Pledge))
            return PledgeRefusals.PledgeExists(state.Id, command.Pledge);
        var act = new Act.AidPromise(command.Strike, command.Kind, command.Amount, command.Authority);
        if (state.CheckAct(act, command.Again, at) is { } done)
            return done;
        // State, limits.
        var open = CheckCall(state, command.Strike, out var call) ?? CheckRoom(state, command.Strike, pledges: 1)
            ?? (command.Amount is { } amount ? state.CheckAvailable(amount, ThePledge) : null);
        if (open is not null)
            return open;
        // From here on it succeeds.
        var aside = command.Amount is { } set ? LedgerEntry.Move(set, Account.Treasury, Account.Pledged) : null;
        var pledged = new Pledged(
            command.Pledge, command.Strike, call.Call.Section, command.Kind, command.Amount, command.Authority,
            command.LapsesAt, at, aside);
        if (!command.HonourNow)
            return pledged;
        ImmutableArray<SectionEvent> events =
            [pledged, .. Send(Section.Evolve(state, pledged), command.Pledge, command.Ways, at)];
        return events;
    }

    /// <summary>What a pledge and a promise in tranches must both be like.</summary>
    public static Refusal? CheckShape(Section state, AidKind kind, string authority, Amount? amount) =>
        Texts.Check("authority", authority, Texts.MemoCharsMax)
        ?? (kind is AidKind.Gift or AidKind.Loan or AidKind.Unspecified
            ? null
            : CommonRefusals.Malformed("kind", "a pledge is a gift or a loan"))
        ?? (amount is { } sum ? state.CheckAmount(sum) : null);

    /// <summary>The refusal where nothing can be pledged to this strike: it is the section's own, or does not ask it;
    /// else null.</summary>
    public static Refusal? CheckCall(Section state, StrikeId strike, out InboxCall call)
    {
        var isCalled = state.Inbox.Calls.TryGetValue(strike, out call!);
        return state.Strikes.Declared.ContainsKey(strike) ? PledgeRefusals.OwnStrike(state.Id, strike)
            : !isCalled ? InboxRefusals.CallUnknown(state.Id, strike)
            : call.Closed ? InboxRefusals.CallClosed(strike, call.HowEnded) : null;
    }

    /// <summary>The refusal for so many more pledges to a strike; null where there is room.</summary>
    public static Refusal? CheckRoom(Section state, StrikeId strike, int pledges) =>
        state.Promises.Pledges.Count + pledges > SectionPromises.PledgesMax
            ? CommonRefusals.LimitReached(nameof(SectionPromises.PledgesMax), SectionPromises.PledgesMax,
                $"section {state.Id} has made too many pledges")
            : ToldStrikes.CheckAid(state, strike, pledges);

    private static Decision<SectionEvent> OnHonour(Section state, HonourPledge command, DateTimeOffset at)
    {
        var id = command.Pledge;
        if (Texts.Check("authority", command.Authority, Texts.MemoCharsMax, required: false) is { } no)
            return no;
        var authority = command.Authority.Length > 0 ? command.Authority : null;
        if (!state.Promises.Pledges.TryGetValue(id, out var pledge))
            return PledgeRefusals.UnknownPledge(state.Id, id);
        var open = PledgeParts.Open(state, id);
        if (open is [])
            return NotOpen(state, id, pledge);
        if (pledge.Amount is null)
            return PledgeRefusals.SumNotNamed(id);
        // Ways are planned for a single sum.
        if (open is [var only])
            return Send(state, only, command.Ways, at, authority);
        var events = ImmutableArray.CreateBuilder<SectionEvent>();
        foreach (var part in open)
            events.AddRange(SendWhole(events.Aggregate(state, Section.Evolve), part, [], at, authority));
        return events.ToImmutable();
    }

    private static Refusal NotOpen(Section state, PledgeId id, Pledge pledge)
    {
        var onItsWay = pledge.Transfer ?? state.Promises.Pledges.Values
            .FirstOrDefault(part => part.PartOf == id && part.Transfer is not null)?.Transfer;
        return onItsWay is { } transfer
            ? PledgeRefusals.PledgeOnItsWay(id, transfer)
            : PledgeRefusals.PledgeNotOpen(id, pledge.State);
    }

    /// <summary>Puts the money of an open pledge on its way.</summary>
    /// <param name="ways">Planned for it, one or several; empty where the transfer has to look for one.</param>
    /// <param name="authority">What that rests on, where it is not what the pledge does.</param>
    public static ImmutableArray<SectionEvent> Send(
        Section state, PledgeId id, ImmutableArray<PlannedWay> ways, DateTimeOffset at, string? authority = null) =>
        PledgeParts.Send(state, id, ways, at, authority) ?? SendWhole(state, id, ways, at, authority);

    /// <summary>As <see cref="Send"/>, over one way.</summary>
    public static ImmutableArray<SectionEvent> SendWhole(
        Section state, PledgeId id, ImmutableArray<PlannedWay> ways, DateTimeOffset at, string? authority = null)
    {
        var pledge = state.Promises.Pledges[id];
        var (amount, run) = (pledge.Amount!.Value, pledge.Runs + 1);
        var transfer = Transfer.IdFor(state.Id, "pledge", id, run);
        var delivery = new Purpose.ToStrikeFund(
            pledge.To, pledge.Strike, new AidKey(Party.Of(state.Id), id), pledge.Kind, run);
        return
        [
            new PledgeSent(id, transfer, run, authority, authority is null ? null : at),
            .. Dispatching.Of(state.Id, state.Treasury, transfer, amount, Account.Pledged, delivery, ways, at)
                .Select(e => new OwnTreasuryEvent.OfTreasury(e)),
        ];
    }

    private static Decision<SectionEvent> OnWithdraw(Section state, WithdrawPledge command)
    {
        if (Texts.Check("reason", command.Reason, Texts.MemoCharsMax, required: false) is { } no)
            return no;
        if (state.Promises.Tranches.ContainsKey(command.Pledge))
            return TrancheRules.Withdraw(state, command.Pledge, command.Reason);
        if (!state.Promises.Pledges.TryGetValue(command.Pledge, out var pledge))
            return PledgeRefusals.UnknownPledge(state.Id, command.Pledge);
        ImmutableArray<SectionEvent> withdrawn =
        [
            .. PledgeParts.Open(state, command.Pledge).Select(part =>
                new PledgeWithdrawn(part, command.Reason, SetFree(state.Promises.Pledges[part]))),
        ];
        return withdrawn.IsEmpty ? NotOpen(state, command.Pledge, pledge) : withdrawn;
    }

    private static Decision<SectionEvent> OnLapse(Section state, PledgeId id)
    {
        // What is on its way by then was honoured in time.
        ImmutableArray<SectionEvent> lapsed =
        [
            .. PledgeParts.Open(state, id).Select(part =>
                new PledgeLapsed(part, SetFree(state.Promises.Pledges[part]))),
        ];
        return lapsed;
    }

    private static Decision<SectionEvent> OnSendAgain(Section state, SendAgain command, DateTimeOffset at)
    {
        var isDue = state.Promises.Pledges.TryGetValue(command.Pledge, out var pledge)
            && RetrySchedule.IsDue(command.Run, pledge!.Runs, pledge.AgainAt);
        if (!isDue)
            return Decision<SectionEvent>.Nothing;
        // A call that was only taken back leaves promises as they are.
        return state.Inbox.IsOver(pledge!.Strike)
            ? new PledgeUnsent(command.Pledge, pledge.Amount!.Value, InEnglish($"strike {pledge.Strike} is over"))
            : Send(state, command.Pledge, command.Ways, at);
    }

    private static LedgerEntry? SetFree(Pledge pledge) =>
        pledge.Amount is { } amount ? LedgerEntry.Move(amount, Account.Pledged, Account.Treasury) : null;
}

/// <summary>A section's refusals about its pledges.</summary>
public static class PledgeRefusals
{
    public static Refusal OwnStrike(SectionId section, StrikeId strike) => Precondition("OWN_STRIKE",
        $"strike {strike} is section {section}'s own: a section does not pledge to itself.", ("strike", strike));

    public static Refusal PledgeExists(SectionId section, PledgeId pledge) => Refusal.Of(RefusalKind.AlreadyExists,
        "PLEDGE_EXISTS",
        $"section {section} has used id {pledge} already, or keeps it for a tranche. Choose another one.",
        ("pledge", pledge));

    public static Refusal UnknownPledge(SectionId section, PledgeId pledge) => Refusal.Of(RefusalKind.NotFound,
        "UNKNOWN_PLEDGE", $"section {section} has made no pledge {pledge}.", ("pledge", pledge));

    public static Refusal PledgeNotOpen(PledgeId pledge, AidState state) => Precondition("PLEDGE_NOT_OPEN",
        $"pledge {pledge} is {state.ToString().ToLowerInvariant()} already.", ("pledge", pledge), ("state", state));

    public static Refusal PledgeOnItsWay(PledgeId pledge, TransferId transfer) => Precondition("PLEDGE_ON_ITS_WAY",
        $"the money of pledge {pledge} is on its way already (transfer {transfer}).",
        ("pledge", pledge), ("transfer", transfer));

    public static Refusal SumNotNamed(PledgeId pledge) => Precondition("SUM_NOT_NAMED",
        $"pledge {pledge} names no sum, so nothing can be sent for it. Withdraw it and pledge a sum.",
        ("pledge", pledge));
}
