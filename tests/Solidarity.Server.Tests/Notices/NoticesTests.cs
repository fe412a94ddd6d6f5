using Grpc.Core;
using Microsoft.Extensions.DependencyInjection;
using Solidarity.Server.Notices;
using Solidarity.Server.Tests.Hosting;
using Solidarity.Storage;
using static Solidarity.Server.Tests.Hosting.Story;

namespace Solidarity.Server.Tests.Notices;

/// <summary>Notices by e-mail, through a real mail server.</summary>
public sealed class NoticesTests
{
    private const string Treasurer = "treasurer@joiners.example";
    private const string Second = "strikes/printers-1868";

    private static readonly TimeSpan Gather = TimeSpan.FromSeconds(NoticeSchedule.GatherSeconds);
    private static readonly TimeSpan Pause = TimeSpan.FromMinutes(NoticeSchedule.PauseMinutes);

    [SmtpFact]
    public async Task A_call_is_told_once_also_after_a_restart()
    {
        using var folder = new TempFolder();
        await using var smtp = await SmtpServer.StartAsync();
        await using (var server = await BegunAsync(folder.Path, Mailing(smtp)))
        {
            await server.SetAsync(Joiners, Treasurer);
            await server.CallOnceMoreAsync();
            server.Time.Advance(Gather);

            var told = await smtp.NextAsync();
            told.From.ShouldBe("notices@service.example");
            told.To.ShouldBe([Treasurer]);
            told.Header("Subject").ShouldBe("Solidarity: 1 call for sections/joiners");
        }
        await using var again = await TestServer.StartAsync(folder.Path, change: Mailing(smtp));
        again.Time.Advance(Pause);
        await again.EndAsync(Printers, Second);
        again.Time.Advance(Pause);

        // Had the call been told again, that would have come first.
        var ended = await smtp.NextAsync();
        ended.Header("Subject").ShouldBe("Solidarity: 1 ended strike for sections/joiners");
        var shown = await again.ShownAsync(Joiners, again.Position());
        (shown.Sent, shown.Waiting, shown.Problem).ShouldBe((2, 0, ""));
    }

    [SmtpFact]
    public async Task A_mail_says_what_happened_and_where_to_look_and_nothing_that_somebody_wrote()
    {
        await using var smtp = await SmtpServer.StartAsync();
        await using var server = await BegunAsync(change: Mailing(smtp));
        await server.SetAsync(Masons, "secretary@masons.example");
        var pledge = server.PledgeOf(Joiners, "p-1", 25);
        (pledge.Authority, pledge.HonourNow) = ("Jane Roe moved it", true);
        await server.Pledges.PledgeAsync(pledge);
        await server.QuietAsync();
        server.Time.Advance(Gather);

        var told = await smtp.NextAsync();

        told.Header("Subject").ShouldBe("Solidarity: 1 pledge, 1 arrival for sections/masons");
        told.Header("Auto-Submitted").ShouldBe("auto-generated");
        told.Header("Message-Id").ShouldEndWith("@service.example>");
        told.Text.ShouldContain(
            "Somebody has pledged to your strike: strikes/masons-1868\n  solidarity board masons-1868\n\n"
            + "Money has arrived for your strike: strikes/masons-1868\n  solidarity board masons-1868\n\n"
            + "To get no more of these: solidarity notices off sections/masons\n");
        told.Text.ShouldNotContain("Jane");
        told.Text.ShouldNotContain("25");
    }

    [SmtpFact]
    public async Task Many_calls_are_one_mail()
    {
        await using var smtp = await SmtpServer.StartAsync();
        await using var server = await BegunAsync(
            change: Mailing(smtp, options => options with { Links = new Uri("https://boards.example/") }));
        await server.SetAsync(Joiners, Treasurer);
        // A federation keeps 20 open calls of a member, and one is open.
        for (var i = 0; i < 39; i++)
        {
            var section = i < 19 ? Masons : Printers;
            await server.DeclareAsync(section, $"strike-{i}");
            await server.CallAsync(section, $"strikes/strike-{i}");
        }
        await server.QuietAsync();
        server.Time.Advance(Gather);

        var told = await smtp.NextAsync();

        told.Header("Subject").ShouldBe("Solidarity: 39 calls for sections/joiners");
        told.Text.Split("A call for aid has reached you").Length.ShouldBe(1 + NoticeText.LinesMax);
        told.Text.ShouldContain("https://boards.example/strikes/");
        told.Text.ShouldContain("And 19 more.\n  https://boards.example/sections/joiners\n");
        (await server.ShownAsync(Joiners, server.Position())).Sent.ShouldBe(1);
    }

    [SmtpFact]
    public async Task A_test_goes_out_at_once_also_in_quiet_hours_to_a_server_that_asks_who_we_are()
    {
        await using var smtp = await SmtpServer.StartAsync("--user", "solidarity", "let us in");
        await using var server = await BegunAsync(
            change: options => options with { Notices = new() { Mail = smtp.As("solidarity", "let us in") } });
        await server.SetAsync(Joiners, Treasurer, set => (set.QuietFrom, set.QuietUntil) = ("00:00", "23:59"));
        var reply = await server.TestAsync(Joiners);

        (await smtp.NextAsync()).Header("Subject").ShouldBe("Solidarity: a test notice for sections/joiners");
        (await server.ShownAsync(Joiners, reply.Position)).Sent.ShouldBe(1);
        (await Refused.ByAsync(server.Notices.TestNoticesAsync(new() { RequestId = server.NewId(), Body = Joiners })))
            .ShouldSay(StatusCode.ResourceExhausted, "LIMIT_REACHED");
    }

    [SmtpFact]
    public async Task What_the_mail_server_refuses_waits_and_is_told_with_what_came_meanwhile()
    {
        await using var smtp = await SmtpServer.StartAsync();
        await using var server = await BegunAsync(change: Mailing(smtp));
        await server.SetAsync(Joiners, Treasurer);
        await smtp.AnswerAsync(554);
        await server.CallOnceMoreAsync();
        var failed = await server.TestAsync(Joiners);
        var shown = await server.ShownAsync(Joiners, failed.Position);
        (shown.Sent, shown.Tries, shown.Waiting, shown.Problem).ShouldBe(
            (0, 1, 2, "the mail server refused with 554"));
        shown.NextTime.ToDateTimeOffset().ShouldBe(server.Time.GetUtcNow().AddMinutes(1));

        await smtp.AnswerAsync(250);
        await server.EndAsync(Printers, Second);
        server.Time.Advance(TimeSpan.FromMinutes(1));

        (await smtp.NextAsync()).Header("Subject").ShouldBe("Solidarity: 1 call, 1 ended strike for sections/joiners");
    }

    [SmtpFact]
    public async Task A_password_that_is_not_taken_is_said_without_it()
    {
        await using var smtp = await SmtpServer.StartAsync("--user", "solidarity", "let us in");
        await using var server = await BegunAsync(
            change: options => options with { Notices = new() { Mail = smtp.As("solidarity", "hearsay") } });
        await server.SetAsync(Joiners, Treasurer);
        var reply = await server.TestAsync(Joiners);
        (await server.ShownAsync(Joiners, reply.Position)).Problem.ShouldBe(
            "the mail server did not take the user and password of the service");
    }

    [SmtpFact]
    public async Task Nothing_goes_out_in_the_open_where_tls_was_asked_for()
    {
        // It has no TLS.
        await using var smtp = await SmtpServer.StartAsync();
        await using var server = await BegunAsync(
            change: options => options with { Notices = new() { Mail = smtp.As(tls: MailTls.StartTls) } });
        await server.SetAsync(Joiners, Treasurer);
        var reply = await server.TestAsync(Joiners);
        (await server.ShownAsync(Joiners, reply.Position)).Problem.ShouldBe(
            "there is no trusted connection to the mail server");
    }

    [Fact]
    public async Task Without_a_mail_server_addresses_are_taken_and_shown_as_not_served()
    {
        await using var server = await BegunAsync();
        await server.SetAsync(Joiners, Treasurer);
        var reply = await server.TestAsync(Joiners);
        var shown = await server.ShownAsync(Joiners, reply.Position);
        (shown.Target, shown.Problem, shown.Waiting, shown.NextTime).ShouldBe(
            (Treasurer, "not sent: the service has no mail server", 1, null));
    }

    [Fact]
    public async Task Where_notices_go_is_for_the_body_itself()
    {
        await using var server = await BegunAsync();
        await server.SetAsync(Joiners, Treasurer);
        foreach (var viewer in (string[])["public", Masons, Geneva])
            (await Refused.ByAsync(server.Notices.GetNoticesAsync(new() { Body = Joiners, Viewer = viewer })))
                .ShouldSay(StatusCode.PermissionDenied, "OWN_NOTICES_ONLY");
        (await server.Notices.GetNoticesAsync(new() { Body = Joiners, Viewer = Joiners })).Channels
            .ShouldHaveSingleItem().Target.ShouldBe(Treasurer);
        (await Refused.ByAsync(server.Notices.GetNoticesAsync(new() { Body = "sections/nobody" })))
            .ShouldSay(StatusCode.NotFound, "UNKNOWN_BODY");
    }

    [Fact]
    public async Task What_makes_no_sense_is_refused_by_its_field()
    {
        await using var server = await BegunAsync();
        var request = new V1.SetNoticesRequest
        {
            RequestId = server.NewId(),
            Body = Joiners,
            Emails = { "nobody" },
            Webhooks =
            {
                new V1.NoticeWebhook { Url = "http://hooks.example/", Secret = "0123456789abcdef" },
                new V1.NoticeWebhook { Url = "https://192.168.1.1/", Secret = "short" },
            },
            Kinds = { (V1.NoticeKind)77 },
            QuietFrom = "25:00",
            Zone = "Europe/Atlantis",
        };
        (await Refused.ByAsync(server.Notices.SetNoticesAsync(request))).ShouldSay(
            StatusCode.InvalidArgument, "MALFORMED", "emails[0]", "webhooks[0].url", "webhooks[1].url",
            "webhooks[1].secret", "kinds[0]", "quiet_from", "zone");
    }

    [Fact]
    public async Task Quiet_hours_put_off_what_is_to_be_told()
    {
        await using var server = await BegunAsync(change: options => options with
        {
            Notices = new() { Mail = new("127.0.0.1", 1, MailTls.None, null, null, "notices@service.example") },
        });
        // It is eight in the morning, nine by their clocks.
        await server.SetAsync(Joiners, Treasurer, set =>
            (set.QuietFrom, set.QuietUntil, set.Zone) = ("22:00", "09:45", "+01:00"));
        await server.CallOnceMoreAsync();
        (await server.ShownAsync(Joiners)).NextTime.ToDateTimeOffset()
            .ShouldBe(server.Time.GetUtcNow().AddMinutes(45));
    }

    [Fact]
    public async Task What_was_stopped_is_not_told_any_more()
    {
        await using var server = await BegunAsync();
        await server.SetAsync(Joiners, Treasurer);
        await server.CallOnceMoreAsync();
        (await server.ShownAsync(Joiners)).Waiting.ShouldBe(1);
        await server.Notices.StopNoticesAsync(
            new() { RequestId = server.NewId(), Body = Joiners, Kinds = { V1.NoticeKind.Calls } });
        (await server.ShownAsync(Joiners)).Waiting.ShouldBe(0);
        await server.EndAsync(Printers, Second);
        (await server.ShownAsync(Joiners)).Waiting.ShouldBe(1);
        await server.Notices.StopNoticesAsync(new() { RequestId = server.NewId(), Body = Joiners });
        (await server.ShownAsync(Joiners)).Waiting.ShouldBe(0);
        (await server.Notices.GetNoticesAsync(new() { Body = Joiners })).Kinds.ShouldBeEmpty();
    }

    private static Func<ServerOptions, ServerOptions> Mailing(
        SmtpServer smtp, Func<NoticeOptions, NoticeOptions>? change = null) => options =>
    {
        var notices = new NoticeOptions { Mail = smtp.As() };
        return options with { Notices = change?.Invoke(notices) ?? notices };
    };
}

/// <summary>What tests of notices do with a server.</summary>
internal static class NoticeStory
{
    /// <summary>Has a body told by e-mail.</summary>
    public static async Task SetAsync(
        this TestServer server, string body, string address, Action<V1.SetNoticesRequest>? change = null)
    {
        var request = new V1.SetNoticesRequest { RequestId = server.NewId(), Body = body, Emails = { address } };
        change?.Invoke(request);
        await server.Notices.SetNoticesAsync(request);
    }

    /// <summary>The printers strike too, and the masons and the joiners have heard it.</summary>
    public static async Task CallOnceMoreAsync(this TestServer server)
    {
        await server.DeclareAsync(Printers, "printers-1868");
        await server.CallAsync(Printers, "strikes/printers-1868");
        await server.QuietAsync();
    }

    public static async Task EndAsync(this TestServer server, string section, string strike)
    {
        await server.Strikes.EndStrikeAsync(new()
        {
            RequestId = server.NewId(),
            Section = section,
            Strike = strike,
            Outcome = V1.Outcome.Won,
        });
        await server.QuietAsync();
    }

    /// <summary>How far the journal has come.</summary>
    public static long Position(this TestServer server) =>
        server.Server.Services.GetRequiredService<IJournal>().Position;

    public static async Task<V1.CommandReply> TestAsync(this TestServer server, string body) =>
        await server.Notices.TestNoticesAsync(new() { RequestId = server.NewId(), Body = body });

    /// <summary>The one channel of a body.</summary>
    /// <param name="told">Waits for what was to be told then.</param>
    public static async Task<V1.NoticeChannel> ShownAsync(this TestServer server, string body, long told = 0) =>
        (await server.Notices.GetNoticesAsync(new() { Body = body, ToldPosition = told })).Channels
            .ShouldHaveSingleItem();
}
