using System.Net;
using Solidarity.Server.Tests.Hosting;
using Solidarity.Server.Tests.Limits;

namespace Solidarity.Server.Tests.Telemetry;

/// <summary>Orleans' Dashboard, for whoever is on this machine.</summary>
[Collection(nameof(Alone))]
public sealed class DashboardTests
{
    [Fact]
    public async Task It_is_shown_on_its_own_address()
    {
        await using var server = await TestServer.StartAsync(change: options => With(options, "http://127.0.0.1:0"));
        var address = server.Server.DashboardAddress!;
        using var client = new HttpClient();

        (await client.GetStringAsync(address, TestServer.Deadline())).ShouldContain("Orleans Dashboard");
        (await client.GetStringAsync(new Uri(address, "/DashboardCounters"), TestServer.Deadline()))
            .ShouldContain("totalActivationCount");
        using var api = await client.GetAsync(new Uri(address, "/solidarity.v1.SectionsService/Deposit"));
        api.StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task A_name_of_elsewhere_that_leads_here_is_refused()
    {
        await using var server = await TestServer.StartAsync(change: options => With(options, "http://127.0.0.1:0"));
        using var client = new HttpClient();
        using var request = new HttpRequestMessage(HttpMethod.Get, server.Server.DashboardAddress);
        request.Headers.Host = "rebound.example.org";
        using var answer = await client.SendAsync(request, TestServer.Deadline());
        answer.StatusCode.ShouldBe(HttpStatusCode.MisdirectedRequest);
    }

    [Theory]
    [InlineData("http://0.0.0.0:0")]
    [InlineData("http://10.0.0.1:8080")]
    public async Task It_is_never_shown_to_other_machines(string address)
    {
        var refused = await Should.ThrowAsync<ListenException>(TestServer.StartAsync(
            change: options => With(options, address) with { AllowRemote = true }));
        refused.Message.ShouldContain("other machines");
    }

    private static ServerOptions With(ServerOptions options, string address) =>
        options with { Telemetry = new TelemetryOptions { Dashboard = new Uri(address) } };
}
