using System.Collections.Immutable;
using System.Diagnostics;
using Solidarity.Domain.Bodies;
using Solidarity.Domain.Calls;
using Solidarity.Domain.Decisions;
using Solidarity.Domain.Ledger;
using Solidarity.Domain.Routes;
using Solidarity.Domain.Text;
using Solidarity.Domain.Transfers;
using Solidarity.Domain.Treasuries.Hops;
using static Solidarity.Domain.Sections.SectionCommand;
using static Solidarity.Domain.Sections.SectionEvent;

namespace Solidarity.Domain.Sections;

/// <summary>What a section decides about its pledges.</summary>
internal static class SectionPledges
{
    public static Decision<SectionEvent> Decide(Section state, SectionCommand command, DateTimeOffset at) =>
        command switch
        {
            MakePledge c => OnPledge(state, c, at),
            HonourPledge c => OnHonour(state, c, at),
            WithdrawPledge c => OnWithdraw(state, c),
            LapsePledge c => OnLapse(state, c.Pledge),
            _ => throw new UnreachableException($"section command {command.GetType().Name}"),
        };

    private static Decision<SectionEvent> OnPledge(Section state, MakePledge command, DateTimeOffset at)
    {
        // Shape.
        if (Texts.Check("authority", command.Authority, Texts.MemoCharsMax) is { } no)
            return no;
        if (command.Kind is not (AidKind.Gift or AidKind.Loan or AidKind.Unspecified))
            return CommonRefusals.Malformed("kind", "a pledge is a gift or a loan");
        if (command.Amount is { } sum && SectionDecider.CheckAmount(state, sum) is { } wrong)
            return wrong;
        if (command.Amount is null && command.HonourNow)
            return CommonRefusals.Malformed("amount", "is left out, so nothing can be sent; name it, or honour later");
        if (MomentRange.Check("lapse_time", command.LapsesAt) is { } never)
            return never;
        if (command.LapsesAt <= at)
            return CommonRefusals.Malformed("lapse_time", "is in the past");
        // Identity.
        if (state.HasUsed(command.Pledge))
            return SectionRefusals.PledgeExists(state.Id, command.Pledge);
        if (state.Strikes.ContainsKey(command.Strike))
            return SectionRefusals.OwnStrike(state.Id, command.Strike);
        // State.
        if (!state.Inbox.TryGetValue(command.Strike, out var call))
            return SectionRefusals.CallUnknown(state.Id, command.Strike);
        if (call.Closed)
            return SectionRefusals.CallClosed(command.Strike, call.HowEnded);
        // Limits.
        if (state.Pledges.Count >= Section.PledgesMax)
            return CommonRefusals.LimitReached(nameof(Section.PledgesMax), Section.PledgesMax,
                $"section {state.Id} has made too many pledges");
        if (ToldStrikes.CheckAid(state, command.Strike) is { } full)
            return full;
        if (command.Amount is { } amount && SectionDecider.CheckAvailable(state, amount, "pledge") is { } lacking)
            return lacking;
        // From here on it succeeds.
        var aside = command.Amount is { } set ? LedgerEntry.Move(set, Account.Treasury, Account.Pledged) : null;
        var pledged = new Pledged(
            command.Pledge, command.Strike, call.Call.Section, command.Kind, command.Amount, command.Authority,
            command.LapsesAt, aside);
        if (!command.HonourNow)
            return pledged;
        ImmutableArray<SectionEvent> events =
            [pledged, .. Send(SectionEvolution.Evolve(state, pledged), command.Pledge, command.Ways, at)];
        return events;
    }

    private static Decision<SectionEvent> OnHonour(Section state, HonourPledge command, DateTimeOffset at)
    {
        var id = command.Pledge;
        if (!state.Pledges.TryGetValue(id, out var pledge))
            return SectionRefusals.UnknownPledge(state.Id, id);
        var open = SectionParts.Open(state, id);
        if (open is [])
            return NotOpen(state, id, pledge);
        if (pledge.Amount is null)
            return SectionRefusals.SumNotNamed(id);
        // Ways are planned for a single sum.
        if (open is [var only])
            return Send(state, only, command.Ways, at);
        var events = ImmutableArray.CreateBuilder<SectionEvent>();
        foreach (var part in open)
            events.AddRange(SendWhole(events.Aggregate(state, SectionEvolution.Evolve), part, [], at));
        return events.ToImmutable();
    }

    private static Refusal NotOpen(Section state, PledgeId id, Pledge pledge)
    {
        var onItsWay = pledge.Transfer ?? state.Pledges.Values
            .FirstOrDefault(part => part.PartOf == id && part.Transfer is not null)?.Transfer;
        return onItsWay is { } transfer
            ? SectionRefusals.PledgeOnItsWay(id, transfer)
            : SectionRefusals.PledgeNotOpen(id, pledge.State);
    }

    /// <summary>Puts the money of an open pledge on its way.</summary>
    /// <param name="ways">Planned for it, one or several; empty where the transfer has to look for one.</param>
    public static ImmutableArray<SectionEvent> Send(
        Section state, PledgeId id, ImmutableArray<PlannedWay> ways, DateTimeOffset at) =>
        SectionParts.Send(state, id, ways, at) ?? SendWhole(state, id, ways, at);

    /// <summary>As <see cref="Send"/>, over one way.</summary>
    public static ImmutableArray<SectionEvent> SendWhole(
        Section state, PledgeId id, ImmutableArray<PlannedWay> ways, DateTimeOffset at)
    {
        var pledge = state.Pledges[id];
        var (amount, run) = (pledge.Amount!.Value, pledge.Runs + 1);
        var transfer = Transfer.IdFor(state.Id, "pledge", id, run);
        var delivery = new Purpose.ToStrikeFund(
            pledge.To, pledge.Strike, new AidKey(Party.Of(state.Id), id), pledge.Kind, run);
        return
        [
            new PledgeSent(id, transfer, run),
            .. Dispatching.Of(state.Id, state.Treasury, transfer, amount, Account.Pledged, delivery, ways, at)
                .Select(e => new OfTreasury(e)),
        ];
    }

    private static Decision<SectionEvent> OnWithdraw(Section state, WithdrawPledge command)
    {
        if (Texts.Check("reason", command.Reason, Texts.MemoCharsMax, required: false) is { } no)
            return no;
        if (state.Tranches.ContainsKey(command.Pledge))
            return SectionTranches.OnWithdraw(state, command.Pledge, command.Reason);
        if (!state.Pledges.TryGetValue(command.Pledge, out var pledge))
            return SectionRefusals.UnknownPledge(state.Id, command.Pledge);
        ImmutableArray<SectionEvent> withdrawn =
        [
            .. SectionParts.Open(state, command.Pledge).Select(part =>
                new PledgeWithdrawn(part, command.Reason, SetFree(state.Pledges[part]))),
        ];
        return withdrawn.IsEmpty ? NotOpen(state, command.Pledge, pledge) : withdrawn;
    }

    private static Decision<SectionEvent> OnLapse(Section state, PledgeId id)
    {
        // What is on its way by then was honoured in time.
        ImmutableArray<SectionEvent> lapsed =
            [.. SectionParts.Open(state, id).Select(part => new PledgeLapsed(part, SetFree(state.Pledges[part])))];
        return lapsed;
    }

    private static LedgerEntry? SetFree(Pledge pledge) =>
        pledge.Amount is { } amount ? LedgerEntry.Move(amount, Account.Pledged, Account.Treasury) : null;
}
