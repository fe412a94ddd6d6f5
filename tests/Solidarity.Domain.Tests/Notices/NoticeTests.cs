using Solidarity.Domain.Federations;
using Solidarity.Domain.Notices;
using Solidarity.Domain.Sections;
using Solidarity.Domain.Sections.Notices;
using Solidarity.Domain.Tests.Kit;
using static Solidarity.Domain.Notices.NoticeCommand;
using static Solidarity.Domain.Notices.NoticeEvent;
using static Solidarity.Domain.Tests.Kit.Sample;

namespace Solidarity.Domain.Tests.Notices;

/// <summary>What a section and a federation decide about their notices.</summary>
public sealed class NoticeTests
{
    private const string Mail = "treasurer@printers.example";
    private const string Hook = "https://printers.example/notices";
    private const string Secret = "0123456789abcdef";

    private static readonly NoticeSettings Wanted = new(
        [new(ChannelKind.Email, Mail), new(ChannelKind.Webhook, Hook, Secret)], NoticeSettings.AllKinds,
        QuietHours.Default);

    private static Scenario<Section, SectionCommand, SectionEvent> Told =>
        PrintersWithCall.After(To(new SetNotices(Wanted)));

    [Fact]
    public void What_a_section_and_a_federation_choose_is_kept_whole()
    {
        PrintersWithCall.When(To(new SetNotices(Wanted))).Then(Of(new NoticesSet(Wanted)));
        Scenarios.Federation(Romande).After(FoundFederation)
            .When(new FederationCommand.ToNotices(new SetNotices(Wanted)))
            .Then(new FederationEvent.OfNotices(new NoticesSet(Wanted)));
    }

    [Theory]
    [InlineData("treasurer")]
    [InlineData("@printers.example")]
    [InlineData("treasurer@")]
    [InlineData("a@b@printers.example")]
    [InlineData("trea surer@printers.example")]
    [InlineData("treasurer@printers.example\r\nBcc: all@employers.example")]
    [InlineData("treasurer@printers..example")]
    [InlineData("trésorier@printers.example")]
    [InlineData(".treasurer@printers.example")]
    public void What_is_no_address_gets_no_mail(string address) =>
        PrintersWithCall.When(With(new NoticeChannel(ChannelKind.Email, address))).ThenMalformed("emails");

    [Theory]
    [InlineData("printers.example")]
    [InlineData("ftp://printers.example")]
    [InlineData("https://user:word@printers.example/")]
    [InlineData("https://printers.example/#part")]
    [InlineData("https://printers.example/a b")]
    [InlineData("https:///notices")]
    public void What_is_no_address_of_a_server_is_no_webhook(string url) =>
        PrintersWithCall.When(With(new NoticeChannel(ChannelKind.Webhook, url, Secret))).ThenMalformed("webhooks");

    [Fact]
    public void Settings_are_bounded()
    {
        PrintersWithCall.When(With()).ThenMalformed("emails");
        PrintersWithCall.When(With([.. Enumerable.Range(0, NoticeSettings.ChannelsMax + 1)
            .Select(i => new NoticeChannel(ChannelKind.Email, $"a{i}@printers.example"))])).ThenMalformed("emails");
        PrintersWithCall.When(With(new(ChannelKind.Email, Mail), new(ChannelKind.Email, Mail.ToUpperInvariant())))
            .ThenMalformed("emails");
        PrintersWithCall.When(With(new NoticeChannel(ChannelKind.Email, new string('a', 250) + "@b.example")))
            .ThenMalformed("emails");
        foreach (var secret in new[] { "short", new string('a', NoticeChannel.SecretCharsMax + 1), "0123456789 bcdef" })
            PrintersWithCall.When(With(new NoticeChannel(ChannelKind.Webhook, Hook, secret)))
                .ThenMalformed("webhooks");
        PrintersWithCall.When(To(new SetNotices(Wanted with { Kinds = [] }))).ThenMalformed("kinds");
        PrintersWithCall.When(To(new SetNotices(Wanted with { Quiet = new(1_440, 0, "+01:00") })))
            .ThenMalformed("quiet.from");
        PrintersWithCall.When(To(new SetNotices(Wanted with { Quiet = new(0, 0, "Europe Zurich") })))
            .ThenMalformed("quiet.zone");
    }

    [Fact]
    public void A_webhook_keeps_its_secret_where_no_other_is_given_and_has_to_get_one_first()
    {
        var bare = new NoticeChannel(ChannelKind.Webhook, Hook);
        PrintersWithCall.When(With(bare)).ThenRefused("SECRET_MISSING");
        Told.When(With(bare)).Afterwards().Notices!.Settings.Channels.ShouldBe([bare with { Secret = Secret }]);
        // Another address is another receiver, which is not to learn the secret of the first.
        Told.When(With(bare with { Target = Hook + "2" })).ThenRefused("SECRET_MISSING");
    }

    [Fact]
    public void Notices_are_stopped_by_kind_or_all_and_the_channels_stay()
    {
        var fewer = Told.When(To(new StopNotices([NoticeKind.Pledges, NoticeKind.Arrivals]))).Afterwards().Notices!;
        fewer.Settings.Kinds.ShouldBe(NoticeSettings.AllKinds.Except([NoticeKind.Pledges, NoticeKind.Arrivals]));
        fewer.Settings.Channels.ShouldBe(Wanted.Channels);
        Told.When(To(new StopNotices([]))).Afterwards().Notices!.Settings.Kinds.ShouldBeEmpty();
        Told.After(To(new StopNotices([]))).When(To(new StopNotices([]))).ThenNothing();
        PrintersWithCall.When(To(new StopNotices([]))).ThenNothing();
    }

    [Fact]
    public void A_test_needs_a_channel_and_is_not_repeated_within_a_minute()
    {
        PrintersWithCall.When(To(new TestNotices())).ThenRefused("NO_CHANNEL");
        Told.When(To(new TestNotices())).Then(Of(new NoticesTested(Noon)));
        var tested = Told.After(To(new TestNotices()));
        tested.When(To(new TestNotices()), Noon.AddSeconds(59)).ThenRefused("LIMIT_REACHED");
        tested.When(To(new TestNotices()), Noon.AddSeconds(60)).Then(Of(new NoticesTested(Noon.AddSeconds(60))));
    }

    [Fact]
    public void What_was_sent_is_noted_once_and_ends_a_row_of_failures()
    {
        var failed = Told.After(To(new NoteNoticeFailed(Mail, 7, "the mail server refused with 450")))
            .After(To(new NoteNoticeFailed(Mail, 9, "the mail server refused with 450")), Noon.AddMinutes(1));
        failed.State.Notices!.RecordOf(Mail).ShouldBe(
            new ChannelRecord(0, null, 0, 2, Noon.AddMinutes(1), "the mail server refused with 450"));
        var sent = failed.After(To(new NoteNoticeSent(Mail, 11, 0)), Noon.AddMinutes(3));
        sent.State.Notices!.RecordOf(Mail).ShouldBe(
            new ChannelRecord(1, Noon.AddMinutes(3), 11, 0, Noon.AddMinutes(1), null));
        sent.State.Notices!.RecordOf(Hook).ShouldBe(ChannelRecord.New);
        // Two homes that both sent it, for a moment.
        sent.When(To(new NoteNoticeSent(Mail, 11, 0))).ThenNothing();
        sent.When(To(new NoteNoticeFailed(Mail, 10, "late"))).ThenNothing();
    }

    [Fact]
    public void Of_a_channel_that_was_taken_away_nothing_is_kept()
    {
        var without = Told.After(To(new NoteNoticeSent(Mail, 11, 0)))
            .After(With(new NoticeChannel(ChannelKind.Email, "other@printers.example")));
        without.State.Notices!.Records.ShouldBeEmpty();
        without.When(To(new NoteNoticeSent(Mail, 12, 0))).ThenNothing();
    }

    [Theory]
    [InlineData(21, 7, 20 * 60, 0)]
    [InlineData(21, 7, 21 * 60, 600)]
    [InlineData(21, 7, 30, 390)]
    [InlineData(21, 7, 7 * 60, 0)]
    [InlineData(12, 14, 13 * 60, 60)]
    [InlineData(9, 9, 9 * 60, 0)]
    public void Quiet_hours_go_over_midnight(int from, int until, int minute, int left) =>
        QuietHours.MinutesLeft(from * 60, until * 60, minute).ShouldBe(left);

    private static OwnNoticesCommand.ToNotices With(params NoticeChannel[] channels) =>
        To(new SetNotices(Wanted with { Channels = [.. channels] }));

    private static OwnNoticesCommand.ToNotices To(NoticeCommand command) => new(command);

    private static OwnNoticesEvent.OfNotices Of(NoticeEvent @event) => new(@event);
}
