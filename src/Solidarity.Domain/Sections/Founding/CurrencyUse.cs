using Solidarity.Domain.Calls;
using Solidarity.Domain.Ledger;
using Solidarity.Domain.Money;
using Solidarity.Domain.Treasuries.Corridors;

namespace Solidarity.Domain.Sections.Founding;

/// <summary>What is left of a currency with a section: money, debts and claims, corridors, and promises or needs that
/// name it.</summary>
internal static class CurrencyUse
{
    /// <summary>For people; null: nothing is left of it.</summary>
    public static Wording? Of(Section state, Currency currency) =>
        InBook(state.Treasury.Book, currency)
        ?? InCorridors(state.Treasury.Corridors, currency)
        ?? InPromises(state, currency)
        ?? InStrikes(state, currency);

    private static Wording? InBook(Book book, Currency currency)
    {
        foreach (var (account, minor) in book.Balances.GetValueOrDefault(
            currency, ImmutableSortedDictionary<Account, Int128>.Empty))
            if (minor != 0 && account.Class is AccountClass.Holding or AccountClass.Memorandum)
                return $"the account {account} has {new Total(minor, currency)}";
        return null;
    }

    private static Wording? InCorridors(TreasuryCorridors corridors, Currency currency)
    {
        foreach (var (key, corridor) in corridors.Out)
            if (corridor.Status != CorridorStatus.Closed && (key.Given == currency || key.Arrives == currency))
                return $"the corridor to {key.Neighbour}; close it first";
        foreach (var (key, offer) in corridors.Offers)
            if (offer.Agreed && (key.Given == currency || key.Arrives == currency))
                return $"the corridor from {key.Neighbour}; withdraw from it first";
        return null;
    }

    private static Wording? InPromises(Section state, Currency currency)
    {
        foreach (var (id, series) in state.Promises.Tranches)
            if (series.Left > 0 && series.Each.Currency == currency)
                return $"the tranches of the pledge {id} that are to come";
        foreach (var (id, pledge) in state.Promises.Pledges)
            if (pledge.State == AidState.Pledged && pledge.Amount?.Currency == currency)
                return $"the pledge {id}, which is open";
        return null;
    }

    private static Wording? InStrikes(Section state, Currency currency)
    {
        foreach (var (id, strike) in state.Strikes.Declared)
            if (strike is { Outcome: null, IsCalling: true }
                && (strike.Call!.Need?.Currency == currency || strike.Terms?.Pay?.Weekly.Currency == currency))
                return $"the call of strike {id} names it";
        return null;
    }
}
