using Solidarity.Domain.Bodies;
using Solidarity.Domain.Ledger;
using Solidarity.Domain.Money;

namespace Solidarity.Views.Audit;

/// <summary>What all books together say of one currency, in minor units.</summary>
/// <param name="Deposits">What came in from outside.</param>
/// <param name="Payouts">What went out: payments, strike pay, fees.</param>
/// <param name="Exchanged">What exchanges took out of this currency, less what they brought into it.</param>
/// <param name="Held">What accounts hold and what is between two of them.</param>
public sealed record CurrencyTotals(
    Currency Currency, Int128 Deposits, Int128 Payouts, Int128 Exchanged, Int128 Held)
{
    /// <summary>Deposits − payouts − exchanged − held: zero, or money was lost or made.</summary>
    public Int128 Difference => Deposits - Payouts - Exchanged - Held;
}

/// <summary>
/// Sums up the ledger entries of all books as they go by, without the code that made them: an entry that does not
/// balance, an account below zero, or a treasury that received what its neighbour never sent is a finding.
/// </summary>
internal sealed class BookAudit
{
    private readonly SortedDictionary<Currency, Running> _totals = [];
    private readonly Dictionary<(Address Owner, Account Account, Currency Currency), Int128> _balances = [];

    public IReadOnlyList<CurrencyTotals> Totals => [.. _totals.Select(t =>
        new CurrencyTotals(t.Key, t.Value.Deposits, t.Value.Payouts, t.Value.Exchanged, t.Value.Held))];

    /// <summary>Takes an entry of <paramref name="owner"/>'s book; returns what is wrong with it, or null.</summary>
    /// <param name="reverses">What it takes back counts neither as paid out nor as paid in.</param>
    public string? Add(Address owner, LedgerEntry entry, bool reverses)
    {
        if (entry.UnbalancedIn() is { } currency)
            return $"the book of {owner} does not balance in {currency}";
        foreach (var posting in entry.Postings)
            if (Add(owner, posting, reverses) is { } problem)
                return problem;
        foreach (var posting in entry.Postings)
            if (posting.Account.Class == AccountClass.Holding && BalanceOf(owner, posting) < 0)
                return $"account {posting.Account} of {owner} is below zero in {posting.Currency}";
        return null;
    }

    private string? Add(Address owner, Posting posting, bool reverses)
    {
        var key = (owner, posting.Account, posting.Currency);
        _balances[key] = _balances.GetValueOrDefault(key) + posting.Minor;
        if (!_totals.TryGetValue(posting.Currency, out var totals))
            _totals[posting.Currency] = totals = new Running();
        totals.Add(posting, reverses);
        return posting.Account.Class == AccountClass.Received ? CheckReceived(owner, posting) : null;
    }

    // What one body has received from another can never be more than the other has sent it: the sending always stands
    // earlier in the journal.
    private string? CheckReceived(Address owner, Posting posting)
    {
        var sender = Address.Parse(posting.Account.Name["from:".Length..]);
        var received = -_balances[(owner, posting.Account, posting.Currency)];
        var sent = _balances.GetValueOrDefault((sender, Account.To(owner), posting.Currency));
        return received > sent
            ? $"{owner} has received {received} {posting.Currency} from {sender}, which sent {sent}"
            : null;
    }

    private Int128 BalanceOf(Address owner, Posting posting) => _balances[(owner, posting.Account, posting.Currency)];

    private sealed class Running
    {
        public Int128 Deposits { get; private set; }

        public Int128 Payouts { get; private set; }

        public Int128 Exchanged { get; private set; }

        public Int128 Held { get; private set; }

        public void Add(Posting posting, bool reverses)
        {
            switch (posting.Account.Class)
            {
                case AccountClass.Outside when (posting.Minor < 0) != reverses:
                    Deposits -= posting.Minor;
                    break;
                case AccountClass.Outside:
                    Payouts += posting.Minor;
                    break;
                case AccountClass.Exchange:
                    Exchanged += posting.Minor;
                    break;
                case AccountClass.Holding or AccountClass.Sent or AccountClass.Received:
                    Held += posting.Minor;
                    break;
                case AccountClass.Memorandum:
                    break;
                default:
                    throw new UnreachableException($"account class {posting.Account.Class}");
            }
        }
    }
}
