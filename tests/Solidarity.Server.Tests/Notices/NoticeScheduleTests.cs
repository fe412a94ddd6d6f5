using Solidarity.Domain.Bodies;
using Solidarity.Domain.Notices;
using Solidarity.Server.Notices;
using Solidarity.Views.Worlds;

namespace Solidarity.Server.Tests.Notices;

/// <summary>When what waits goes out.</summary>
public sealed class NoticeScheduleTests
{
    private static readonly DateTimeOffset Noon = new(2026, 7, 1, 12, 0, 0, TimeSpan.Zero);
    private static readonly QuietHours Never = new(0, 0, "+00:00");
    private static readonly Address Joiners = Address.Parse("sections/joiners");

    [Fact]
    public void The_first_waits_for_others_and_what_comes_later_for_the_pause()
    {
        Due(Waiting(Noon), ChannelRecord.New, Noon).ShouldBe(Noon.AddSeconds(NoticeSchedule.GatherSeconds));
        Due(Waiting(Noon), ChannelRecord.New with { Sent = 1, SentAt = Noon.AddMinutes(-1) }, Noon)
            .ShouldBe(Noon.AddMinutes(NoticeSchedule.PauseMinutes - 1));
        Due(Waiting(Noon.AddDays(-1)), ChannelRecord.New, Noon).ShouldBe(Noon);
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(2, 2)]
    [InlineData(5, 16)]
    [InlineData(9, 256)]
    [InlineData(10, 360)]
    [InlineData(1_000_000, 360)]
    public void Failures_are_repeated_ever_more_seldom(int tries, int minutes)
    {
        var record = ChannelRecord.New with { Tries = tries, FailedAt = Noon };
        Due(Waiting(Noon.AddHours(-1)), record, Noon).ShouldBe(Noon.AddMinutes(minutes));
    }

    [Fact]
    public void A_test_waits_for_nothing_unless_it_has_failed()
    {
        var asleep = new QuietHours(0, 1_439, "+00:00");
        var rested = ChannelRecord.New with { Sent = 1, SentAt = Noon };
        NoticeSchedule.DueAt(Waiting(Noon, isTest: true), rested, asleep, Noon).ShouldBe(Noon);
        Due(Waiting(Noon, isTest: true), rested with { Tries = 1, FailedAt = Noon, Problem = "x" }, Noon)
            .ShouldBe(Noon.AddMinutes(NoticeSchedule.PauseMinutes));
    }

    /// <summary>The zone's table says when its clocks change; it is read without ICU.</summary>
    [Theory]
    [InlineData("2026-07-01T19:59:00Z", "2026-07-01T19:59:00Z")]
    [InlineData("2026-07-01T20:00:00Z", "2026-07-02T05:00:00Z")]
    [InlineData("2026-07-02T04:59:30Z", "2026-07-02T05:00:00Z")]
    [InlineData("2026-12-01T20:30:00Z", "2026-12-01T20:30:00Z")]
    [InlineData("2026-12-01T21:00:00Z", "2026-12-02T06:00:00Z")]
    public void Quiet_hours_follow_the_clocks_of_a_zone(string at, string awake) => NoticeSchedule
        .Awake(Moment(at), new QuietHours(22 * 60, 7 * 60, "Europe/Zurich")).ShouldBe(Moment(awake));

    [Theory]
    [InlineData("-03:30", -210)]
    [InlineData("+14:00", 840)]
    [InlineData("Europe/Zurich", 120)]
    [InlineData("Europe/Atlantis", null)]
    [InlineData("../../etc/passwd", null)]
    [InlineData("+15:00", null)]
    public void A_zone_is_an_offset_or_a_name_that_the_machine_knows(string zone, int? minutes) =>
        (Zones.OffsetAt(zone, Noon)?.TotalMinutes).ShouldBe(minutes);

    [Fact]
    public void The_same_content_has_the_same_id_and_other_content_another()
    {
        var id = NoticeDigest.Of(Joiners, Waiting(Noon), Noon).Id;
        NoticeDigest.Of(Joiners, Waiting(Noon), Noon.AddDays(1)).Id.ShouldBe(id);
        NoticeDigest.Of(Joiners, Waiting(Noon) with { Last = 8 }, Noon).Id.ShouldNotBe(id);
        NoticeDigest.Of(Joiners, Waiting(Noon) with { Target = "b@joiners.example" }, Noon).Id.ShouldNotBe(id);
    }

    private static DateTimeOffset Due(NoticeQueue queue, ChannelRecord record, DateTimeOffset now) =>
        NoticeSchedule.DueAt(queue, record, Never, now);

    private static NoticeQueue Waiting(DateTimeOffset since, bool isTest = false) => new(
        "a@joiners.example",
        [new Notice(isTest ? null : NoticeKind.Calls, Address.Parse("strikes/masons-1868"), 7, since)], 0, 7);

    private static DateTimeOffset Moment(string text) => DateTimeOffset.Parse(text, CultureInfo.InvariantCulture);
}
