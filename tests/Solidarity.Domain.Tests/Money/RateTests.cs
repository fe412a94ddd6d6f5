using Solidarity.Domain.Money;

namespace Solidarity.Domain.Tests.Money;

public sealed class RateTests
{
    [Fact]
    public void Two_hundred_francs_for_eight_pounds_and_sixpence_are_exact_both_ways()
    {
        new Rate(20_000, 1_926).Convert(1_926).ShouldBe(20_000);
        new Rate(1_926, 20_000).Convert(20_000).ShouldBe(1_926);
    }

    [Theory]
    [InlineData(1, 3, 2, 0)]
    [InlineData(1, 3, 3, 1)]
    [InlineData(2, 3, 5, 3)]
    [InlineData(Rate.TermMax, Rate.TermMax, long.MaxValue, long.MaxValue)]
    public void A_part_of_a_unit_is_rounded_down(long numerator, long denominator, long given, long got) =>
        new Rate(numerator, denominator).Convert(given).ShouldBe(got);

    [Fact]
    public void What_is_too_much_to_count_throws() =>
        Should.Throw<OverflowException>(() => new Rate(Rate.TermMax, 1).Convert(long.MaxValue));

    [Theory]
    [InlineData(0, 1)]
    [InlineData(1, 0)]
    [InlineData(-1, 1)]
    [InlineData(Rate.TermMax + 1, 1)]
    public void A_rate_has_positive_terms_up_to_the_limit(long numerator, long denominator)
    {
        new Rate(numerator, denominator).IsValid.ShouldBeFalse();
        Rate.Par.IsValid.ShouldBeTrue();
    }
}
