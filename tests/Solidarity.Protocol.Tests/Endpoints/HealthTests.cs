using Grpc.Core;
using Grpc.Health.V1;
using Solidarity.Protocol.Tests.Hosting;
using Solidarity.Server.Health;
using ServingStatus = Grpc.Health.V1.HealthCheckResponse.Types.ServingStatus;

namespace Solidarity.Protocol.Tests.Endpoints;

public sealed class HealthTests
{
    private static readonly HealthCheckRequest Whole = new();
    private static readonly HealthCheckRequest Pledges = new() { Service = "solidarity.v1.Pledges" };

    [Fact]
    public async Task A_server_serves_only_once_it_says_so()
    {
        await using var host = await EchoHost.StartAsync();
        using var channel = host.Connect();
        var client = new Health.HealthClient(channel);

        (await client.CheckAsync(Whole)).Status.ShouldBe(ServingStatus.NotServing);
        host.Health.Set("", serving: true);
        (await client.CheckAsync(Whole)).Status.ShouldBe(ServingStatus.Serving);
    }

    [Fact]
    public async Task Each_service_has_a_state_of_its_own()
    {
        await using var host = await EchoHost.StartAsync();
        using var channel = host.Connect();
        var client = new Health.HealthClient(channel);
        host.Health.Set("", serving: true);
        host.Health.Set(Pledges.Service, serving: false);

        (await client.CheckAsync(Pledges)).Status.ShouldBe(ServingStatus.NotServing);
        var all = (await client.ListAsync(new HealthListRequest())).Statuses;
        all.Count.ShouldBe(2);
        all[""].Status.ShouldBe(ServingStatus.Serving);
        all[Pledges.Service].Status.ShouldBe(ServingStatus.NotServing);
    }

    [Fact]
    public async Task A_check_of_an_unknown_service_is_not_found_and_names_it()
    {
        await using var host = await EchoHost.StartAsync();
        using var channel = host.Connect();

        var failure = await Should.ThrowAsync<RpcException>(
            new Health.HealthClient(channel).CheckAsync(Pledges).ResponseAsync);

        failure.StatusCode.ShouldBe(StatusCode.NotFound);
        failure.Status.Detail.ShouldContain(Pledges.Service);
    }

    [Fact]
    public async Task A_watch_begins_with_the_present_state_and_tells_each_change()
    {
        await using var host = await EchoHost.StartAsync();
        using var channel = host.Connect();
        using var call = new Health.HealthClient(channel).Watch(Pledges);

        (await NextAsync(call)).ShouldBe(ServingStatus.ServiceUnknown);
        host.Health.Set(Pledges.Service, serving: true);
        (await NextAsync(call)).ShouldBe(ServingStatus.Serving);
        host.Health.Set("", serving: true);
        host.Health.Set(Pledges.Service, serving: true);
        host.Health.Set(Pledges.Service, serving: false);
        (await NextAsync(call)).ShouldBe(ServingStatus.NotServing);
    }

    [Fact]
    public async Task A_watch_does_not_hold_up_the_stop_of_the_server()
    {
        await using var host = await EchoHost.StartAsync();
        using var channel = host.Connect();
        host.Health.Set("", serving: true);
        using var call = new Health.HealthClient(channel).Watch(Whole);
        (await NextAsync(call)).ShouldBe(ServingStatus.Serving);

        var stop = host.StopAsync();

        (await Should.ThrowAsync<RpcException>(call.ResponseStream.MoveNext())).StatusCode
            .ShouldBe(StatusCode.Unavailable);
        await stop;
    }

    [Fact]
    public async Task One_watcher_too_many_is_refused()
    {
        await using var host = await EchoHost.StartAsync();
        using var channel = host.Connect();
        var client = new Health.HealthClient(channel);
        var watches = new List<AsyncServerStreamingCall<HealthCheckResponse>>();
        for (var i = 0; i < HealthStatuses.WatchersMax; i++)
        {
            watches.Add(client.Watch(Whole));
            await NextAsync(watches[i]);
        }

        using var refused = client.Watch(Whole);
        (await Should.ThrowAsync<RpcException>(NextAsync(refused))).StatusCode.ShouldBe(StatusCode.ResourceExhausted);

        foreach (var watch in watches)
            watch.Dispose();
    }

    private static async Task<ServingStatus> NextAsync(AsyncServerStreamingCall<HealthCheckResponse> call)
    {
        (await call.ResponseStream.MoveNext()).ShouldBeTrue();
        return call.ResponseStream.Current.Status;
    }
}
