using Solidarity.Domain.Money;
using Solidarity.Domain.Strikes.Aid;
using Solidarity.Grains.Tests;
using Solidarity.Views.Access;

namespace Solidarity.Views.Tests.Boards;

public sealed class SmallGroupsTests
{
    [Fact]
    public void Groups_that_are_large_enough_stay_as_they_are()
    {
        ImmutableArray<BoardGroup> groups = [Group("CH", 3), Group("FR", 4)];
        SmallGroups.PutTogether(groups, overlapping: false).ShouldBe(groups);
    }

    [Fact]
    public void Small_ones_are_put_together_when_they_are_enough() => Names(
        [Group("BE", 2), Group("CH", 9), Group("DE", 1), Group("FR", 3)])
        .ShouldBe([("CH", 9), ("FR", 3), ("others", 3)]);

    [Fact]
    public void Else_the_next_smallest_joins_them_so_that_nothing_can_be_worked_out() => Names(
        [Group("BE", 2), Group("CH", 9), Group("FR", 3)]).ShouldBe([("CH", 9), ("others", 5)]);

    [Fact]
    public void Of_groups_that_overlap_the_largest_alone_is_sure_to_be_enough() => Names(
        [Group("basel", 2), Group("geneva", 2), Group("jura", 3), Group("romande", 9)], overlapping: true)
        .ShouldBe([("romande", 9), ("others", 7)]);

    [Fact]
    public void One_group_alone_that_is_too_small_has_no_name() =>
        Names([Group("CH", 2)]).ShouldBe([("others", 2)]);

    [Fact]
    public void No_group_shown_is_too_small_unless_all_together_are_and_nothing_is_lost()
    {
        var seed = Seed.Next();
        var random = new Random(seed);
        for (var round = 0; round < 5_000; round++)
        {
            ImmutableArray<BoardGroup> groups =
                [.. Enumerable.Range(0, random.Next(12)).Select(i => Group($"g{i}", random.Next(6)))];
            foreach (var overlapping in (bool[])[false, true])
            {
                var shown = SmallGroups.PutTogether(groups, overlapping);
                var says = $"seed {seed}, round {round}";
                if (groups.Any(group => group.Givers >= 3) || (!overlapping && groups.Sum(group => group.Givers) >= 3))
                    shown.ShouldAllBe(group => group.Givers >= 3, says);
                else
                    shown.Length.ShouldBeLessThanOrEqualTo(1, says);
                shown.Sum(group => group.Givers).ShouldBe(groups.Sum(group => group.Givers), says);
                shown.Sum(group => group.Groups).ShouldBe(groups.Length, says);
                shown.SumMinor(group => Received(group)).ShouldBe(groups.SumMinor(group => Received(group)), says);
            }
        }
    }

    private static (string, int)[] Names(ImmutableArray<BoardGroup> groups, bool overlapping = false) =>
        [.. SmallGroups.PutTogether(groups, overlapping).Select(group => (group.Name, group.Givers))];

    private static Int128 Received(BoardGroup group) => group.Totals.Values.SumMinor(totals => totals.Received);

    private static BoardGroup Group(string name, int givers) => new(
        name, 1, givers, new AnswerCounts(givers, 0, 0, 0),
        ImmutableSortedDictionary<Currency, AidTotals>.Empty.Add(
            Service.Chf, AidTotals.None with { Received = givers + 1 }));
}
