using Solidarity.Domain.Money;
using Solidarity.Domain.Routes;
using Solidarity.Domain.Tests.Kit;
using Xunit.Abstractions;
using static Solidarity.Domain.Tests.Kit.Sample;

namespace Solidarity.Domain.Tests.Treasuries;

public sealed class CorridorTermsTests(ITestOutputHelper output)
{
    private static readonly CorridorKey Same = new(Romande, Chf, Chf);
    private static readonly CorridorKey Exchange = new(Romande, Gbp, Chf);

    [Theory]
    [InlineData(1_000, 0, 0, 0, 1_000)]
    [InlineData(1_000, 7, 0, 7, 993)]
    [InlineData(1_000, 0, 50, 5, 995)]
    [InlineData(1_001, 0, 50, 6, 995)]
    [InlineData(1, 0, 1, 1, 0)]
    [InlineData(10, 10, 0, 10, 0)]
    [InlineData(10, 20, 0, 20, 0)]
    [InlineData(Amount.MinorMax, 0, CorridorTerms.Myriad, Amount.MinorMax, 0)]
    public void The_fee_is_rounded_up_and_what_is_left_arrives(
        long given, long fixedFee, int perMyriad, long fee, long arrives)
    {
        var terms = CorridorTerms.Free with { FeeMinor = fixedFee, FeePerMyriad = perMyriad };
        terms.Fee(given).ShouldBe(fee);
        terms.Arrives(given).ShouldBe(arrives);
    }

    [Fact]
    public void More_than_can_be_counted_is_not_carried()
    {
        var terms = CorridorTerms.Free with { Rate = new Rate(Rate.TermMax, 1) };
        terms.Arrives(Amount.MinorMax).ShouldBe(0);
        terms.Arrives(1_000).ShouldBe(Amount.MinorMax);
        terms.Arrives(1_001).ShouldBe(0);
    }

    [Fact]
    public void More_given_never_brings_less() =>
        Randomly.ForAll(output, Randomly.Seeds(), runs: 300, size: 1, seed =>
        {
            var chance = new Random(seed);
            var terms = CorridorTerms.Free with
            {
                FeeMinor = chance.Next(50),
                FeePerMyriad = chance.Next(CorridorTerms.Myriad + 1),
                Rate = new Rate(1 + chance.Next(40), 1 + chance.Next(40)),
            };
            var given = chance.Next(100_000);
            terms.Arrives(given + 1).ShouldBeGreaterThanOrEqualTo(terms.Arrives(given));
        });

    [Theory]
    [InlineData(1, "1970-01-01T00:00:00Z", 0)]
    [InlineData(1, "1970-01-01T23:59:59Z", 0)]
    [InlineData(1, "1970-01-02T00:00:00Z", 1)]
    [InlineData(1, "1969-12-31T23:59:59Z", -1)]
    [InlineData(1, "1969-12-31T00:00:00Z", -1)]
    [InlineData(1, "1969-12-30T23:59:59Z", -2)]
    [InlineData(7, "1969-12-25T00:00:00Z", -1)]
    [InlineData(7, "1969-12-24T23:59:59Z", -2)]
    public void Periods_are_equally_long_before_1970_and_after(int days, string at, long period) =>
        (CorridorTerms.Free with { PeriodDays = days })
            .Period(DateTimeOffset.Parse(at, System.Globalization.CultureInfo.InvariantCulture)).ShouldBe(period);

    [Fact]
    public void Terms_that_cannot_be_are_named()
    {
        CorridorTerms.Free.Problem(Same).ShouldBeNull();
        (CorridorTerms.Free with { Rate = new Rate(2, 1) }).Problem(Exchange).ShouldBeNull();
        (CorridorTerms.Free with { Rate = new Rate(2, 1), QuoteHours = 1 }).Problem(Exchange).ShouldBeNull();
        (CorridorTerms.Free with { Rate = new Rate(2, 1), QuoteHours = 0 }).Problem(Exchange).ShouldNotBeNull();
        (CorridorTerms.Free with { QuoteHours = 1 }).Problem(Same).ShouldNotBeNull();
        CorridorTerms[] wrong =
        [
            CorridorTerms.Free with { Rate = new Rate(2, 1) },
            CorridorTerms.Free with { Rate = new Rate(0, 1) },
            CorridorTerms.Free with { FeeMinor = -1 },
            CorridorTerms.Free with { FeeMinor = Amount.MinorMax + 1 },
            CorridorTerms.Free with { FeePerMyriad = -1 },
            CorridorTerms.Free with { FeePerMyriad = CorridorTerms.Myriad + 1 },
            CorridorTerms.Free with { CapacityMinor = 0 },
            CorridorTerms.Free with { CapacityMinor = Amount.MinorMax + 1 },
            CorridorTerms.Free with { PeriodDays = 0 },
            CorridorTerms.Free with { PeriodDays = CorridorTerms.PeriodDaysMax + 1 },
            CorridorTerms.Free with { DelayHours = -1 },
            CorridorTerms.Free with { DelayHours = CorridorTerms.DelayHoursMax + 1 },
        ];
        wrong.ShouldAllBe(terms => terms.Problem(Same) != null);
    }
}
