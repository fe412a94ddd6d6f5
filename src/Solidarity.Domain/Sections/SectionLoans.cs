using System.Collections.Immutable;
using System.Diagnostics;
using Solidarity.Domain.Bodies;
using Solidarity.Domain.Calls;
using Solidarity.Domain.Decisions;
using Solidarity.Domain.Ledger;
using Solidarity.Domain.Money;
using Solidarity.Domain.Text;
using Solidarity.Domain.Transfers;
using Solidarity.Domain.Treasuries;
using Solidarity.Domain.Treasuries.Hops;
using static Solidarity.Domain.Sections.SectionCommand;
using static Solidarity.Domain.Sections.SectionEvent;

namespace Solidarity.Domain.Sections;

/// <summary>What a section decides about debts of its own and about what is owed to it.</summary>
internal static class SectionLoans
{
    public static Decision<SectionEvent> Decide(
        Section state, SectionCommand command, DateTimeOffset at) => command switch
        {
            RecordLoan c => OnRecord(state, c),
            RepayLoan c => OnRepay(state, c, at),
            RedirectRepayment c => OnRedirect(state, c),
            LearnRedirect c => OnRedirected(state, c),
            LearnClaimReduced c => OnClaimReduced(state, c),
            _ => throw new UnreachableException($"section command {command.GetType().Name}"),
        };

    private static Decision<SectionEvent> OnClaimReduced(Section state, LearnClaimReduced command)
    {
        var isOwed = state.Pledges.TryGetValue(command.Pledge, out var pledge)
            && pledge.Owed is { Minor: > 0 } owed && owed.Currency == command.Amount.Currency;
        if (!isOwed)
            return Decision<SectionEvent>.Nothing;
        var amount = Reduction(pledge!.Owed!.Value, command.Amount);
        return new ClaimReduced(command.Pledge, amount, LedgerEntry.Move(amount, Account.Lent, Account.Loans));
    }

    /// <summary>By how much a payment lessens a debt: more than is owed it cannot.</summary>
    public static Amount Reduction(Amount owed, Amount paid) =>
        owed with { Minor = Math.Min(owed.Minor, paid.Minor) };

    private static Decision<SectionEvent> OnRecord(Section state, RecordLoan command)
    {
        var no = Party.CheckName("lender", command.Lender)
            ?? SectionDecider.CheckAmount(state, command.Amount);
        if (no is not null)
            return no;
        var loan = new AidKey(Party.Named(command.Lender), command.Loan);
        if (state.Loans.ContainsKey(loan))
            return SectionRefusals.LoanExists(state.Id, loan);
        if (!state.Strikes.ContainsKey(command.Strike))
            return SectionRefusals.UnknownStrike(state.Id, command.Strike);
        return state.Loans.Count >= Section.LoansMax
            ? CommonRefusals.LimitReached(
                nameof(Section.LoansMax), Section.LoansMax, $"section {state.Id} has too many loans")
            : SectionTransfers.Taken(loan, command.Strike, command.Amount);
    }

    // A lender may let parts of one loan go to so many strikes that the debtor's books would not hold them.
    private static Decision<SectionEvent> OnRedirected(Section state, LearnRedirect command)
    {
        var isOwed = state.Loans.TryGetValue(command.Loan, out var loan)
            && loan.Owed.Minor > 0 && loan.Owed.Currency == command.Amount.Currency;
        if (!isOwed)
            return Decision<SectionEvent>.Nothing;
        var isKnown = loan!.Redirects.Any(redirect =>
            redirect.Strike == command.Strike && redirect.Section == command.Section);
        return !isKnown && loan.Redirects.Length >= Loan.RedirectsMax
            ? CommonRefusals.LimitReached(nameof(Loan.RedirectsMax), Loan.RedirectsMax,
                $"parts of loan {command.Loan.Id} may go to {Loan.RedirectsMax} strikes already; "
                + $"let section {state.Id} repay to one of them first")
            : new RedirectLearnt(command.Loan, command.Strike, command.Section, command.Amount);
    }

    private static Decision<SectionEvent> OnRepay(Section state, RepayLoan command, DateTimeOffset at)
    {
        // Shape.
        var (amount, redirect) = (command.Amount, command.RedirectTo);
        var no = Texts.Check("authority", command.Authority, Texts.MemoCharsMax)
            ?? SectionDecider.CheckAmount(state, amount);
        if (no is not null)
            return no;
        if (redirect is null != command.RedirectSection is null)
            return CommonRefusals.Malformed("redirect_section", "goes with redirect_strike: give both or neither");
        if (redirect is { } own && (command.RedirectSection == state.Id || state.Strikes.ContainsKey(own)))
            return SectionRefusals.OwnStrike(state.Id, own);
        // Identity.
        if (state.HasUsed(command.Repayment))
            return SectionRefusals.PledgeExists(state.Id, command.Repayment);
        // State.
        if (!state.Loans.TryGetValue(command.Loan, out var loan))
            return SectionRefusals.UnknownLoan(state.Id, command.Loan);
        if (loan.Owed.Currency != amount.Currency)
            return CommonRefusals.Malformed("amount", $"is in {amount.Currency}; the loan is in {loan.Owed.Currency}");
        var left = loan.Owed with { Minor = Math.Max(0, loan.Owed.Minor - loan.Paying.Minor) };
        if (left.Minor < amount.Minor)
            return SectionRefusals.MoreThanOwed(command.Loan, left, amount);
        // A lender outside the system speaks through the authority that is given; one inside has said so itself.
        var mayRedirect = redirect is null || command.Loan.From.Body is null || loan.Redirects.Any(r =>
            r.Strike == redirect && r.Section == command.RedirectSection
            && r.Amount.Minor >= amount.Minor + OnItsWayTo(state, command.Loan, r.Strike));
        if (!mayRedirect)
            return SectionRefusals.NotRedirected(command.Loan, redirect!.Value);
        // Limits.
        if (redirect is { } other && ToldStrikes.CheckAid(state, other) is { } full)
            return full;
        if (SectionDecider.CheckAvailable(state, amount, "repayment") is { } lacking)
            return lacking;
        // From here on it succeeds.
        return redirect is null && command.Loan.From.Body is null ? PayOutside(command) : Send(state, command, at);
    }

    private static long OnItsWayTo(Section state, AidKey loan, StrikeId strike) => state.Repayments.Values
        .Where(r => r.Open && r.Loan == loan && r.RedirectTo == strike).Sum(r => r.Amount.Minor);

    private static Decision<SectionEvent> PayOutside(RepayLoan command) => new RepaidOutside(
        command.Repayment, command.Loan, command.Amount, command.Authority,
        LedgerEntry.Move(command.Amount, Account.Treasury, Account.Outside)
            .And(LedgerEntry.Move(command.Amount, Account.Loans, Account.Borrowed)));

    private static Decision<SectionEvent> Send(Section state, RepayLoan command, DateTimeOffset at)
    {
        const int run = 1;
        var id = command.Repayment;
        var transfer = Transfer.IdFor(state.Id, "repayment", id, run);
        Purpose delivery = command.RedirectTo is { } strike
            ? new Purpose.ToStrikeFund(command.RedirectSection!.Value, strike,
                new AidKey(Party.Of(state.Id), id), AidKind.RedirectedRepayment, run)
            : new Purpose.ToLender(command.Loan.From.Body!.Value.Section, command.Loan.Id, state.Id, id);
        ImmutableArray<SectionEvent> events =
        [
            new RepaymentSent(id, command.Loan, command.Amount, transfer, command.RedirectTo, command.Authority),
            .. Dispatching.Of(
                state.Id, state.Treasury, transfer, command.Amount, Account.Treasury, delivery, command.Ways, at)
                .Select(e => new SectionEvent.OfTreasury(e)),
        ];
        return events;
    }

    private static Decision<SectionEvent> OnRedirect(Section state, RedirectRepayment command)
    {
        if (!command.Amount.IsPayable)
            return TreasuryRefusals.NotPayable(command.Amount);
        if (!state.Pledges.TryGetValue(command.Pledge, out var pledge))
            return SectionRefusals.UnknownPledge(state.Id, command.Pledge);
        if (pledge.Owed is not { } owed || owed.Minor == 0 || owed.Currency != command.Amount.Currency)
            return SectionRefusals.NotALoan(command.Pledge);
        if (owed.Minor < command.Amount.Minor)
            return SectionRefusals.MoreThanOwed(
                new AidKey(Party.Of(state.Id), command.Pledge), owed, command.Amount);
        return command.Section == pledge.To
            ? SectionRefusals.OwnStrike(pledge.To, command.Strike)
            : new RepaymentRedirected(command.Pledge, command.Strike, command.Section, command.Amount);
    }
}
