using Solidarity.Domain.Bodies;
using Solidarity.Domain.Calls;
using Solidarity.Domain.Federations;
using Solidarity.Domain.Federations.Collections;
using Solidarity.Domain.Ledger;
using Solidarity.Domain.Money;
using Solidarity.Domain.Transfers;
using Solidarity.Domain.Treasuries;

namespace Solidarity.Domain.Tests.Worlds;

/// <summary>What must hold of the money of a world: at any moment, and when it has come to rest.</summary>
internal static class Accounts
{
    /// <summary>Invariants 1 and 6, at any moment: the accounts agree with what the states say is set aside.</summary>
    public static void CheckSetAside(World world)
    {
        foreach (var (id, stream) in world.Sections)
        {
            var section = stream.State;
            var pledged = section.Promises.Pledges.Values
                .Where(p => p is { State: AidState.Pledged, Transfer: null, Amount: not null })
                .Select(p => p.Amount!.Value);
            Check(section.Treasury, Account.Pledged, pledged, id);
            Check(section.Treasury, Account.Held, Held(section.Treasury), id);
            Check(section.Treasury, Account.Passing, section.Treasury.Transfers.Passing.Values, id);
            CheckComing(section.Treasury, id);
            CheckHandOvers(section.Treasury, id);
            foreach (var currency in section.Profile.Currencies)
                section.Available(currency).Minor.ShouldBeGreaterThanOrEqualTo(0);
        }
        foreach (var (id, stream) in world.Federations)
        {
            var federation = stream.State;
            var waiting = federation.Collections
                .Where(c => c.Value.State == AidState.Pledged && !IsUnderWay(federation, c.Key, c.Value))
                .Select(c => c.Value.Amount);
            Check(federation.Treasury, Account.Held, Held(federation.Treasury), id);
            var passing = federation.Treasury.Transfers.Passing.Values;
            Check(federation.Treasury, Account.Passing, passing.Concat(waiting), id);
            CheckComing(federation.Treasury, id);
            CheckHandOvers(federation.Treasury, id);
        }
    }

    /// <summary>Invariant 1 over all books: deposits − payouts ± exchange is what is held and what is between bodies.
    /// </summary>
    public static void CheckTotals(World world)
    {
        var entries = world.Sections.Values.SelectMany(s => s.Events).Select(e => e.Booked())
            .Concat(world.Federations.Values.SelectMany(f => f.Events).Select(e => e.Booked()))
            .OfType<LedgerEntry>().ToArray();
        entries.Where(entry => entry.UnbalancedIn() is not null).ShouldBeEmpty();
        var postings = entries.SelectMany(e => e.Postings).ToLookup(p => p.Currency);
        foreach (var currency in postings)
        {
            var sums = currency.GroupBy(p => p.Account.Class).ToDictionary(g => g.Key, g => g.SumMinor(p => p.Minor));
            var brought = -sums.GetValueOrDefault(AccountClass.Outside);
            var exchanged = -sums.GetValueOrDefault(AccountClass.Exchange);
            var between = sums.GetValueOrDefault(AccountClass.Sent) + sums.GetValueOrDefault(AccountClass.Received);
            var held = sums.GetValueOrDefault(AccountClass.Holding);
            (brought + exchanged).ShouldBe(held + between, $"in {currency.Key}");
            held.ShouldBe(Books(world).SumMinor(b => Holdings(b.Book, currency.Key)));
        }
    }

    /// <summary>Invariant 1 between any two bodies, at rest: what one has sent and the other has not booked is what the
    /// other's owner was asked about, and the sender knows that no word of it has come.</summary>
    public static void CheckBetween(World world)
    {
        foreach (var (owner, book) in Books(world))
        {
            var sendings = world.TreasuryOf(owner)!.Transfers.Unacknowledged;
            foreach (var (currency, accounts) in book.Balances)
                foreach (var (account, minor) in accounts.Where(a => a.Key.Class == AccountClass.Sent))
                {
                    var receiver = Address.Parse(account.Name["to:".Length..]);
                    var claims = world.TreasuryOf(receiver)!.Claims
                        .Where(c => c.Value.From == owner && c.Value.Amount.Currency == currency).ToArray();
                    (minor + Received(world, owner, account, currency)).ShouldBe(
                        claims.Sum(c => c.Value.Amount.Minor), $"between {owner} and {receiver} in {currency}");
                    foreach (var (key, claim) in claims)
                        sendings[key].Amount.ShouldBe(claim.Amount, $"{key} from {owner}");
                }
            foreach (var (key, sending) in sendings)
                world.TreasuryOf(sending.To)!.Claims.ContainsKey(key).ShouldBeTrue($"{key} from {owner}");
        }
    }

    /// <summary>Invariant 5, at rest: nothing is between bodies, and nothing is set aside that nobody waits for.
    /// </summary>
    public static void CheckAtRest(World world)
    {
        foreach (var (a, book) in Books(world))
            foreach (var (currency, accounts) in book.Balances)
                foreach (var (account, minor) in accounts)
                    if (account.Class == AccountClass.Sent)
                        minor.ShouldBe(-Received(world, a, account, currency), $"{account} of {a} in {currency}");
        foreach (var body in world.Sections.Keys.Select(s => (Address)new SectionId(s))
            .Concat(world.Federations.Keys.Select(f => (Address)new FederationId(f))))
        {
            var treasury = world.TreasuryOf(body)!;
            treasury.Holds.ByHop.ShouldBeEmpty();
            treasury.Transfers.Dispatches.ShouldBeEmpty();
            treasury.Transfers.Passing.ShouldBeEmpty();
            treasury.Transfers.Unacknowledged.ShouldBeEmpty();
            treasury.Claims.ShouldBeEmpty();
            treasury.PendingSettlements.ShouldBeEmpty();
            treasury.Carriage.Coming.ShouldBeEmpty();
        }
    }

    // What is held to come is counted along, so that a hold need not look at all others. Looked at after every move of
    // every history: ShouldAllBe, which compiles its condition at each call, took most of these tests' time here.
    private static void CheckComing(Treasury treasury, string body)
    {
        var coming = treasury.Holds.ByHop.Where(hold => hold.Value.ToCome).ToArray();
        coming.Where(hold => treasury.Transfers.Passing.ContainsKey(hold.Key.Transfer)).ShouldBeEmpty(body);
        coming.GroupBy(hold => hold.Value.Hop.Given.Currency)
            .ToDictionary(g => g.Key, g => g.SumMinor(hold => hold.Value.Hop.Given.Minor))
            .ShouldBe(treasury.Carriage.Coming.ToDictionary(), ignoreOrder: true, body);
    }

    // What waits to be handed over is still here: set aside and held, or on its way back and passing.
    private static void CheckHandOvers(Treasury treasury, string body)
    {
        foreach (var (key, waiting) in treasury.PendingSettlements)
        {
            var what = $"{key} of {body}";
            treasury.Transfers.Unacknowledged.ContainsKey(key).ShouldBeFalse(what);
            if (waiting.Back)
            {
                treasury.Transfers.Passing[key.Transfer].ShouldBe(waiting.Amount, what);
                continue;
            }
            treasury.Holds.ByHop[key].Hop.ShouldBe(waiting.Hop, what);
            var isHere = treasury.Transfers.Passing.TryGetValue(key.Transfer, out var passing)
                ? passing == waiting.Hop.Given
                : treasury.Transfers.Dispatches[key.Transfer] is { Sent: false } dispatch
                    && dispatch.Amount == waiting.Hop.Given;
            isHere.ShouldBeTrue(what);
        }
    }

    private static Int128 Received(World world, Address sender, Account sent, Currency currency)
    {
        var receiver = Address.Parse(sent.Name["to:".Length..]);
        return world.TreasuryOf(receiver)!.Book.Balance(Account.From(sender), currency);
    }

    private static IEnumerable<(Address Owner, Book Book)> Books(World world) =>
        world.Sections.Select(s => ((Address)new SectionId(s.Key), s.Value.State.Treasury.Book))
            .Concat(world.Federations.Select(f => ((Address)new FederationId(f.Key), f.Value.State.Treasury.Book)));

    private static Int128 Holdings(Book book, Currency currency) =>
        book.Balances.TryGetValue(currency, out var accounts)
            ? accounts.Where(a => a.Key.Class == AccountClass.Holding).SumMinor(a => a.Value)
            : 0;

    private static IEnumerable<Amount> Held(Treasury treasury) =>
        treasury.Transfers.Dispatches.Values.Where(d => !d.Sent).Select(d => d.Amount);

    private static bool IsUnderWay(Federation federation, PledgeId id, Collection collection) =>
        federation.Treasury.Transfers.Dispatches.ContainsKey(
            Transfer.IdFor(federation.Id, "collection", id, collection.Runs));

    private static void Check(Treasury treasury, Account account, IEnumerable<Amount> expected, string body)
    {
        var sums = expected.GroupBy(a => a.Currency).ToDictionary(g => g.Key, g => g.Sum(a => a.Minor));
        foreach (var currency in treasury.Book.Balances.Keys.Union(sums.Keys))
            treasury.Book.Balance(account, currency).ShouldBe(
                sums.GetValueOrDefault(currency), $"account {account} of {body} in {currency}");
    }
}
