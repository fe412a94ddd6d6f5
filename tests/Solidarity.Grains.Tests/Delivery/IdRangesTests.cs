using Solidarity.Grains.Delivery;

namespace Solidarity.Grains.Tests.Delivery;

/// <summary>Invariant 12 for what waits: its ids take bounded memory, and none is lost.</summary>
public sealed class IdRangesTests
{
    [Fact]
    public void Many_ids_far_apart_are_read_in_bounded_steps_and_none_is_left_out()
    {
        var (ranges, ids) = (new IdRanges(), Enumerable.Range(1, 10_000).Select(i => i * 100L).ToArray());
        foreach (var id in ids)
            ranges.Add(id);
        ranges.Add(50);
        ranges.AddFirst(7);
        var (read, steps) = (new List<long>(), 0);
        while (!ranges.IsEmpty)
        {
            var (first, span) = (ranges.First, ranges.SpanWithin(1_000));
            span.ShouldBeInRange(1, 1_000);
            read.AddRange(ids.Append(50).Append(7).Where(id => id >= first && id < first + span).Order());
            ranges.TrimThrough(first + span - 1);
            steps++;
        }

        read.ShouldBe(ids.Append(50).Append(7).Order());
        steps.ShouldBeLessThan(1_300);
    }
}
