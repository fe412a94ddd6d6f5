using System.Numerics;
using Solidarity.Domain.Calls;
using Solidarity.Domain.Money;
using Solidarity.Domain.Sections.Surplus;

namespace Solidarity.Domain.Tests.Sections;

/// <summary>What is left in a fund is shared by what was given, exact to the minor unit.</summary>
public sealed class SurplusSharesTests
{
    private const int Rounds = 2_000;

    [Fact]
    public void A_single_minor_unit_goes_to_one_of_three()
    {
        Due(1, Gave("a", 10), Gave("b", 10), Gave("c", 10)).ShouldBe([1, 0, 0]);
        Due(2, Gave("a", 10), Gave("b", 10), Gave("c", 10)).ShouldBe([1, 1, 0]);
        // The largest remainder comes before the name.
        Due(1, Gave("a", 10), Gave("b", 11), Gave("c", 10)).ShouldBe([0, 1, 0]);
    }

    [Fact]
    public void Shares_go_by_what_was_given()
    {
        Due(100, Gave("a", 600), Gave("b", 300), Gave("c", 100)).ShouldBe([60, 30, 10]);
        Due(0, Gave("a", 600)).ShouldBe([0]);
        Due(100).ShouldBeEmpty();
    }

    [Fact]
    public void Nobody_gets_more_than_it_gave() =>
        Due(1_000, Gave("a", 600), Gave("b", 300)).ShouldBe([600, 300]);

    [Fact]
    public void What_went_back_already_counts()
    {
        Due(70, Gave("a", 600, back: 30), Gave("b", 300), Gave("c", 100)).ShouldBe([30, 30, 10]);
        // It has had more than its share of 100, and the others share what is there.
        Due(40, Gave("a", 600, back: 70), Gave("b", 300), Gave("c", 100)).ShouldBe([0, 30, 10]);
        // It gave nothing.
        Due(40, Gave("a", 0, back: 60), Gave("b", 300), Gave("c", 100)).ShouldBe([0, 30, 10]);
    }

    [Fact]
    public void Totals_beyond_128_bits_are_no_matter()
    {
        var large = (Int128)BigInteger.Pow(10, 24);
        Due(large, new(Party.Named("a"), large, 0), new(Party.Named("b"), large, 0)).ShouldBe([large / 2, large / 2]);
    }

    [Fact]
    public void Shares_add_up_and_are_within_a_minor_unit_of_the_exact_ones()
    {
        var random = new Random(1868);
        for (var round = 0; round < Rounds; round++)
        {
            var givers = Enumerable.Range(0, random.Next(1, 12))
                .Select(at => Gave($"{at:00}", random.Next(1, 1_000))).ToArray();
            var gave = givers.Sum(giver => (long)giver.Gave);
            var left = random.NextInt64(0, gave + 1);
            var due = Due(left, givers);
            due.SumMinor(one => one).ShouldBe(left);
            for (var at = 0; at < givers.Length; at++)
            {
                var exact = (decimal)left * (long)givers[at].Gave / gave;
                Math.Abs((long)due[at] - exact).ShouldBeLessThan(1);
                due[at].ShouldBeLessThanOrEqualTo(givers[at].Gave);
            }
        }
    }

    [Fact]
    public void A_sharing_that_was_broken_off_and_goes_on_gives_all_and_no_more()
    {
        var random = new Random(1869);
        for (var round = 0; round < Rounds; round++)
        {
            var givers = Enumerable.Range(0, random.Next(1, 12))
                .Select(at => Gave($"{at:00}", random.Next(50, 1_000), back: random.Next(3) == 0 ? random.Next(50) : 0))
                .ToArray();
            Int128 left = random.NextInt64(0, givers.Sum(giver => (long)(giver.Gave - giver.Returned)) + 1);
            while (Due(left, givers) is var due && due.Any(one => one > 0))
            {
                due.SumMinor(one => one).ShouldBeLessThanOrEqualTo(left);
                var at = Array.FindIndex(due, one => one > 0);
                left -= due[at];
                givers[at] = givers[at] with { Returned = givers[at].Returned + due[at] };
            }
            left.ShouldBe(0);
        }
    }

    private static SurplusGiver Gave(string name, long minor, long back = 0) => new(Party.Named(name), minor, back);

    private static Int128[] Due(Int128 left, params SurplusGiver[] givers) =>
        [.. SurplusShares.Of(left, givers).Select(share => share.Due)];
}
