using Grpc.Core;
using Grpc.Health.V1;
using Grpc.Net.Client;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;
using Solidarity.Server.Health;
using Solidarity.Server.Tests.Hosting;
using HealthClient = Grpc.Health.V1.Health.HealthClient;
using ServingStatus = Grpc.Health.V1.HealthCheckResponse.Types.ServingStatus;

namespace Solidarity.Server.Tests.Health;

/// <summary>What the server says of itself, and what strangers can have of that.</summary>
public sealed class HealthTests
{
    private static readonly HealthCheckRequest Whole = new();

    [Fact]
    public async Task Nothing_is_healthy_before_all_is_read_or_after_the_stop_has_begun()
    {
        await using var server = await TestServer.StartAsync();
        using var readiness = ActivatorUtilities.CreateInstance<Readiness>(server.Server.Services);

        (await CheckAsync(readiness)).ShouldBe(HealthStatus.Unhealthy);
        await readiness.StartAsync(TestServer.Deadline());
        await readiness.Ready.WaitAsync(TestServer.Deadline());
        (await CheckAsync(readiness)).ShouldBe(HealthStatus.Healthy);
        await server.Server.DisposeAsync();
        (await CheckAsync(readiness)).ShouldBe(HealthStatus.Unhealthy);
    }

    [Fact]
    public async Task The_server_and_each_of_its_services_have_a_name_and_others_have_none()
    {
        await using var server = await TestServer.StartAsync();
        var health = new HealthClient(server.Channel);

        foreach (var name in (string[])["", "solidarity.v1.SectionsService", "solidarity.v1.Messages"])
            (await health.CheckAsync(new() { Service = name })).Status.ShouldBe(ServingStatus.Serving, name);
        (await Refused.ByAsync(health.CheckAsync(new() { Service = "solidarity.v1.Nowhere" })))
            .ShouldSay(StatusCode.NotFound, "NOT_FOUND");
        using var unknown = health.Watch(new() { Service = "solidarity.v1.Nowhere" });
        (await unknown.NextAsync()).Status.ShouldBe(ServingStatus.ServiceUnknown);
    }

    [Fact]
    public async Task Those_who_watch_are_told_of_the_stop_and_do_not_hold_it_up()
    {
        await using var server = await TestServer.StartAsync();
        var health = new HealthClient(server.Channel);
        using var whole = health.Watch(Whole);
        using var unknown = health.Watch(new() { Service = "solidarity.v1.Nowhere" });
        using var dated = health.Watch(Whole, deadline: DateTime.UtcNow.AddHours(1));
        await whole.NextAsync(ServingStatus.Serving);
        await unknown.NextAsync(ServingStatus.ServiceUnknown);
        await dated.NextAsync(ServingStatus.Serving);

        var stop = server.Server.DisposeAsync();

        // One that was held up would be broken off, and that is another end than this.
        foreach (var watch in (AsyncServerStreamingCall<HealthCheckResponse>[])[whole, unknown, dated])
        {
            await watch.NextAsync(ServingStatus.NotServing);
            (await watch.ResponseStream.MoveNext(TestServer.Deadline())).ShouldBeFalse();
            watch.GetStatus().StatusCode.ShouldBe(StatusCode.OK);
        }
        await stop;
    }

    [Fact]
    public async Task A_thousand_may_watch_and_a_caller_with_many_gives_way_to_one_with_fewer()
    {
        await using var server = await TestServer.StartAsync();
        using var ours = GrpcChannel.ForAddress(server.Server.Address);
        using var theirs = GrpcChannel.ForAddress(server.Server.Address);
        var first = await WatchAsync(ours, ServerLimits.HealthWatchersMax / 2);
        var second = await WatchAsync(theirs, ServerLimits.HealthWatchersMax / 2);

        using var refused = new HealthClient(ours).Watch(Whole);
        var told = await Refused.ByCallAsync(() => EndAsync(refused));
        told.ShouldSay(StatusCode.ResourceExhausted, "LIMIT_REACHED");
        told.Metadata["limit"].ShouldBe(nameof(ServerLimits.HealthWatchersMax));

        using var served = new HealthClient(server.Channel).Watch(Whole);
        await served.NextAsync(ServingStatus.Serving);
        // Whoever has most lost the newest of theirs, and both have as many.
        (await Refused.ByCallAsync(() => Task.WhenAny(EndAsync(first[^1]), EndAsync(second[^1])).Unwrap()))
            .ShouldSay(StatusCode.ResourceExhausted, "LIMIT_REACHED");
    }

    [Fact]
    public async Task A_watch_that_has_ended_leaves_nothing_behind()
    {
        const int watches = 200;
        await using var server = await TestServer.StartAsync();
        var stopping = server.Server.Services.GetRequiredService<IHostApplicationLifetime>().ApplicationStopping;
        var before = Callbacks.Of(stopping);
        var health = new HealthClient(server.Channel);
        for (var i = 0; i < watches; i++)
        {
            using var watch = health.Watch(Whole);
            await watch.NextAsync(ServingStatus.Serving);
            Callbacks.Of(stopping).ShouldBeGreaterThan(before);
        }

        // The server hears a little later than the client that a call was given up.
        for (var deadline = TestServer.Deadline(); Callbacks.Of(stopping) > before;)
        {
            deadline.ThrowIfCancellationRequested();
            await health.CheckAsync(Whole);
        }
    }

    private static async Task<HealthStatus> CheckAsync(Readiness readiness) =>
        (await readiness.CheckHealthAsync(new HealthCheckContext())).Status;

    private static async Task<List<AsyncServerStreamingCall<HealthCheckResponse>>> WatchAsync(
        GrpcChannel channel, int watches)
    {
        var client = new HealthClient(channel);
        var begun = new List<AsyncServerStreamingCall<HealthCheckResponse>>();
        // One after the other, so that the last is the newest at the server, too.
        for (var i = 0; i < watches; i++)
        {
            begun.Add(client.Watch(Whole));
            await begun[i].NextAsync(ServingStatus.Serving);
        }
        return begun;
    }

    private static async Task EndAsync(AsyncServerStreamingCall<HealthCheckResponse> watch)
    {
        while (await watch.ResponseStream.MoveNext(TestServer.Deadline()))
            watch.ResponseStream.Current.Status.ShouldBe(ServingStatus.Serving);
    }
}
