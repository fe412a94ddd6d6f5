namespace Solidarity.Grains.Delivery;

/// <summary>Remembers when messages were read from the outbox, whose ids rise: to a quarter of a second, and what is
/// long ago to a part of its age. Not thread-safe.</summary>
internal sealed class Arrivals(TimeProvider time)
{
    /// <summary>Many times what is left after <see cref="Thin"/>: a month in steps of a twentieth are some 400.
    /// </summary>
    private const int SpansMax = 2_048;
    private const int AgePart = 20;

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
            Thin(now);
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

    /// <summary>Puts spans together that are a small part of their age in all.</summary>
    private void Thin(long now)
    {
        var kept = 0;
        foreach (var span in _spans[1..])
        {
            var (_, began) = _spans[kept];
            if (time.GetElapsedTime(began, span.Began) <= time.GetElapsedTime(began, now) / AgePart)
                _spans[kept] = (span.LastId, began);
            else
                _spans[++kept] = span;
        }
        _spans.RemoveRange(kept + 1, _spans.Count - kept - 1);
    }
}
