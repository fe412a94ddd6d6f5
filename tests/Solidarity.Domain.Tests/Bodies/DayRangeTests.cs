using FsCheck;
using FsCheck.Fluent;
using Solidarity.Domain.Affiliations;
using Solidarity.Domain.Bodies;
using Solidarity.Domain.Calls;
using Solidarity.Domain.Money;
using Solidarity.Domain.Routes;
using Solidarity.Domain.Sections.Inbox;
using Solidarity.Domain.Sections.OwnCalls;
using Solidarity.Domain.Sections.OwnStrikes;
using Solidarity.Domain.Sections.Tranches;
using Solidarity.Domain.Strikes.Aid;
using Solidarity.Domain.Strikes.Calls;
using Solidarity.Domain.Strikes.Lifecycle;
using Solidarity.Domain.Strikes.Pay;
using Solidarity.Domain.Tests.Kit;
using Solidarity.Domain.Treasuries.Corridors;
using Xunit.Abstractions;
using static Solidarity.Domain.Tests.Kit.Sample;

namespace Solidarity.Domain.Tests.Bodies;

/// <summary>Days and moments that enter have a range, and whatever is reckoned with those that may enter is sound.
/// </summary>
public sealed class DayRangeTests(ITestOutputHelper output)
{
    private static readonly DateOnly[] Edges =
    [
        DayRange.Min, DayRange.Min.AddDays(1), new(1868, 4, 1), new(1970, 1, 1), DayRange.Max.AddDays(-1), DayRange.Max,
    ];

    public static TheoryData<DateOnly> DaysOutside =>
        [DateOnly.MinValue, DayRange.Min.AddDays(-1), DayRange.Max.AddDays(1), new(9999, 12, 30), DateOnly.MaxValue];

    [Fact]
    public void The_range_is_as_it_is_told()
    {
        DayRange.Text.ShouldBe($"{DayRange.Min:yyyy-MM-dd} to {DayRange.Max:yyyy-MM-dd}");
        MomentRange.Text.ShouldBe(
            $"{MomentRange.Min:yyyy-MM-ddTHH:mm:ssZ} to {MomentRange.Max:yyyy-MM-ddTHH:mm:ss.fffZ}");
    }

    [Theory]
    [MemberData(nameof(DaysOutside))]
    public void A_day_outside_is_refused_wherever_one_enters(DateOnly day)
    {
        var pay = new PayTermsChange(Francs(1_400), 10, day);
        var terms = new CallTermsChange(Level.International, 48, 5, [], pay);
        BuildersOnStrike.When(
            new OwnCallCommand.CallForAid(Lockout, Level.International, [], new CallChange("", Terms: terms)))
            .ThenMalformed("from");
        BuildersOnStrike.When(new OwnStrikeCommand.PayStrikePay(Lockout, Francs(1), "", day)).ThenMalformed("through");
        BuildersOnStrike.When(new OwnStrikeCommand.DeclareStrike(new("another"), Facts with { Start = day }))
            .ThenMalformed("start");
        PrintersWithCall.When(Pledge(lapses: new(day, TimeOnly.MaxValue, TimeSpan.Zero))).ThenMalformed("lapse_time");
    }

    [Fact]
    public void The_first_and_the_last_day_may_enter()
    {
        foreach (var day in Edges)
        {
            var change = new CallChange("", Terms: new CallTermsChange(
                Level.International, 48, 5, [], new PayTermsChange(Francs(1_400), 10, day)));
            BuildersOnStrike
                .After(new OwnCallCommand.CallForAid(Lockout, Level.International, [], change))
                .After(new OwnStrikeCommand.DeclareStrike(new("another"), Facts with { Start = day }));
        }
        PrintersWithCall.After(Pledge(lapses: MomentRange.Max));
    }

    [Fact]
    public void Whatever_is_reckoned_from_days_and_moments_that_may_enter_is_sound() =>
        Randomly.ForAll(output, Cases(), runs: 300, size: 100, ShouldBeSound);

    [Fact]
    public void A_runway_longer_than_anybody_plans_stops_at_its_most()
    {
        var pay = new PayTerms(Francs(1), 1, new DateOnly(1868, 4, 1));
        var day = new DateOnly(1868, 4, 1);
        Runway.Of(Francs(Amount.MinorMax), pay, null, day).Days.ShouldBe(Runway.DaysMax);
        Runway.Of(Francs(long.MaxValue), pay, null, day).Days.ShouldBe(Runway.DaysMax);
        // What is owed already is taken from what the fund pays, not from the most that is shown.
        Runway.Of(Francs(long.MaxValue), pay, null, DayRange.Max).Days.ShouldBe(Runway.DaysMax);
        Runway.Of(Francs(0), pay, null, DayRange.Max).Days.ShouldBe(0);
    }

    [Fact]
    public void A_runway_is_sound_for_every_day_of_the_calendar()
    {
        DateOnly[] days = [.. Edges, DateOnly.MinValue, DateOnly.MaxValue];
        foreach (var from in days)
            foreach (var paid in days)
                foreach (var on in days)
                    Runway.Of(Francs(1_000), new PayTerms(Francs(7), 1, from), paid, on).Days
                        .ShouldBeInRange(0, Runway.DaysMax);
    }

    private static void ShouldBeSound((DateOnly From, DateOnly Through, DateTimeOffset At, int Hours, long Sum) drawn)
    {
        var (from, through, at, hours, sum) = drawn;
        var waves = 1 + (hours % CallTerms.WaveHoursMax);
        var watched = 1 + (hours % CallTerms.RunwayDaysMax);
        var terms = new CallTerms(Level.International, waves, watched, [], new PayTerms(Francs(sum), 10, from));
        var strike = Scenarios.Strike(Lockout)
            .After(new LifecycleCommand.Open(Builders, Facts with { Start = from }), at)
            .After(new CallCommand.SendCall(Call(scope: Level.Local), [Romande], terms), at)
            .After(new AidCommand.LearnMoney(FirstAid, AidKind.Gift, 1, MoneyStage.Received, Francs(sum)), at)
            .After(new PayCommand.LearnStrikePay(Builders, Francs(1), through, Entry: 1), at)
            .After(new CallCommand.EndWave(1), at);
        strike.When(new CallCommand.CheckRunway(strike.State.Calls.RunwayChecks), at).Tells();
        foreach (var day in Edges)
            strike.State.RunwayOn(day)!.Days.ShouldBeInRange(0, Runway.DaysMax);
        var days = 1 + (hours % TrancheSeries.EveryDaysMax);
        PrintersWithCall.When(
            new TrancheCommand.PromiseTranches(
                First, Lockout, AidKind.Gift, Francs(1), TrancheSeries.CountMax, days, "assembly"), at).Tells();
        var quiet = new ReminderSettings(true, hours % 1_440, waves % 1_440, hours % ReminderSettings.UtcOffsetMax);
        quiet.NextTime(at).ShouldBeGreaterThanOrEqualTo(at.AddMinutes(-1));
        var corridor = new Corridor(
            CorridorTerms.Free with { CapacityMinor = 1, PeriodDays = 1 + (hours % CorridorTerms.PeriodDaysMax) },
            CorridorStatus.Open, Period: 0, TakenMinor: 0);
        corridor.RoomMinor(at).ShouldBe(1);
        var longest = new Route([.. Enumerable.Repeat(Hop(Printers, Romande, 1), Route.HopsMax)]);
        RouteTimes.Expiries(at, longest, [.. Enumerable.Repeat(CorridorTerms.DelayHoursMax, Route.HopsMax)])[0]
            .ShouldBeGreaterThan(at);
    }

    // Half of them at an edge.
    private static Arbitrary<(DateOnly, DateOnly, DateTimeOffset, int, long)> Cases() => (
        from first in Day()
        from second in Day()
        from third in Day()
        from minute in Gen.Choose(0, (24 * 60) - 1)
        from hours in Gen.OneOf(Gen.Elements(0, 1, 839, 2_159, 8_783), Gen.Choose(0, 100_000))
        from sum in Gen.OneOf(Gen.Elements(1L, Amount.MinorMax), Gen.Choose(1, int.MaxValue).Select(n => (long)n))
        select (first, second, new DateTimeOffset(third, TimeOnly.MinValue, TimeSpan.Zero).AddMinutes(minute), hours,
            sum)).ToArbitrary();

    private static Gen<DateOnly> Day() => Gen.OneOf(
        Gen.Elements(Edges),
        Gen.Choose(DayRange.Min.DayNumber, DayRange.Max.DayNumber).Select(DateOnly.FromDayNumber));
}
