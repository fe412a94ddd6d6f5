using Solidarity.Domain.Ledger;
using Solidarity.Domain.Money;
using Solidarity.Domain.Routes;

namespace Solidarity.Domain.Treasuries.Hops;

/// <summary>The entries of the book for money that goes over a hop, and back over it.</summary>
internal static class HopEntries
{
    public static LedgerEntry Out(Hop hop, Account source)
    {
        var (given, fee, arrives) = (hop.Given, hop.Fee, hop.Arrives);
        var carried = given - fee;
        LedgerEntry entry;
        if (given.Currency == arrives.Currency)
            entry = LedgerEntry.Move(carried, source, Account.To(hop.To));
        else
            entry = LedgerEntry.Move(carried, source, Account.Exchange)
                .And(LedgerEntry.Move(arrives, Account.Exchange, Account.To(hop.To)));
        return fee.Minor == 0 ? entry : entry.And(LedgerEntry.Move(fee, source, Account.Fees));
    }

    // The exact reversal of Out, but for the fee, which is spent.
    public static LedgerEntry BackIn(Hop hop, Amount amount, Amount here)
    {
        if (here.Currency == amount.Currency)
            return LedgerEntry.Move(amount, Account.From(hop.To), Account.Passing);
        return LedgerEntry.Move(amount, Account.From(hop.To), Account.Exchange)
            .And(LedgerEntry.Move(here, Account.Exchange, Account.Passing));
    }

    // All of it becomes what was carried; a part of it the same part of that, rounded up, so never more than was given
    // and never nothing.
    public static Amount ChangedBack(Hop hop, Amount amount)
    {
        var carried = hop.Given - hop.Fee;
        if (carried.Currency == amount.Currency)
            return amount;
        var minor = ((Int128)carried.Minor * amount.Minor + hop.Arrives.Minor - 1) / hop.Arrives.Minor;
        return carried with { Minor = checked((long)minor) };
    }
}
