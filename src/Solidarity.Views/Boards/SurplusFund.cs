using Solidarity.Domain.Bodies;
using Solidarity.Domain.Calls;
using Solidarity.Domain.Ledger;
using Solidarity.Domain.Money;
using Solidarity.Domain.Sections;
using Solidarity.Domain.Sections.Surplus;
using Solidarity.Domain.Strikes;

namespace Solidarity.Views.Boards;

/// <summary>The fund of a strike in one currency, and who has a share in what is left of it.</summary>
/// <param name="Left">What is in it.</param>
/// <param name="Owed">What the section owes of loans for this strike, without repayments on their way.</param>
/// <param name="Waiting">What found no way and waits to be sent again: it is in the fund, and is not free.</param>
public sealed record SurplusFund(Total Left, Total Owed, Total Waiting, ImmutableArray<SurplusShare> Shares)
{
    /// <param name="section">That declared the strike.</param>
    /// <returns>By currency. Costs a pass over the strike's aid, and a sort of its givers.</returns>
    public static IEnumerable<SurplusFund> Of(Section section, Strike strike)
    {
        var funds = new SortedDictionary<Currency, SortedDictionary<Party, SurplusGiver>>();
        foreach (var (key, piece) in strike.Aid.Pieces)
            // A loan is paid back, and not shared in.
            if (piece is { Counted: true, IsGiven: true, Received: { } received } && piece.Kind != AidKind.Loan)
                Change(received.Currency, key.From, giver => giver with { Gave = giver.Gave + received.Minor });
        foreach (var (_, sent) in section.Surplus.Sent)
            if (sent.Sum.Strike == strike.Id && sent.Sum.To is null)
                Change(sent.Sum.Amount.Currency, Party.Of(sent.Sum.Receiver), giver => giver with
                {
                    Times = giver.Times + 1,
                    Returned = giver.Returned
                        + (sent.State is AidState.Pledged or AidState.Honoured ? sent.Sum.Amount.Minor : 0),
                });
        return funds.Select(fund => Of(section, strike.Id, fund.Key, fund.Value.Values));

        void Change(Currency currency, Party party, Func<SurplusGiver, SurplusGiver> change)
        {
            if (!funds.TryGetValue(currency, out var givers))
                funds.Add(currency, givers = []);
            givers[party] = change(givers.GetValueOrDefault(party, new SurplusGiver(party, 0, 0)));
        }
    }

    private static SurplusFund Of(
        Section section, StrikeId strike, Currency currency, IReadOnlyCollection<SurplusGiver> givers)
    {
        var left = section.Treasury.Book.BalanceOf(Account.StrikeFund(strike), currency);
        var owed = section.Loans.Taken.Values
            .Where(loan => loan.Strike == strike && loan.Owed.Currency == currency)
            .SumMinor(loan => loan.Owed.Minor - loan.Paying.Minor);
        var sums = section.Surplus.Sent.Values
            .Where(sent => sent.AgainAt is not null && sent.Sum.Strike == strike).Select(sent => sent.Sum.Amount)
            .Concat(section.Loans.Repayments.Values
                .Where(repayment => repayment.AgainAt is not null && repayment.FromFund == strike)
                .Select(repayment => repayment.Amount));
        var waiting = sums.Where(sum => sum.Currency == currency).SumMinor(sum => sum.Minor);
        return new SurplusFund(
            left, new Total(owed, currency), new Total(waiting, currency),
            SurplusShares.Of(Int128.Max(0, left.Minor - owed - waiting), givers));
    }
}
