using Solidarity.Domain.Ledger;
using Solidarity.Storage;

namespace Solidarity.Server.Books;

/// <summary>Where the last pages of statements ended, and the book there: whoever goes on with the next page does not
/// pay for all pages before it again. Losing one costs time and nothing else.</summary>
internal sealed class StatementMarks
{
    public const int MarksMax = 256;

    private readonly Lock _gate = new();
    private readonly Dictionary<(StreamName Stream, long Position), Mark> _marks = [];
    private readonly Queue<(StreamName Stream, long Position)> _order = new();

    /// <param name="position">Of the last entry that the caller has.</param>
    public Mark Find(StreamName stream, long position)
    {
        lock (_gate)
            return _marks.GetValueOrDefault((stream, position), Mark.Begin);
    }

    public void Keep(StreamName stream, long position, Mark mark)
    {
        lock (_gate)
        {
            if (!_marks.TryAdd((stream, position), mark))
                return;
            _order.Enqueue((stream, position));
            if (_order.Count > MarksMax)
                _marks.Remove(_order.Dequeue());
        }
    }

    /// <param name="Version">Of the last entry of the stream that is in the book.</param>
    internal sealed record Mark(long Version, Book Book)
    {
        public static Mark Begin { get; } = new(0, Book.Empty);
    }
}
