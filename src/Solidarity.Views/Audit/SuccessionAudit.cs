using Solidarity.Domain.Bodies;
using Solidarity.Domain.Federations;
using Solidarity.Domain.Federations.Successions;
using Solidarity.Domain.Ledger;
using Solidarity.Domain.Money;

namespace Solidarity.Views.Audit;

/// <summary>
/// Holds federations that were dissolved to their last statements, without the code that made them: what one says that
/// it has handed over is what it sent and what its successor took in, and the hash that it gives of its book is that of
/// the book which replay gives.
/// </summary>
internal sealed class SuccessionAudit
{
    private readonly Dictionary<(FederationId From, FederationId To, Currency Currency), Sums> _sums = [];
    private readonly Dictionary<FederationId, Closing> _closed = [];

    /// <summary>Takes an event of a federation; returns what is wrong with it, or null.</summary>
    public string? Add(Federation before, FederationEvent @event) => @event switch
    {
        DuesTransferEvent.DuesTransferred e => Sent(before.Id, e.To, e.Amount, e.Entry),
        DuesTransferEvent.CollectionTransferred e => Sent(before.Id, e.To, e.Amount, e.Entry),
        DuesTransferEvent.DuesTakenOver e => Received(e.From, before.Id, e.Amount, e.Entry),
        DuesTransferEvent.CollectionTakenOver e => Received(e.From, before.Id, e.Amount, e.Entry),
        SuccessionEvent.Dissolved e => OnDissolved(before, e.Closing),
        SuccessorEvent.PredecessorClosed e => OnClosed(before.Id, e),
        _ => null,
    };

    private string? Sent(FederationId from, FederationId to, Amount amount, LedgerEntry entry)
    {
        At(from, to, amount.Currency).Sent += amount.Minor;
        return Books(entry, Account.To(to), amount)
            ? null
            : $"federation {from} says that it hands {amount} over to {to}, and books something else";
    }

    private string? Received(FederationId from, FederationId to, Amount amount, LedgerEntry entry)
    {
        var sums = At(from, to, amount.Currency);
        sums.Received += amount.Minor;
        if (!Books(entry, Account.From(from), amount with { Minor = -amount.Minor }))
            return $"federation {to} says that {from} has handed {amount} over, and books something else";
        return sums.Received > sums.Sent
            ? $"federation {to} has taken in more than {from} has handed over"
            : null;
    }

    private string? OnDissolved(Federation before, Closing closing)
    {
        _closed[before.Id] = closing;
        if (Closing.HashOf(before.Treasury.Book) != closing.BookHash)
            return $"the last statement of federation {before.Id} gives another hash than its book has";
        var sent = _sums.Where(sum => sum.Key.From == before.Id)
            .Select(sum => new TransferredSum(sum.Key.To, new Total(sum.Value.Sent, sum.Key.Currency))).ToHashSet();
        return sent.SetEquals(closing.Sums)
            ? null
            : $"the last statement of federation {before.Id} gives other sums than it has handed over";
    }

    private string? OnClosed(FederationId successor, SuccessorEvent.PredecessorClosed e)
    {
        if (e.Problem is { } problem)
            return problem;
        var isSame = _closed.TryGetValue(e.Predecessor, out var closing) && closing.BookHash == e.Closing.BookHash
            && closing.Sums.SequenceEqual(e.Closing.Sums);
        if (!isSame)
            return $"federation {successor} has another last statement of {e.Predecessor} than that gave";
        foreach (var sum in e.Closing.Sums)
            if (sum.To == successor
                && At(e.Predecessor, successor, sum.Amount.Currency).Received != sum.Amount.Minor)
                return $"federation {successor} has not taken in what {e.Predecessor} has handed over: {sum.Amount}";
        return null;
    }

    private static bool Books(LedgerEntry entry, Account account, Amount amount) => entry.Postings.Any(posting =>
        posting.Account == account && posting.Currency == amount.Currency && posting.Minor == amount.Minor);

    private Sums At(FederationId from, FederationId to, Currency currency)
    {
        var key = (from, to, currency);
        return _sums.TryGetValue(key, out var sums) ? sums : _sums[key] = new Sums();
    }

    private sealed class Sums
    {
        public Int128 Sent { get; set; }

        public Int128 Received { get; set; }
    }
}
