using Solidarity.Domain.Money;
using Solidarity.Domain.Strikes.Aid;
using Solidarity.Domain.Strikes.Calls;

namespace Solidarity.Domain.Tests.Strikes;

public sealed class SuggestedShareTests
{
    private static readonly Currency Chf = Currency.Of("CHF");

    [Theory]
    // 1,000 uncovered among 3 sections of 50, 30 and 20 members.
    [InlineData(50, 500)]
    [InlineData(30, 300)]
    [InlineData(20, 200)]
    public void It_is_by_members(int members, long share) =>
        Of(1_000, AidTotals.None, members, new(3, 3, 100)).ShouldBe(share);

    [Fact]
    public void Who_does_not_say_its_number_counts_as_the_mean_of_those_that_do()
    {
        var reached = new MembersReached(Sections: 4, Known: 2, Members: 60);
        // The mean is 30: 120 in all.
        Of(1_200, AidTotals.None, members: null, reached).ShouldBe(300);
        Of(1_200, AidTotals.None, members: 20, reached).ShouldBe(200);
        Of(1_200, AidTotals.None, members: 40, reached).ShouldBe(400);
    }

    [Fact]
    public void Where_nobody_says_all_give_alike() =>
        Of(1_000, AidTotals.None, null, new(4, 0, 0)).ShouldBe(250);

    [Fact]
    public void It_is_rounded_up_to_a_minor_unit_and_never_more_than_is_uncovered()
    {
        Of(100, AidTotals.None, null, new(3, 0, 0)).ShouldBe(34);
        Of(1, AidTotals.None, null, new(1_000_000, 0, 0)).ShouldBe(1);
        Of(100, AidTotals.None, 10, new(1, 1, 10)).ShouldBe(100);
    }

    [Fact]
    public void What_is_pledged_and_on_its_way_and_received_is_covered()
    {
        var totals = new AidTotals(Pledged: 100, Held: 200, InTransit: 300, Received: 300, Gifts: 900, Loans: 0);
        Of(1_000, totals, null, new(2, 0, 0)).ShouldBe(50);
        Of(900, totals, null, new(2, 0, 0)).ShouldBeNull();
        Of(800, totals, null, new(2, 0, 0)).ShouldBeNull();
        SuggestedShare.Of(null, totals, 1, new(1, 1, 1)).ShouldBeNull();
    }

    [Fact]
    public void It_says_how_it_comes_about()
    {
        Words(30, new(3, 3, 100)).ShouldBe("10.00 CHF of the need is not covered yet; divided by the 100 members of "
            + "3 sections that the call has reached: 30 of them are here");
        Words(null, new(4, 2, 60)).ShouldBe("10.00 CHF of the need is not covered yet; divided by the members of "
            + "4 sections that the call has reached (60 in the 2 that say; the others count as their mean): "
            + "this section does not say how many are here");
        Words(null, new(1, 0, 0)).ShouldBe("10.00 CHF of the need is not covered yet; divided by 1 section that the "
            + "call has reached, alike, because nobody says how many members there are");
    }

    [Fact]
    public void All_shares_together_cover_it_with_less_than_a_minor_unit_of_each_too_much()
    {
        var seed = Environment.TickCount;
        var random = new Random(seed);
        for (var round = 0; round < 2_000; round++)
        {
            int?[] members =
            [
                .. Enumerable.Range(0, random.Next(1, 30))
                    .Select(_ => random.Next(4) == 0 ? (int?)null : random.Next(1, 10_000_001)),
            ];
            var reached = new MembersReached(
                members.Length, members.Count(known => known is not null), members.Sum(known => (long)(known ?? 0)));
            var need = random.NextInt64(1, Amount.MinorMax + 1);
            var shares = members.Select(own => Of(need, AidTotals.None, own, reached)!.Value).ToArray();

            var says = $"seed {seed}, round {round}";
            shares.ShouldAllBe(share => share >= 1 && share <= need, says);
            shares.Sum().ShouldBeInRange(need, need + shares.Length, says);
        }
    }

    private static long? Of(long need, AidTotals totals, int? members, MembersReached reached) =>
        SuggestedShare.Of(new Amount(need, Chf), totals, members, reached)?.Share.Minor;

    private static string Words(int? members, MembersReached reached) =>
        SuggestedShare.Of(new Amount(1_000, Chf), AidTotals.None, members, reached)!.InWords().English;
}
