using Solidarity.Domain.Acts;
using Solidarity.Domain.Bodies;
using Solidarity.Domain.Calls;
using Solidarity.Domain.Decisions;
using Solidarity.Domain.Ledger;
using Solidarity.Domain.Money;
using Solidarity.Domain.Routes;
using Solidarity.Domain.Sections.Pledges;
using Solidarity.Domain.Sections.Reversals;
using Solidarity.Domain.Treasuries.Acknowledgements;
using Solidarity.Domain.Treasuries.Hops;
using static Solidarity.Domain.Sections.Loans.LoanEvent;

namespace Solidarity.Domain.Sections.Loans;

/// <summary>What happened to debts of a section's own and to what is owed to it.</summary>
[JsonDerivedType(typeof(LoanTaken), "section.loan-taken.v1")]
[JsonDerivedType(typeof(RepaymentSent), "section.repayment-sent.v1")]
[JsonDerivedType(typeof(RepaymentSentAgain), "section.repayment-sent-again.v1")]
[JsonDerivedType(typeof(RepaymentUnsent), "section.repayment-unsent.v1")]
[JsonDerivedType(typeof(RepaymentLapsed), "section.repayment-lapsed.v1")]
[JsonDerivedType(typeof(RepaymentWithdrawn), "section.repayment-withdrawn.v1")]
[JsonDerivedType(typeof(LoanReduced), "section.loan-reduced.v1")]
[JsonDerivedType(typeof(RepaidOutside), "section.repaid-outside.v1")]
[JsonDerivedType(typeof(RepaymentArrived), "section.repayment-arrived.v1")]
[JsonDerivedType(typeof(ClaimReduced), "section.claim-reduced.v1")]
[JsonDerivedType(typeof(RepaymentRedirected), "section.repayment-redirected.v1")]
[JsonDerivedType(typeof(RedirectLearnt), "section.redirect-learnt.v1")]
public abstract record LoanEvent : SectionEvent
{
    private LoanEvent() { }

    /// <summary>A debt came onto the books.</summary>
    /// <param name="Number">Of its entry, among the section's plain ones.</param>
    /// <param name="At">Null, as the number, where it came with its money and nobody recorded it by hand.</param>
    public sealed record LoanTaken(
        AidKey Loan, StrikeId Strike, Amount Amount, int? Number, DateTimeOffset? At, LedgerEntry Entry)
        : LoanEvent, IBooking, IAct, IPlainEntry
    {
        NumberedEntry? IPlainEntry.Plain => Number is { } number
            ? new(number, new PlainEntry(PlainEntryKind.LoanRecord, Amount, Entry, Strike, Loan))
            : null;

        // What is made has the loan's id.
        string? IMakesPart.Part => null;

        DoneAct? IAct.Done => At is { } at ? new(new Act.LoanRecord(Loan.From, Strike, Amount), at) : null;
    }

    /// <param name="RedirectSection">Whose strike <paramref name="RedirectTo"/> is.</param>
    /// <param name="FromFund">The ended strike whose fund it is paid from; null: the treasury.</param>
    public sealed record RepaymentSent(
        PledgeId Repayment, AidKey Loan, Amount Amount, TransferId Transfer, StrikeId? RedirectTo,
        SectionId? RedirectSection, StrikeId? FromFund, string Authority, DateTimeOffset At) : LoanEvent, IAct
    {
        DoneAct? IAct.Done => new(new Act.LoanRepayment(Loan, Amount, RedirectTo, Authority), At);
    }

    /// <summary>It was put on its way once more; the dispatch stands beside it.</summary>
    public sealed record RepaymentSentAgain(PledgeId Repayment, TransferId Transfer, int Run) : LoanEvent;

    /// <summary>The transfer ended without delivery.</summary>
    /// <param name="Left">What is here again.</param>
    /// <param name="AgainAt">When it is sent again by itself; null: it is not, and the repayment is over.</param>
    public sealed record RepaymentUnsent(
        PledgeId Repayment, Amount Left, string Reason, DateTimeOffset? AgainAt = null) : LoanEvent;

    /// <summary>It waited to be sent again, and could not be when its time came.</summary>
    public sealed record RepaymentLapsed(PledgeId Repayment, string Reason) : LoanEvent;

    /// <summary>It waited to be sent again, and is not any more, as the section's people say.</summary>
    public sealed record RepaymentWithdrawn(PledgeId Repayment, string Reason) : LoanEvent;

    public sealed record LoanReduced(AidKey Loan, PledgeId Repayment, Amount Amount, LedgerEntry Entry)
        : LoanEvent, IBooking;

    /// <summary>A lender outside the system was paid.</summary>
    /// <param name="FromFund">As in <see cref="RepaymentSent"/>.</param>
    /// <param name="Number">Of its entry, among the section's plain ones.</param>
    public sealed record RepaidOutside(
        PledgeId Repayment, AidKey Loan, Amount Amount, StrikeId? FromFund, string Authority, int Number,
        DateTimeOffset At, LedgerEntry Entry) : LoanEvent, IBooking, IAct, IPlainEntry
    {
        NumberedEntry? IPlainEntry.Plain => new(Number, new PlainEntry(
            PlainEntryKind.LoanRepayment, Amount, Entry, FromFund, Loan, GivenAs: null, Repayment));

        // What is made has the repayment's id.
        string? IMakesPart.Part => null;

        DoneAct? IAct.Done => new(new Act.LoanRepayment(Loan, Amount, RedirectTo: null, Authority), At);
    }

    /// <param name="Passed">As in <see cref="OwnStrikes.OwnStrikeEvent.AidArrived"/>.</param>
    /// <param name="Owed">As in <see cref="OwnStrikes.OwnStrikeEvent.AidArrived"/>.</param>
    public sealed record RepaymentArrived(
        HopKey Key, Address From, Purpose.ToLender Delivery, Amount Amount,
        ImmutableArray<DateTimeOffset> Passed, bool? Owed, LedgerEntry Entry) : LoanEvent, IBooking;

    public sealed record ClaimReduced(PledgeId Pledge, Amount Amount, LedgerEntry Entry) : LoanEvent, IBooking;

    public sealed record RepaymentRedirected(
        PledgeId Pledge, StrikeId Strike, SectionId Section, Amount Amount, DateTimeOffset At) : LoanEvent, IAct
    {
        DoneAct? IAct.Done => new(new Act.LoanRedirect(Pledge, Strike, Amount), At);
    }

    public sealed record RedirectLearnt(AidKey Loan, StrikeId Strike, SectionId Section, Amount Amount) : LoanEvent;
}

internal static class LoanEvolution
{
    public static Section Evolve(Section state, LoanEvent @event) => @event switch
    {
        RepaymentArrived e => state with
        {
            Treasury = AcknowledgementRules.Owing(state.Treasury, e.Key, e.From, e.Owed),
            Promises = WithLessOwed(state.Promises, e.Delivery.Aid, e.Amount),
        },
        ClaimReduced e => state with { Promises = WithLessOwed(state.Promises, e.Pledge, e.Amount) },
        RepaymentRedirected => state,
        RepaymentSent { RedirectTo: { } strike } e => state with
        {
            Promises = state.Promises.WithAid(strike, 1),
            Loans = OnDebt(state.Loans, e),
        },
        _ => state with { Loans = OnDebt(state.Loans, @event) },
    };

    private static SectionLoans OnDebt(SectionLoans state, LoanEvent @event) => @event switch
    {
        LoanTaken e => state with
        {
            Taken = state.Taken.Add(
                e.Loan, new Loan(e.Strike, e.Amount, Owed: e.Amount, Paying: Amount.Zero(e.Amount.Currency), [])),
        },
        RepaymentSent e => state.With(e.Loan, loan => loan with { Paying = loan.Paying + e.Amount }) with
        {
            Repayments = state.Repayments.Add(
                e.Repayment, new Repayment(
                    e.Loan, e.Amount, e.RedirectTo, e.RedirectSection, e.FromFund, e.Authority, AidState.Pledged,
                    Runs: 1, e.Transfer)),
        },
        RepaymentSentAgain e => state.With(e.Repayment, repayment => repayment with
        {
            Runs = e.Run,
            Transfer = e.Transfer,
            AgainAt = null,
        }),
        RepaymentUnsent { AgainAt: { } due } e => state.With(e.Repayment, repayment => repayment with
        {
            Transfer = null,
            Reason = e.Reason,
            AgainAt = due,
        }),
        RepaymentUnsent e => Over(state, e.Repayment, AidState.Lapsed, e.Reason),
        RepaymentLapsed e => Over(state, e.Repayment, AidState.Lapsed, e.Reason),
        RepaymentWithdrawn e => Over(state, e.Repayment, AidState.Withdrawn, e.Reason),
        LoanReduced e => Reduced(state.With(e.Repayment, repayment => repayment with
        {
            State = AidState.Honoured,
            Transfer = null,
            Reason = "",
        }), e),
        RepaidOutside e => state.With(e.Loan, loan => loan with { Owed = loan.Owed - e.Amount }) with
        {
            Repayments = state.Repayments.Add(
                e.Repayment, new Repayment(
                    e.Loan, e.Amount, RedirectTo: null, RedirectSection: null, e.FromFund, e.Authority,
                    AidState.Honoured)),
        },
        RedirectLearnt e => state.With(e.Loan, loan => loan with { Redirects = Widened(loan, e) }),
        _ => throw new UnreachableException($"section event {@event.GetType().Name}"),
    };

    // What will not be paid so is owed as before.
    private static SectionLoans Over(SectionLoans state, PledgeId id, AidState end, string reason)
    {
        var (loan, amount) = (state.Repayments[id].Loan, state.Repayments[id].Amount);
        return state.With(loan, known => known with { Paying = known.Paying - amount }).With(id, repayment =>
            repayment with { State = end, Transfer = null, Reason = reason, AgainAt = null });
    }

    private static SectionLoans Reduced(SectionLoans state, LoanReduced e)
    {
        var repayment = state.Repayments[e.Repayment];
        return state.With(e.Loan, loan => loan with
        {
            Owed = Less(loan.Owed, e.Amount),
            Paying = loan.Paying - repayment.Amount,
            Redirects = Used(loan, repayment),
        });
    }

    private static SectionPromises WithLessOwed(SectionPromises state, PledgeId id, Amount paid) =>
        state.With(id, pledge => pledge with { Owed = Less(pledge.Owed!.Value, paid) });

    // More may come back than is owed, where it was changed on its way: the debt ends at nothing.
    private static Amount Less(Amount owed, Amount paid) =>
        owed with { Minor = Math.Max(0, owed.Minor - paid.Minor) };

    // One entry a strike: what the lender lets go there in all, which is never more than what is owed, however often it
    // is said.
    private static ImmutableArray<Redirect> Widened(Loan loan, RedirectLearnt e)
    {
        var index = loan.IndexOf(e.Strike, e.Section);
        var before = index < 0 ? 0 : loan.Redirects[index].Amount.Minor;
        var redirect = new Redirect(
            e.Strike, e.Section, e.Amount with { Minor = Math.Min(loan.Owed.Minor, before + e.Amount.Minor) });
        return index < 0 ? loan.Redirects.Add(redirect) : loan.Redirects.SetItem(index, redirect);
    }

    private static ImmutableArray<Redirect> Used(Loan loan, Repayment repayment)
    {
        var used = loan.Redirects.FirstOrDefault(redirect =>
            redirect.Strike == repayment.RedirectTo && redirect.Amount.Minor >= repayment.Amount.Minor);
        if (used is null)
            return loan.Redirects;
        var left = used with { Amount = used.Amount - repayment.Amount };
        return left.Amount.Minor == 0 ? loan.Redirects.Remove(used) : loan.Redirects.Replace(used, left);
    }
}
