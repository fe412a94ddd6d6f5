using System.Collections.Immutable;
using Solidarity.Domain.Affiliations;
using Solidarity.Domain.Bodies;
using Solidarity.Domain.Calls;
using Solidarity.Domain.Money;
using Solidarity.Domain.Routes;
using Solidarity.Domain.Treasuries;
using Solidarity.Domain.Treasuries.Acknowledgements;
using static Solidarity.Domain.Sections.SectionEvent;

namespace Solidarity.Domain.Sections;

/// <summary>A section as the fold of its events. An event that cannot follow the state throws: the journal is damaged.
/// </summary>
public static class SectionEvolution
{
    public static Section Evolve(Section state, SectionEvent @event)
    {
        // Treasury events book their own entries.
        if (@event is not OfTreasury && @event.Booked() is { } entry)
            state = state with { Treasury = state.Treasury with { Book = state.Treasury.Book.Post(entry) } };
        return @event switch
        {
            Founded e => OnFounded(state, e),
            AffiliationAsked e => state with
            {
                QuestionsPut = e.Question,
                Questions = state.Questions.SetItem(e.Federation, e.Question),
                Affiliations = state.Affiliations.SetItem(e.Federation, AffiliationStatus.Asked),
            },
            AffiliationGranted e => state with
            {
                Affiliations = state.Affiliations.SetItem(e.Federation, AffiliationStatus.Member),
                Moves = state.Moves.Granted(e.Federation),
            },
            AffiliationEnded e => state with
            {
                Questions = state.Questions.Remove(e.Federation),
                Affiliations = state.Affiliations.Remove(e.Federation),
                Moves = state.Moves.Ended(e.Federation),
            },
            SuccessionHeard or SuccessionCalledOff or ReassignmentAsked => SectionMoves.Evolve(state, @event),
            OfTreasury e => state with { Treasury = Treasury.Evolve(state.Treasury, e.Happened) },
            Deposited or PaidOut or DuesPaid or StrikePayPaid => state,
            AidReported => state,
            AidArrived e => Owing(state, e.Key, e.From, e.Owed),
            OutsideAidReceived e => With(state, e.Strike, s => s with { OutsideAid = s.OutsideAid.Add(e.Aid) }),
            StrikeDeclared e => state with
            {
                Strikes = state.Strikes.Add(
                    e.Strike, new OwnStrike(e.Facts, Call: null, Recipients: [], Outcome: null, OutsideAid: [])),
            },
            StrikeIdTaken e => state with { Strikes = state.Strikes.Remove(e.Strike) },
            StrikeEnded e => state with
            {
                Strikes = state.Strikes.SetItem(e.Strike, state.Strikes[e.Strike] with { Outcome = e.Outcome }),
            },
            _ => OnPledge(state, @event),
        };
    }

    private static Section OnPledge(Section state, SectionEvent @event) => @event switch
    {
        Pledged e => OnPledged(state, e),
        PledgeDivided e => OnDivided(state, e),
        PledgeSent e => With(state, e.Pledge, p => p with { Transfer = e.Transfer, Runs = e.Run }),
        PledgeHonoured e => With(state, e.Pledge, p => p with
        {
            State = AidState.Honoured,
            Transfer = null,
            Reason = "",
            Delivered = e.Delivered,
            Owed = p.Kind == AidKind.Loan ? e.Delivered : null,
        }),
        PledgeUnsent e => With(state, e.Pledge, p => p with { Transfer = null, Amount = e.Left, Reason = e.Reason }),
        PledgeWithdrawn e => Unpledged(state, e.Pledge, AidState.Withdrawn, e.Reason),
        PledgeLapsed e => Unpledged(state, e.Pledge, AidState.Lapsed, ""),
        TranchesPromised e => ToldStrikes.WithAid(
            WithAnswer(state, e.Strike, Answer.Pledged, ""), e.Strike, e.Count) with
        {
            Tranches = state.Tranches.Add(e.Pledge, new Tranches(
                e.Strike, e.To, e.Kind, e.Each, e.Count, e.EveryDays, e.Authority, Done: 0, Missed: 0, e.At,
                AidState.Pledged, "")),
        },
        TrancheSent e => WithSeries(state, e.Pledge, t => t with
        {
            Done = e.Number,
            NextDue = e.Next,
            State = e.Next is null ? AidState.Honoured : t.State,
        }),
        TrancheMissed e => Missed(state, e),
        TranchesEnded e => Unanswered(
            WithSeries(
                WithoutLeft(state, e.Pledge), e.Pledge,
                t => t with { State = e.State, NextDue = null, Reason = e.Reason }),
            state.Tranches[e.Pledge].Strike, e.Reason),
        _ => OnLoan(state, @event),
    };

    private static Section OnLoan(Section state, SectionEvent @event) => @event switch
    {
        LoanTaken e => state with
        {
            Loans = state.Loans.Add(
                e.Loan, new Loan(e.Strike, e.Amount, Owed: e.Amount, Paying: Amount.Zero(e.Amount.Currency), [])),
        },
        RepaymentSent e => With(Redirecting(state, e), e.Loan, l => l with { Paying = l.Paying + e.Amount }) with
        {
            Repayments = state.Repayments.Add(
                e.Repayment, new Repayment(e.Loan, e.Amount, e.RedirectTo, Open: true)),
        },
        RepaymentUnsent e => With(state, state.Repayments[e.Repayment].Loan, l => l with
        {
            Paying = l.Paying - state.Repayments[e.Repayment].Amount,
        }) with
        {
            Repayments = Closed(state, e.Repayment),
        },
        LoanReduced e => OnLoanReduced(state, e),
        RepaidOutside e => With(state, e.Loan, l => l with { Owed = l.Owed - e.Amount }) with
        {
            Repayments = state.Repayments.Add(
                e.Repayment, new Repayment(e.Loan, e.Amount, RedirectTo: null, Open: false)),
        },
        RepaymentArrived e => With(
            Owing(state, e.Key, e.From, e.Owed), e.Delivery.Aid, p => p with { Owed = Less(p.Owed!.Value, e.Amount) }),
        ClaimReduced e => With(state, e.Pledge, p => p with { Owed = Less(p.Owed!.Value, e.Amount) }),
        RepaymentRedirected => state,
        RedirectLearnt e => With(state, e.Loan, l => l with { Redirects = Widened(l, e) }),
        _ => SectionCallEvolution.OnOwnCall(state, @event),
    };

    private static Section Redirecting(Section state, RepaymentSent e) =>
        e.RedirectTo is { } strike ? ToldStrikes.WithAid(state, strike, 1) : state;

    private static Section Owing(Section state, HopKey key, Address sender, bool? owed) =>
        state with { Treasury = AcknowledgementRules.Owing(state.Treasury, key, sender, owed) };

    // What neighbours said to the treasury before the founding stays said.
    private static Section OnFounded(Section state, Founded e) => state with
    {
        Founded = true,
        Name = e.Name,
        Kind = e.Kind,
        Trade = e.Trade,
        Locality = e.Locality,
        Country = e.Country,
        Members = e.Members,
        Currencies = [.. e.Currencies],
    };

    private static Section OnPledged(Section state, Pledged e)
    {
        var pledge = new Pledge(
            e.Strike, e.To, e.Kind, e.Amount, e.Authority, AidState.Pledged, Runs: 0, Transfer: null,
            Delivered: null, Owed: null, Reason: "");
        // A tranche was counted when its series was promised.
        var isTranche = TrancheIds.SeriesOf(e.Pledge) is { } series && state.Tranches.ContainsKey(series);
        state = ToldStrikes.WithAid(state, e.Strike, isTranche ? 0 : 1);
        return WithAnswer(state, e.Strike, Answer.Pledged, "") with { Pledges = state.Pledges.Add(e.Pledge, pledge) };
    }

    // Tranches that will not come any more make room.
    private static Section WithoutLeft(Section state, PledgeId id)
    {
        var series = state.Tranches[id];
        return ToldStrikes.WithAid(state, series.Strike, -series.Left);
    }

    private static Section OnDivided(Section state, PledgeDivided e)
    {
        var whole = state.Pledges[e.Pledge];
        return ToldStrikes.WithAid(state, whole.Strike, e.Parts.Length - 1) with
        {
            Pledges = state.Pledges.SetItems(e.Parts.Select(part => KeyValuePair.Create(
                part.Pledge, part.Pledge == e.Pledge
                    ? whole with { Amount = part.Amount }
                    : whole with { Amount = part.Amount, Runs = 0, PartOf = whole.PartOf ?? e.Pledge }))),
        };
    }

    private static Section Missed(Section state, TrancheMissed e)
    {
        var isLast = e.Next is null;
        state = WithSeries(state, e.Pledge, t => t with
        {
            Done = e.Number,
            Missed = t.Missed + 1,
            NextDue = e.Next,
            State = isLast ? (t.Missed + 1 == t.Count ? AidState.Lapsed : AidState.Honoured) : t.State,
        });
        return isLast ? Unanswered(state, state.Tranches[e.Pledge].Strike, "") : state;
    }

    private static Section Unpledged(Section state, PledgeId id, AidState end, string reason) => Unanswered(
        With(state, id, p => p with { State = end, Reason = reason }), state.Pledges[id].Strike, reason);

    // Who takes back its only promise has declined, as the strike counts it, but for what it does besides.
    private static Section Unanswered(Section state, StrikeId strike, string reason) =>
        state.HasPledgedTo(strike) ? state
            : state.HasSupported(strike) ? WithAnswer(state, strike, Answer.Supported, "")
            : WithAnswer(state, strike, Answer.Declined, reason);

    private static Section OnLoanReduced(Section state, LoanReduced e)
    {
        var repayment = state.Repayments[e.Repayment];
        return With(state, e.Loan, l => l with
        {
            Owed = Less(l.Owed, e.Amount),
            Paying = l.Paying - repayment.Amount,
            Redirects = Used(l, repayment),
        }) with
        {
            Repayments = Closed(state, e.Repayment),
        };
    }

    private static ImmutableSortedDictionary<PledgeId, Repayment> Closed(Section state, PledgeId id) =>
        state.Repayments.SetItem(id, state.Repayments[id] with { Open = false });

    // More may come back than is owed, where it was changed on its way: the debt ends at nothing.
    private static Amount Less(Amount owed, Amount paid) =>
        owed with { Minor = Math.Max(0, owed.Minor - paid.Minor) };

    // One entry a strike: what the lender lets go there in all, which is never more than what is owed, however often it
    // is said.
    private static ImmutableArray<Redirect> Widened(Loan loan, RedirectLearnt e)
    {
        var redirects = loan.Redirects;
        var index = redirects.FindIndex(redirect => redirect.Strike == e.Strike && redirect.Section == e.Section);
        var before = index < 0 ? 0 : redirects[index].Amount.Minor;
        var redirect = new Redirect(
            e.Strike, e.Section, e.Amount with { Minor = Math.Min(loan.Owed.Minor, before + e.Amount.Minor) });
        return index < 0 ? redirects.Add(redirect) : redirects.SetItem(index, redirect);
    }

    private static ImmutableArray<Redirect> Used(Loan loan, Repayment repayment)
    {
        var index = loan.Redirects.FindIndex(redirect =>
            redirect.Strike == repayment.RedirectTo && redirect.Amount.Minor >= repayment.Amount.Minor);
        if (index < 0)
            return loan.Redirects;
        var left = loan.Redirects[index] with { Amount = loan.Redirects[index].Amount - repayment.Amount };
        return left.Amount.Minor == 0 ? loan.Redirects.RemoveAt(index) : loan.Redirects.SetItem(index, left);
    }

    /// <summary>With what the section has answered to a call; to one that it has only been warned of there is no
    /// answer.</summary>
    internal static Section WithAnswer(Section state, StrikeId strike, Answer answer, string reason) =>
        !state.Inbox.TryGetValue(strike, out var call) ? state : state with
        {
            Inbox = state.Inbox.SetItem(strike, call with
            {
                Answer = answer,
                Reason = reason,
                AnsweredRevision = call.Call.Revision,
            }),
        };

    private static Section WithSeries(Section state, PledgeId id, Func<Tranches, Tranches> change) =>
        state with { Tranches = state.Tranches.SetItem(id, change(state.Tranches[id])) };

    internal static Section With(Section state, StrikeId id, Func<OwnStrike, OwnStrike> change) =>
        state with { Strikes = state.Strikes.SetItem(id, change(state.Strikes[id])) };

    private static Section With(Section state, PledgeId id, Func<Pledge, Pledge> change) =>
        state with { Pledges = state.Pledges.SetItem(id, change(state.Pledges[id])) };

    private static Section With(Section state, AidKey id, Func<Loan, Loan> change) =>
        state with { Loans = state.Loans.SetItem(id, change(state.Loans[id])) };

    private static int FindIndex(
        this ImmutableArray<Redirect> redirects, Func<Redirect, bool> match)
    {
        for (var i = 0; i < redirects.Length; i++)
            if (match(redirects[i]))
                return i;
        return -1;
    }
}
