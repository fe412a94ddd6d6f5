namespace Solidarity.Grains.Delivery;

/// <summary>Remembers when messages were read from the outbox, whose ids rise: to a quarter of a second, and more
/// roughly the more there are. Not thread-safe.</summary>
internal sealed class Arrivals(TimeProvider time)
{
    private const int SpansMax = 1_024;
    private static readonly TimeSpan SpanMin = TimeSpan.FromMilliseconds(250);

    /// <summary>Up to which id messages were read, and when the first of them was.</summary>
    private readonly List<(long LastId, long Began)> _spans = [];

    public void Note(long lastId)
    {
        var now = time.GetTimestamp();
        if (_spans.Count > 0 && time.GetElapsedTime(_spans[^1].Began, now) < SpanMin)
        {
            _spans[^1] = (lastId, _spans[^1].Began);
            return;
        }
        if (_spans.Count >= SpansMax)
            Halve();
        _spans.Add((lastId, now));
    }

    /// <summary>How long ago a message was read, the oldest one that anybody will ask for again; null for an id that
    /// was not read.</summary>
    public TimeSpan? AgeFrom(long oldestId)
    {
        var gone = _spans.FindIndex(span => span.LastId >= oldestId);
        _spans.RemoveRange(0, gone < 0 ? _spans.Count : gone);
        return _spans.Count == 0 ? null : time.GetElapsedTime(_spans[0].Began);
    }

    private void Halve()
    {
        for (var i = 0; i < _spans.Count / 2; i++)
            _spans[i] = (_spans[(2 * i) + 1].LastId, _spans[2 * i].Began);
        _spans.RemoveRange(_spans.Count / 2, _spans.Count - (_spans.Count / 2));
    }
}
