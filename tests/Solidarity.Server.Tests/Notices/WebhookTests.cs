using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Solidarity.Server.Notices;
using Solidarity.Server.Tests.Hosting;
using static Solidarity.Server.Tests.Hosting.Story;

namespace Solidarity.Server.Tests.Notices;

/// <summary>Notices by webhook, to a real web server; and where webhooks may not be.</summary>
public sealed class WebhookTests
{
    private const string Secret = "a-secret-of-the-joiners";
    private const string NewcomersSection = "sections/newcomers";

    private static readonly TimeSpan Gather = TimeSpan.FromSeconds(NoticeSchedule.GatherSeconds);

    [Fact]
    public async Task What_is_posted_is_signed_and_says_what_happened()
    {
        await using var hook = await WebhookListener.StartAsync();
        await using var server = await BegunAsync(change: Allowing(hook.Host));
        await HookAsync(server, Joiners, hook.Url);
        await server.CallOnceMoreAsync();
        server.Time.Advance(Gather);

        var posted = await hook.NextAsync();

        posted.ContentType.ShouldBe("application/json");
        var seconds = server.Time.GetUtcNow().ToUnixTimeSeconds();
        byte[] content = [.. Encoding.UTF8.GetBytes($"{seconds}."), .. posted.Body];
        var signed = HMACSHA256.HashData(Encoding.UTF8.GetBytes(Secret), content);
        posted.Signature.ShouldBe($"t={seconds},v1={Convert.ToHexStringLower(signed)}");
        using var said = JsonDocument.Parse(posted.Body);
        said.RootElement.GetProperty("id").GetString().ShouldBe(posted.Id);
        said.RootElement.GetProperty("body").GetString().ShouldBe(Joiners);
        said.RootElement.GetProperty("test").GetBoolean().ShouldBeFalse();
        var notice = said.RootElement.GetProperty("notices").EnumerateArray().ShouldHaveSingleItem();
        (notice.GetProperty("kind").GetString(), notice.GetProperty("about").GetString(),
            notice.GetProperty("see").GetString()).ShouldBe(
            ("calls", "strikes/printers-1868", "solidarity board printers-1868"));
        var shown = await server.Notices.GetNoticesAsync(new() { Body = Joiners, ToldPosition = 1 });
        shown.ToString().ShouldNotContain(Secret);
    }

    [Fact]
    public async Task A_webhook_that_fails_is_tried_again_later_under_the_same_id()
    {
        await using var hook = await WebhookListener.StartAsync();
        await using var server = await BegunAsync(change: Allowing(hook.Host));
        await HookAsync(server, Joiners, hook.Url);
        hook.Answer = 503;
        var reply = await server.TestAsync(Joiners);
        var ids = new List<string>();
        for (var tries = 0; tries <= NoticeSender.RetriesMax; tries++)
            ids.Add((await hook.NextAsync()).Id);
        (await server.ShownAsync(Joiners, reply.Position)).Problem.ShouldBe("the webhook answered 503");

        hook.Answer = 200;
        server.Time.Advance(TimeSpan.FromMinutes(NoticeSchedule.RetryMinutesMin));
        ids.Add((await hook.NextAsync()).Id);
        ids.Distinct().ShouldHaveSingleItem();
    }

    [Fact]
    public async Task Nobody_waits_for_a_webhook_that_does_not_answer()
    {
        await using var dead = await WebhookListener.StartAsync();
        await using var hook = await WebhookListener.StartAsync();
        dead.Hold();
        await using var server = await BegunAsync(change: Allowing(dead.Host, hook.Host));
        await HookAsync(server, Masons, dead.Url);
        await HookAsync(server, Joiners, hook.Url);
        await server.TestAsync(Masons);
        await dead.NextAsync();

        // Commands, views and the notices of others go on while it is waited for.
        await server.CallOnceMoreAsync();
        (await server.BoardAsync("strikes/printers-1868")).ShouldNotBeNull();
        server.Time.Advance(Gather);
        await hook.NextAsync();
        dead.Release();
    }

    [Fact]
    public async Task A_webhook_leads_nowhere_else()
    {
        await using var hook = await WebhookListener.StartAsync();
        await using var other = await WebhookListener.StartAsync();
        (hook.Answer, hook.Location) = (302, other.Url);
        await using var server = await BegunAsync(change: Allowing(hook.Host));
        await HookAsync(server, Joiners, hook.Url);
        var reply = await server.TestAsync(Joiners);
        (await server.ShownAsync(Joiners, reply.Position)).Problem.ShouldBe("the webhook answered 302");
        other.Count.ShouldBe(0);
    }

    [Fact]
    public async Task A_name_that_leads_into_the_operator_s_network_is_not_connected_to()
    {
        await using var hook = await WebhookListener.StartAsync();
        await using var server = await BegunAsync();
        await HookAsync(server, Joiners, $"https://localhost:{hook.Port}/notices");
        var reply = await server.TestAsync(Joiners);
        (await server.ShownAsync(Joiners, reply.Position)).Problem.ShouldBe(
            "the webhook's host is not of the public network; whoever runs the service can allow it");
        hook.Count.ShouldBe(0);
    }

    [Fact]
    public async Task A_federation_is_told_who_asks_to_be_taken_in_and_what_its_treasurer_has_to_do()
    {
        await using var hook = await WebhookListener.StartAsync();
        await using var server = await BegunAsync(change: Allowing(hook.Host));
        await HookAsync(server, Geneva, hook.Url);
        await server.FoundSectionAsync("newcomers");
        await server.JoinAsync(NewcomersSection, Geneva);
        await server.OpenAsync(
            Geneva, NewcomersSection, terms: new() { SettledBy = V1.Settlement.Courier, DelayHours = 24 });
        await server.DeclareAsync(NewcomersSection, "newcomers-1868");
        await server.CallAsync(NewcomersSection, "strikes/newcomers-1868");
        await server.QuietAsync();
        var pledge = server.PledgeOf(Joiners, "p-1", 25);
        (pledge.Strike, pledge.HonourNow) = ("strikes/newcomers-1868", true);
        await server.Pledges.PledgeAsync(pledge);
        await server.QuietAsync();
        server.Time.Advance(Gather);

        using var said = JsonDocument.Parse((await hook.NextAsync()).Body);
        var notices = said.RootElement.GetProperty("notices").EnumerateArray()
            .Select(notice => (
                Kind: notice.GetProperty("kind").GetString(), About: notice.GetProperty("about").GetString()!))
            .ToList();
        notices.Select(notice => notice.Kind).ShouldBe(["admissions", "hand-overs"]);
        notices[0].About.ShouldBe(NewcomersSection);
        notices[1].About.ShouldStartWith("transfers/");
    }

    /// <summary>The vector of protos/README.md, by which receivers check what they have written.</summary>
    [Fact]
    public void The_documented_vector_is_signed_as_documented()
    {
        const string body = """{"id":"0f1e2d3c4b5a69788796a5b4","body":"sections/geneva-masons","test":true}""";
        var signature = WebhookBody.Sign("correct-horse-battery-staple", 1_764_558_000, Encoding.UTF8.GetBytes(body));
        var page = File.ReadAllText(Path.Combine(Repository(), "protos", "README.md"));
        foreach (var part in (string[])["correct-horse-battery-staple", body, signature])
            page.ShouldContain(part);
    }

    [Theory]
    [InlineData("127.0.0.1", false)]
    [InlineData("10.1.2.3", false)]
    [InlineData("100.64.0.1", false)]
    [InlineData("169.254.169.254", false)]
    [InlineData("172.31.255.255", false)]
    [InlineData("172.32.0.1", true)]
    [InlineData("192.168.0.1", false)]
    [InlineData("198.19.0.1", false)]
    [InlineData("0.0.0.0", false)]
    [InlineData("224.0.0.1", false)]
    [InlineData("255.255.255.255", false)]
    [InlineData("93.184.216.34", true)]
    [InlineData("::1", false)]
    [InlineData("::ffff:127.0.0.1", false)]
    [InlineData("::ffff:93.184.216.34", true)]
    [InlineData("fe80::1", false)]
    [InlineData("fd00::1", false)]
    [InlineData("64:ff9b::7f00:1", false)]
    [InlineData("2002:7f00:1::", false)]
    [InlineData("2001:0:7f00:1::", false)]
    [InlineData("2606:2800:220:1:248:1893:25c8:1946", true)]
    public void Only_public_addresses_are_connected_to(string address, bool isPublic) =>
        WebhookHosts.IsPublic(IPAddress.Parse(address)).ShouldBe(isPublic);

    private static async Task HookAsync(TestServer server, string body, string url) =>
        await server.Notices.SetNoticesAsync(new()
        {
            RequestId = server.NewId(),
            Body = body,
            Webhooks = { new V1.NoticeWebhook { Url = url, Secret = Secret } },
        });

    private static Func<ServerOptions, ServerOptions> Allowing(params ImmutableArray<string> hosts) =>
        options => options with { Notices = new() { WebhookHosts = hosts } };

    private static string Repository()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "Solidarity.sln")))
            folder = folder.Parent ?? throw new DirectoryNotFoundException("Solidarity.sln is in no folder above.");
        return folder.FullName;
    }
}
