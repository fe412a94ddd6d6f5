using Solidarity.Grains.Streams;

namespace Solidarity.Grains.Tests.Streams;

public sealed class SnapshotScheduleTests
{
    [Theory]
    [InlineData(0, 999, false)]
    [InlineData(999, 1_000, true)]
    [InlineData(1_000, 1_999, false)]
    [InlineData(1_999, 2_000, true)]
    [InlineData(0, 500_000, true)]
    public void A_snapshot_is_due_where_a_step_lies_between(long before, long after, bool due) =>
        SnapshotSchedule.IsDue(before, after).ShouldBe(due);

    [Fact]
    public void Steps_grow_with_the_stream_so_that_all_snapshots_together_are_a_few_times_the_last()
    {
        var (all, last) = (0L, 0L);
        for (var version = 1L; version <= 1_000_000; version++)
        {
            if (!SnapshotSchedule.IsDue(version - 1, version))
                continue;
            // Nobody folds more than a third of a long stream, or a step.
            (version - last).ShouldBeLessThanOrEqualTo(Math.Max(SnapshotSchedule.EntriesMin, (version / 3) + 1));
            (all, last) = (all + version, version);
        }
        all.ShouldBeLessThan(4 * last);
    }
}
