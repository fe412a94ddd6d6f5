using Google.Protobuf.WellKnownTypes;
using Solidarity.Domain.Bodies;
using Solidarity.Domain.Ledger;
using Solidarity.Domain.Messages;
using Solidarity.Domain.Money;
using Solidarity.Domain.Sections;
using Solidarity.Domain.Sections.OwnTreasury;
using Solidarity.Domain.Sections.Reversals;
using Solidarity.Domain.Treasuries;
using Solidarity.Grains.Entries;
using Solidarity.Server.Paging;
using Solidarity.Server.Requests;
using Solidarity.Storage;

namespace Solidarity.Server.Sections;

/// <summary>
/// A section's statement: its book is read again from the journal, movement by movement.
/// </summary>
/// <remarks>A movement's balances rest on all before it. So the first page costs one pass over the entries up to its
/// end, some 100,000 a second, and the next one goes on from there, if it is asked for soon.</remarks>
internal sealed class StatementReader(
    IJournal journal, StreamName stream, StatementMarks marks, PlainEntries entries)
{
    private static readonly Dictionary<System.Type, string> Names =
        StreamReading.NamesOf<SectionEvent>(DomainJson.SectionEvent)
            .Concat(StreamReading.NamesOf<TreasuryEvent>(DomainJson.SectionEvent)).ToDictionary();

    private readonly List<V1.StatementEntry> _page = [];
    private Book _book = Book.Empty;
    private int _bytes;

    /// <summary>The movements behind a position. A page ends between two entries of the journal, never within one.
    /// </summary>
    public async Task<V1.GetStatementResponse> ReadAsync(
        PageRequest request, long afterPosition, CancellationToken cancellation)
    {
        var after = request.After.Length > 0 ? request.AfterPosition : afterPosition;
        var mark = marks.Find(stream, after);
        _book = mark.Book;
        await foreach (var entry in journal.ReadAllAsync(stream, mark.Version, cancellation))
        {
            var before = new StatementMarks.Mark(entry.Version - 1, _book);
            var movements = Movements(entry);
            if (movements.Count == 0 || entry.Position <= after)
                continue;
            _bytes += movements.Sum(movement => movement.CalculateSize());
            if (_page.Count > 0 && (_page.Count >= request.Size || _bytes > ServerLimits.PageBytesMax))
            {
                var last = _page[^1].Position;
                marks.Keep(stream, last, before);
                return Response(request.TokenFor(last));
            }
            _page.AddRange(movements);
        }
        return Response("");
    }

    private V1.GetStatementResponse Response(string token) => new() { Entries = { _page }, NextPageToken = token };

    private List<V1.StatementEntry> Movements(Entry entry)
    {
        var movements = new List<V1.StatementEntry>();
        foreach (var @event in EntryBody.ReadEvents(entry.Body, Aggregates.Section.EventJson))
        {
            if (@event.Booked() is not { } booked)
                continue;
            _book = _book.Post(booked);
            movements.Add(Write(entry, @event, booked));
        }
        return movements;
    }

    private V1.StatementEntry Write(Entry entry, SectionEvent @event, LedgerEntry booked)
    {
        var (memo, strike) = MovementText.Of(@event);
        var number = (@event as IPlainEntry)?.Plain?.Number ?? 0;
        return new V1.StatementEntry
        {
            Position = entry.Position,
            Time = entry.At.ToTimestamp(),
            What = Names[@event is OwnTreasuryEvent.OfTreasury of ? of.Happened.GetType() : @event.GetType()],
            Memo = memo,
            Strike = strike is { } known ? ((Address)known).ToString() : "",
            Entry = number,
            Reverses = (@event as ReversalEvent.EntryReversed)?.Reverses ?? 0,
            ReversedBy = entries.Latest.GetValueOrDefault(number)?.ReversedBy ?? 0,
            Postings =
            {
                booked.Postings.Select(posting => new V1.Posting
                {
                    Account = posting.Account.Name,
                    Amount = new Amount(posting.Minor, posting.Currency).ToWire(),
                }),
            },
            Balances =
            {
                booked.Postings.Select(posting => (posting.Account, posting.Currency)).Distinct()
                    .Select(at => SectionMessages.Balance(at.Account, _book.BalanceOf(at.Account, at.Currency))),
            },
        };
    }
}
