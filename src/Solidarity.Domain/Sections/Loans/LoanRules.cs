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
using Solidarity.Domain.Sections.Surplus;
using Solidarity.Domain.Text;
using Solidarity.Domain.Transfers;
using Solidarity.Domain.Treasuries;
using Solidarity.Domain.Treasuries.Hops;
using static Solidarity.Domain.Sections.Loans.LoanCommand;
using static Solidarity.Domain.Sections.Loans.LoanEvent;
using static Solidarity.Domain.Sections.SectionRefusals;

namespace Solidarity.Domain.Sections.Loans;

/// <summary>What a section can be asked about debts of its own and about what is owed to it.</summary>
[JsonDerivedType(typeof(RecordLoan), "record-loan")]
[JsonDerivedType(typeof(RepayLoan), "repay-loan")]
[JsonDerivedType(typeof(SendRepayment), "send-repayment")]
[JsonDerivedType(typeof(SendRepaymentAgain), "send-repayment-again")]
[JsonDerivedType(typeof(WithdrawRepayment), "withdraw-repayment")]
[JsonDerivedType(typeof(RedirectRepayment), "redirect-repayment")]
[JsonDerivedType(typeof(LearnRedirect), "learn-redirect")]
[JsonDerivedType(typeof(LearnClaimReduced), "learn-claim-reduced")]
public abstract record LoanCommand : SectionCommand
{
    private LoanCommand() { }

    /// <summary>Takes an older debt to a lender outside the system onto the books.</summary>
    /// <param name="Again">Also where the same was done just now.</param>
    public sealed record RecordLoan(
        PledgeId Loan, string Lender, StrikeId Strike, Amount Amount, bool Again = false) : LoanCommand;

    /// <param name="RedirectTo">The strike that the lender let this repayment go to instead of itself; null: to
    /// the lender.</param>
    /// <param name="RedirectSection">The section whose strike that is.</param>
    /// <param name="Again">Also where the same was done just now.</param>
    /// <param name="FromFund">A strike of the section's that has ended: it is paid from what is left in its fund. Null:
    /// from the treasury.</param>
    public sealed record RepayLoan(
        AidKey Loan, PledgeId Repayment, Amount Amount, StrikeId? RedirectTo, SectionId? RedirectSection,
        string Authority, bool Again = false, StrikeId? FromFund = null) : LoanCommand;

    /// <summary>Sends a repayment now that waits to be sent again.</summary>
    public sealed record SendRepayment(PledgeId Repayment) : LoanCommand;

    /// <summary>The alarm of a repayment for which no way was found.</summary>
    /// <param name="Run">The transfer that found none; the alarm is stale where there was another one since.</param>
    public sealed record SendRepaymentAgain(PledgeId Repayment, int Run) : LoanCommand;

    /// <summary>Sends a repayment no more that waits to be sent again.</summary>
    public sealed record WithdrawRepayment(PledgeId Repayment, string Reason) : LoanCommand;

    /// <summary>The lender lets a part of what it is owed go to a strike.</summary>
    /// <param name="Again">Also where the same was done just now.</param>
    public sealed record RedirectRepayment(
        PledgeId Pledge, StrikeId Strike, SectionId Section, Amount Amount, bool Again = false) : LoanCommand;

    public sealed record LearnRedirect(AidKey Loan, StrikeId Strike, SectionId Section, Amount Amount) : LoanCommand;

    public sealed record LearnClaimReduced(PledgeId Pledge, Amount Amount) : LoanCommand;
}

/// <summary>What a section decides about debts of its own and about what is owed to it.</summary>
internal static class LoanRules
{
    private static readonly Wording TheRepayment = "the repayment";

    public static Decision<SectionEvent> Decide(
        Section state, LoanCommand command, DateTimeOffset at) => command switch
        {
            RecordLoan c => OnRecord(state, c, at),
            RepayLoan c => OnRepay(state, c, at),
            SendRepayment c => OnSend(state, c, at),
            SendRepaymentAgain c => OnSendAgain(state, c, at),
            WithdrawRepayment c => OnWithdraw(state, c),
            RedirectRepayment c => OnRedirect(state, c, at),
            LearnRedirect c => OnRedirected(state, c),
            LearnClaimReduced c => OnClaimReduced(state, c),
            _ => throw new UnreachableException($"section command {command.GetType().Name}"),
        };

    /// <summary>Whether something was lent in this currency with this pledge, also where it is repaid.</summary>
    public static bool IsOwed(Section state, PledgeId id, Currency currency) =>
        state.Promises.Pledges.TryGetValue(id, out var pledge) && pledge.Owed?.Currency == currency;

    /// <summary>A debt that came with its money.</summary>
    public static LoanTaken Taken(AidKey loan, StrikeId strike, Amount amount) =>
        Taken(loan, strike, amount, number: null, recorded: null);

    private static LoanTaken Taken(
        AidKey loan, StrikeId strike, Amount amount, int? number, DateTimeOffset? recorded) =>
        new(loan, strike, amount, number, recorded, LedgerEntry.Move(amount, Account.Borrowed, Account.Loans));

    /// <summary>A repayment has arrived here, of what <see cref="IsOwed"/>.</summary>
    public static RepaymentArrived Arrived(
        Section state, HopKey key, Address from, Purpose.ToLender lender, Amount amount,
        ImmutableArray<DateTimeOffset> passed, bool? owed)
    {
        var entry = LedgerEntry.Move(amount, Account.From(from), Account.Treasury);
        var reduction = Reduction(state.Promises.Pledges[lender.Aid].Owed!.Value, amount);
        if (reduction.Minor > 0)
            entry = entry.And(LedgerEntry.Move(reduction, Account.Lent, Account.Loans));
        return new RepaymentArrived(key, from, lender, amount, passed, owed, entry);
    }

    /// <summary>A repayment of this section's has arrived.</summary>
    public static LoanReduced Reduced(Section state, PledgeId id, Amount delivered)
    {
        var repayment = state.Loans.Repayments[id];
        // A redirected repayment may arrive as other money; the debt goes down by what was given for it.
        var amount = Reduction(
            state.Loans.Taken[repayment.Loan].Owed,
            delivered.Currency == repayment.Amount.Currency ? delivered : repayment.Amount);
        return new LoanReduced(repayment.Loan, id, amount, LedgerEntry.Move(amount, Account.Loans, Account.Borrowed));
    }

    // By how much a payment lessens a debt: more than is owed it cannot.
    private static Amount Reduction(Amount owed, Amount paid) =>
        owed with { Minor = Math.Min(owed.Minor, paid.Minor) };

    private static Decision<SectionEvent> OnClaimReduced(Section state, LearnClaimReduced command)
    {
        if (!IsOwed(state, command.Pledge, command.Amount.Currency))
            return Decision<SectionEvent>.Nothing;
        var amount = Reduction(state.Promises.Pledges[command.Pledge].Owed!.Value, command.Amount);
        return amount.Minor > 0
            ? new ClaimReduced(command.Pledge, amount, LedgerEntry.Move(amount, Account.Lent, Account.Loans))
            : Decision<SectionEvent>.Nothing;
    }

    private static Decision<SectionEvent> OnRecord(Section state, RecordLoan command, DateTimeOffset at)
    {
        var no = Party.CheckName("lender", command.Lender)
            ?? state.CheckAmount(command.Amount);
        if (no is not null)
            return no;
        var loan = new AidKey(Party.Named(command.Lender), command.Loan);
        if (state.Loans.Taken.ContainsKey(loan))
            return LoanRefusals.LoanExists(state.Id, loan);
        var act = new Act.LoanRecord(loan.From, command.Strike, command.Amount);
        if (state.CheckAct(act, command.Again, at) is { } done)
            return done;
        if (!state.Strikes.Declared.ContainsKey(command.Strike))
            return OwnStrikeRefusals.UnknownStrike(state.Id, command.Strike);
        return state.Loans.Taken.Count >= SectionLoans.LoansMax
            ? CommonRefusals.LimitReached(
                nameof(SectionLoans.LoansMax), SectionLoans.LoansMax, $"section {state.Id} has too many loans")
            : Taken(loan, command.Strike, command.Amount, state.Entries.Next, at);
    }

    // A lender may let parts of one loan go to so many strikes that the debtor's books would not hold them.
    private static Decision<SectionEvent> OnRedirected(Section state, LearnRedirect command)
    {
        var isOwed = state.Loans.Taken.TryGetValue(command.Loan, out var loan)
            && loan.Owed.Minor > 0 && loan.Owed.Currency == command.Amount.Currency;
        if (!isOwed)
            return Decision<SectionEvent>.Nothing;
        var isKnown = loan!.IndexOf(command.Strike, command.Section) >= 0;
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
            ?? state.CheckAmount(amount);
        if (no is not null)
            return no;
        if (redirect is null != command.RedirectSection is null)
            return CommonRefusals.Malformed("redirect_section", "goes with redirect_strike: give both or neither");
        // Identity.
        if (state.HasUsed(command.Repayment))
            return PledgeRefusals.PledgeExists(state.Id, command.Repayment);
        var act = new Act.LoanRepayment(command.Loan, amount, redirect, command.Authority);
        if (state.CheckAct(act, command.Again, at) is { } done)
            return done;
        if (!command.Again && WaitsAlready(state, command) is { } waits)
            return LoanRefusals.RepaymentWaits(state.Id, waits, state.Loans.Repayments[waits]);
        // State.
        if (redirect is { } own && (command.RedirectSection == state.Id || state.Strikes.Declared.ContainsKey(own)))
            return PledgeRefusals.OwnStrike(state.Id, own);
        if (!state.Loans.Taken.TryGetValue(command.Loan, out var loan))
            return LoanRefusals.UnknownLoan(state.Id, command.Loan);
        if (loan.Owed.Currency != amount.Currency)
            return CommonRefusals.Malformed("amount", $"is in {amount.Currency}; the loan is in {loan.Owed.Currency}");
        var left = loan.Owed with { Minor = Math.Max(0, loan.Owed.Minor - loan.Paying.Minor) };
        if (left.Minor < amount.Minor)
            return LoanRefusals.MoreThanOwed(command.Loan, left, amount);
        // A lender outside the system speaks through the authority that is given; one inside has said so itself.
        var mayRedirect = redirect is null || command.Loan.From.Body is null || loan.Redirects.Any(r =>
            r.Strike == redirect && r.Section == command.RedirectSection
            && r.Amount.Minor >= amount.Minor + OnItsWayTo(state, command.Loan, r.Strike));
        if (!mayRedirect)
            return LoanRefusals.NotRedirected(command.Loan, redirect!.Value);
        // Limits.
        if (redirect is { } other && ToldStrikes.CheckAid(state, other) is { } full)
            return full;
        if (CheckSource(state, command.FromFund, amount) is { } lacking)
            return lacking;
        // From here on it succeeds.
        return redirect is null && command.Loan.From.Body is null
            ? PayOutside(state, command, at)
            : Send(state, command, at);
    }

    private static long OnItsWayTo(Section state, AidKey loan, StrikeId strike) => state.Loans.Repayments.Values
        .Where(r => r.State == AidState.Pledged && r.Loan == loan && r.RedirectTo == strike).Sum(r => r.Amount.Minor);

    private static Decision<SectionEvent> PayOutside(
        Section state, RepayLoan command, DateTimeOffset at) => new RepaidOutside(
        command.Repayment, command.Loan, command.Amount, command.FromFund, command.Authority, state.Entries.Next, at,
        LedgerEntry.Move(command.Amount, SourceOf(command.FromFund), Account.Outside)
            .And(LedgerEntry.Move(command.Amount, Account.Loans, Account.Borrowed)));

    private static Decision<SectionEvent> Send(Section state, RepayLoan command, DateTimeOffset at)
    {
        var sent = new RepaymentSent(
            command.Repayment, command.Loan, command.Amount,
            Transfer.IdFor(state.Id, "repayment", command.Repayment, run: 1), command.RedirectTo,
            command.RedirectSection, command.FromFund, command.Authority, at);
        ImmutableArray<SectionEvent> events =
            [sent, .. Dispatched(Section.Evolve(state, sent), command.Repayment, command.Ways, at)];
        return events;
    }

    private static ImmutableArray<SectionEvent> SendAgain(
        Section state, PledgeId id, ImmutableArray<PlannedWay> ways, DateTimeOffset at)
    {
        var run = state.Loans.Repayments[id].Runs + 1;
        var sent = new RepaymentSentAgain(id, Transfer.IdFor(state.Id, "repayment", id, run), run);
        return [sent, .. Dispatched(Section.Evolve(state, sent), id, ways, at)];
    }

    private static IEnumerable<SectionEvent> Dispatched(
        Section state, PledgeId id, ImmutableArray<PlannedWay> ways, DateTimeOffset at)
    {
        var repayment = state.Loans.Repayments[id];
        var loan = repayment.Loan;
        Purpose delivery = repayment.RedirectTo is { } strike
            ? new Purpose.ToStrikeFund(repayment.RedirectSection!.Value, strike,
                new AidKey(Party.Of(state.Id), id), AidKind.RedirectedRepayment, repayment.Runs)
            : new Purpose.ToLender(loan.From.Body!.Value.Section, loan.Id, state.Id, id);
        return Dispatching.Of(
            state.Id, state.Treasury, repayment.Transfer!.Value, repayment.Amount, SourceOf(repayment.FromFund),
            delivery, ways, at).Select(e => new OwnTreasuryEvent.OfTreasury(e));
    }

    private static Decision<SectionEvent> OnSend(Section state, SendRepayment command, DateTimeOffset at)
    {
        var id = command.Repayment;
        if (CheckWaits(state, id, out var repayment) is { } no)
            return no;
        return CheckSource(state, repayment!.FromFund, repayment.Amount) is { } lacking
            ? lacking
            : SendAgain(state, id, command.Ways, at);
    }

    // Nobody is asked, so where it must not go or is not there any more, nothing is refused: it ends, and says why.
    private static Decision<SectionEvent> OnSendAgain(Section state, SendRepaymentAgain command, DateTimeOffset at)
    {
        var id = command.Repayment;
        if (!state.Loans.Repayments.TryGetValue(id, out var repayment)
            || !RetrySchedule.IsDue(command.Run, repayment.Runs, repayment.AgainAt))
            return Decision<SectionEvent>.Nothing;
        if (repayment.RedirectTo is { } strike && state.Inbox.IsOver(strike))
            return new RepaymentLapsed(id, InEnglish($"strike {strike} is over"));
        return CheckSource(state, repayment.FromFund, repayment.Amount) is { } lacking
            ? new RepaymentLapsed(id, lacking.Message)
            : SendAgain(state, id, command.Ways, at);
    }

    private static Decision<SectionEvent> OnWithdraw(Section state, WithdrawRepayment command) =>
        (Texts.Check("reason", command.Reason, Texts.MemoCharsMax, required: false)
            ?? CheckWaits(state, command.Repayment, out _)) is { } no
            ? no
            : new RepaymentWithdrawn(command.Repayment, command.Reason);

    // The refusal for a repayment that does not wait to be sent again; else null.
    private static Refusal? CheckWaits(Section state, PledgeId id, out Repayment? repayment) =>
        !state.Loans.Repayments.TryGetValue(id, out repayment) ? LoanRefusals.UnknownRepayment(state.Id, id)
            : repayment.AgainAt is null ? LoanRefusals.RepaymentNotHere(id, repayment)
            : null;

    // The same that waits to be sent again would be paid twice.
    private static PledgeId? WaitsAlready(Section state, RepayLoan command)
    {
        foreach (var (id, known) in state.Loans.Repayments)
            if (known.AgainAt is not null && known.Loan == command.Loan && known.Amount == command.Amount
                && known.RedirectTo == command.RedirectTo)
                return id;
        return null;
    }

    private static Refusal? CheckSource(Section state, StrikeId? fund, Amount amount) => fund is { } strike
        ? SurplusRules.CheckFund(state, strike, amount)
        : state.CheckAvailable(amount, TheRepayment);

    private static Account SourceOf(StrikeId? fund) =>
        fund is { } strike ? Account.StrikeFund(strike) : Account.Treasury;

    private static Decision<SectionEvent> OnRedirect(Section state, RedirectRepayment command, DateTimeOffset at)
    {
        if (!command.Amount.IsPayable)
            return TreasuryRefusals.NotPayable(command.Amount);
        var act = new Act.LoanRedirect(command.Pledge, command.Strike, command.Amount);
        if (state.CheckAct(act, command.Again, at) is { } done)
            return done;
        if (!state.Promises.Pledges.TryGetValue(command.Pledge, out var pledge))
            return PledgeRefusals.UnknownPledge(state.Id, command.Pledge);
        if (pledge.Owed is not { } owed || owed.Minor == 0 || owed.Currency != command.Amount.Currency)
            return LoanRefusals.NotALoan(command.Pledge);
        if (owed.Minor < command.Amount.Minor)
            return LoanRefusals.MoreThanOwed(
                new AidKey(Party.Of(state.Id), command.Pledge), owed, command.Amount);
        return command.Section == pledge.To
            ? PledgeRefusals.OwnStrike(pledge.To, command.Strike)
            : new RepaymentRedirected(command.Pledge, command.Strike, command.Section, command.Amount, at);
    }
}

/// <summary>A section's refusals about its loans.</summary>
internal static class LoanRefusals
{
    public static Refusal UnknownLoan(SectionId section, AidKey loan) => Refusal.Of(RefusalKind.NotFound,
        "UNKNOWN_LOAN", $"section {section} owes nothing to {loan.From.Label} for {loan.Id}.", ("loan", loan));

    public static Refusal UnknownRepayment(SectionId section, PledgeId repayment) => Refusal.Of(
        RefusalKind.NotFound, "UNKNOWN_REPAYMENT", $"section {section} has made no repayment {repayment}.",
        ("repayment", repayment));

    public static Refusal RepaymentNotHere(PledgeId id, Repayment repayment) => Precondition("REPAYMENT_NOT_HERE",
        repayment.State switch
        {
            AidState.Pledged => Wording.Of(
                $"repayment {id} is on its way already (transfer {repayment.Transfer!.Value})."),
            AidState.Honoured => $"repayment {id} has been paid.",
            _ => $"repayment {id} is not sent any more. Repay the loan under another id.",
        },
        ("repayment", id));

    public static Refusal RepaymentWaits(SectionId section, PledgeId id, Repayment repayment) => Precondition(
        "REPAYMENT_WAITS",
        $"repayment {id} of the same sum waits: no way was found for it, and section {section} sends it again by "
        + $"itself. Send it now, or withdraw it first.",
        ("repayment", id), ("loan", repayment.Loan));

    public static Refusal LoanExists(SectionId section, AidKey loan) => Refusal.Of(RefusalKind.AlreadyExists,
        "LOAN_EXISTS", $"section {section} has loan {loan.Id} of {loan.From.Label} on its books already.",
        ("loan", loan));

    public static Refusal MoreThanOwed(AidKey loan, Amount left, Amount asked) => Precondition("MORE_THAN_OWED",
        $"{left} of loan {loan.Id} is still to be repaid; the repayment is of {asked}.",
        ("loan", loan), ("left", left.Minor), ("asked", asked.Minor));

    public static Refusal NotRedirected(AidKey loan, StrikeId strike) => Precondition("NOT_REDIRECTED",
        $"{loan.From.Label} has not let so much of loan {loan.Id} go to strike {strike}.",
        ("loan", loan), ("strike", strike));

    public static Refusal NotALoan(PledgeId pledge) => Precondition("NOT_A_LOAN",
        $"nothing is owed for pledge {pledge}: it is no loan, or it is repaid.", ("pledge", pledge));
}
