using Google.Protobuf.WellKnownTypes;
using Solidarity.Domain.Bodies;
using Solidarity.Domain.Ledger;
using Solidarity.Domain.Money;
using Solidarity.Domain.Sections.Reversals;
using Solidarity.Server.Paging;
using Solidarity.Server.Requests;
using Solidarity.Storage;

namespace Solidarity.Server.Books;

/// <summary>
/// A body's statement: its book is read again from the journal, movement by movement.
/// </summary>
/// <param name="entries">A section's plain entries, which know what reversed them.</param>
/// <remarks>A movement's balances rest on all before it. So the first page costs one pass over the entries up to its
/// end, some 100,000 a second, and the next one goes on from there, if it is asked for soon.</remarks>
internal sealed class StatementReader(IJournal journal, Address body, StatementMarks marks, PlainEntries entries)
{
    private readonly StreamName _stream = new(body.ToString());
    private readonly List<V1.StatementEntry> _page = [];
    private Book _book = Book.Empty;
    private int _bytes;

    /// <summary>The movements behind a position, of these days. A page ends between two entries of the journal, never
    /// within one.</summary>
    public async Task<V1.GetStatementResponse> ReadAsync(
        PageRequest request, long afterPosition, DaySpan days, CancellationToken cancellation)
    {
        var after = request.After.Length > 0 ? request.AfterPosition : afterPosition;
        var mark = marks.Find(_stream, after);
        _book = mark.Book;
        await foreach (var entry in journal.ReadAllAsync(_stream, mark.Version, cancellation))
        {
            var before = new StatementMarks.Mark(entry.Version - 1, _book);
            var movements = MovementsOf(entry);
            if (movements.Count == 0 || entry.Position <= after || !days.Has(entry.At))
                continue;
            _bytes += movements.Sum(movement => movement.CalculateSize());
            if (_page.Count > 0 && (_page.Count >= request.Size || _bytes > ServerLimits.PageBytesMax))
            {
                var last = _page[^1].Position;
                marks.Keep(_stream, last, before);
                return Response(request.TokenFor(last));
            }
            _page.AddRange(movements);
        }
        return Response("");
    }

    private V1.GetStatementResponse Response(string token) => new() { Entries = { _page }, NextPageToken = token };

    private List<V1.StatementEntry> MovementsOf(Entry entry)
    {
        var movements = new List<V1.StatementEntry>();
        foreach (var movement in Movements.Of(body.Kind, entry))
        {
            _book = _book.Post(movement.Booked);
            movements.Add(Write(entry, movement));
        }
        return movements;
    }

    private V1.StatementEntry Write(Entry entry, Movement movement) => new()
    {
        Position = entry.Position,
        Time = entry.At.ToTimestamp(),
        What = movement.What,
        Memo = movement.Memo,
        Strike = movement.Strike is { } known ? ((Address)known).ToString() : "",
        Entry = movement.Number,
        Reverses = movement.Reverses,
        ReversesWhat = movement.ReversesWhat,
        ReversedBy = entries.Latest.GetValueOrDefault(movement.Number)?.ReversedBy ?? 0,
        Authority = movement.Authority,
        Bodies = { movement.Bodies.Select(other => other.ToString()) },
        Postings =
        {
            movement.Booked.Postings.Select(posting => new V1.Posting
            {
                Account = posting.Account.Name,
                Amount = new Amount(posting.Minor, posting.Currency).ToWire(),
            }),
        },
        Balances =
        {
            movement.Booked.Postings.Select(posting => (posting.Account, posting.Currency)).Distinct()
                .Select(at => BookMessages.Balance(at.Account, _book.BalanceOf(at.Account, at.Currency))),
        },
    };
}
