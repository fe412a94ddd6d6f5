using System.Diagnostics;
using Solidarity.Domain.Bodies;
using Solidarity.Domain.Calls;
using Solidarity.Domain.Decisions;
using Solidarity.Domain.Ledger;
using Solidarity.Domain.Money;
using Solidarity.Domain.Text;
using Solidarity.Domain.Treasuries;
using static Solidarity.Domain.Sections.SectionCommand;
using static Solidarity.Domain.Sections.SectionEvent;

namespace Solidarity.Domain.Sections;

/// <summary>What a section decides about strikes of its own: declaring, paying strike pay, ending.</summary>
internal static class SectionStrikes
{
    public static Decision<SectionEvent> Decide(Section state, SectionCommand command, DateTimeOffset at) =>
        command switch
        {
            DeclareStrike c => OnDeclare(state, c),
            LearnStrikeIdTaken c => state.Strikes.ContainsKey(c.Strike)
                ? new StrikeIdTaken(c.Strike, FundSetFree(state, c.Strike))
                : Decision<SectionEvent>.Nothing,
            EndStrike c => OnEnd(state, c),
            PayStrikePay c => OnStrikePay(state, c, at),
            ReceiveOutsideAid c => OnOutsideAid(state, c),
            ReportAid c => OnReport(state, c),
            _ => throw new UnreachableException($"section command {command.GetType().Name}"),
        };

    private static LedgerEntry? FundSetFree(Section state, StrikeId strike)
    {
        var fund = Account.StrikeFund(strike);
        LedgerEntry? entry = null;
        foreach (var currency in state.Currencies)
        {
            // One posting moves so much and no more; a strike that never was has no fund beyond that.
            var minor = (long)Int128.Min(state.Treasury.Book.Balance(fund, currency), long.MaxValue);
            if (minor == 0)
                continue;
            var move = LedgerEntry.Move(new Amount(minor, currency), fund, Account.Treasury);
            entry = entry?.And(move) ?? move;
        }
        return entry;
    }

    private static Decision<SectionEvent> OnDeclare(Section state, DeclareStrike command)
    {
        var facts = command.Facts;
        if ((facts.Check() ?? DayRange.Check("start", facts.Start)) is { } no)
            return no;
        if (facts.Strikers is < 1 or > StrikeFacts.StrikersMax)
            return CommonRefusals.Malformed(
                "strikers", $"is {facts.Strikers}; 1 to {StrikeFacts.StrikersMax}, or left out");
        if (facts.Employers.IsDefault || facts.Employers.Length > StrikeFacts.EmployersMax)
            return CommonRefusals.Malformed("employers", $"at most {StrikeFacts.EmployersMax} may be named");
        if (facts.Employers.Sum(employer => employer.Length) is > StrikeFacts.EmployersCharsMax and var chars)
            return CommonRefusals.Malformed("employers",
                $"have {chars} characters in all; at most {StrikeFacts.EmployersCharsMax} are allowed");
        if (state.Strikes.ContainsKey(command.Strike))
            return SectionRefusals.StrikeExists(state.Id, command.Strike);
        if (state.Strikes.Count >= Section.StrikesMax)
            return CommonRefusals.LimitReached(nameof(Section.StrikesMax), Section.StrikesMax,
                $"section {state.Id} has declared too many strikes");
        return new StrikeDeclared(command.Strike, facts);
    }

    private static Decision<SectionEvent> OnEnd(Section state, EndStrike command)
    {
        if (Texts.Check("note", command.Note, Texts.MemoCharsMax, required: false) is { } no)
            return no;
        if (!state.Strikes.TryGetValue(command.Strike, out var strike))
            return SectionRefusals.UnknownStrike(state.Id, command.Strike);
        return strike.Outcome is { } outcome
            ? SectionRefusals.StrikeOver(command.Strike, outcome)
            : new StrikeEnded(command.Strike, command.Outcome, command.Note);
    }

    private static Decision<SectionEvent> OnStrikePay(
        Section state, PayStrikePay command, DateTimeOffset at)
    {
        var no = SectionDecider.CheckAmount(state, command.Amount)
            ?? Texts.Check("memo", command.Memo, Texts.MemoCharsMax, required: false)
            ?? DayRange.Check("through", command.Through);
        if (no is not null)
            return no;
        if (!state.Strikes.ContainsKey(command.Strike))
            return SectionRefusals.UnknownStrike(state.Id, command.Strike);
        var account = Account.StrikeFund(command.Strike);
        var fund = state.Treasury.Book.BalanceOf(account, command.Amount.Currency);
        if (fund.Minor < command.Amount.Minor)
            return SectionRefusals.FundTooSmall(command.Strike, fund, command.Amount);
        // The day is that of the payment, also where the strike hears of it on a later one.
        return new StrikePayPaid(command.Strike, command.Amount, command.Memo,
            LedgerEntry.Move(command.Amount, account, Account.Outside),
            command.Through ?? DateOnly.FromDateTime(at.UtcDateTime));
    }

    private static Decision<SectionEvent> OnOutsideAid(Section state, ReceiveOutsideAid command)
    {
        var no = Party.CheckName("from", command.From)
            ?? SectionDecider.CheckAmount(state, command.Amount)
            ?? Texts.Check("note", command.Note, Texts.MemoCharsMax, required: false);
        if (no is not null)
            return no;
        if (command.Kind is not (AidKind.Gift or AidKind.Unspecified))
            return CommonRefusals.Malformed(
                "kind", "aid from outside is a gift or unspecified; record a loan as a loan");
        if (!state.Strikes.TryGetValue(command.Strike, out var strike))
            return SectionRefusals.UnknownStrike(state.Id, command.Strike);
        var aid = new AidKey(Party.Named(command.From), command.Aid);
        if (strike.OutsideAid.Contains(aid))
            return SectionRefusals.OutsideAidExists(command.Strike, aid);
        if (strike.OutsideAid.Count >= Section.OutsideAidMax)
            return CommonRefusals.LimitReached(nameof(Section.OutsideAidMax), Section.OutsideAidMax,
                $"strike {command.Strike} has taken in too much aid from outside");
        if (state.Treasury.CheckRoom(state.Id, command.Amount) is { } full)
            return full;
        return new OutsideAidReceived(
            command.Strike, aid, command.Kind, command.Amount, command.Note,
            LedgerEntry.Move(command.Amount, Account.Outside, Account.StrikeFund(command.Strike)));
    }

    private static Decision<SectionEvent> OnReport(Section state, ReportAid command)
    {
        var no = (command.Aid.From.Name is { } name ? Party.CheckName("from", name) : null)
            ?? Texts.Check("note", command.Note, Texts.MemoCharsMax, required: false);
        if (no is not null)
            return no;
        if (command.Amount is { IsPayable: false } amount)
            return TreasuryRefusals.NotPayable(amount);
        return state.Strikes.ContainsKey(command.Strike)
            ? new AidReported(
                command.Strike, command.Aid, command.Kind, command.State, command.Amount, command.Note)
            : SectionRefusals.UnknownStrike(state.Id, command.Strike);
    }
}
