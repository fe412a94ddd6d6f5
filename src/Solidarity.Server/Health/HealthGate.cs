using Grpc.Core.Interceptors;
using Grpc.Health.V1;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;
using Solidarity.Server.Callers;
using Solidarity.Server.Errors;
using Solidarity.Server.Feeds;
using ServingStatus = Grpc.Health.V1.HealthCheckResponse.Types.ServingStatus;

namespace Solidarity.Server.Health;

/// <summary>
/// Bounds what strangers can have of the health service: the length of a name, which is kept as long as it is watched,
/// and the number of those who watch. Ends watches when the server stops: each is told NOT_SERVING and ends with OK.
/// Publishes the state before anybody is answered, who then hears what is so now.
/// </summary>
internal sealed class HealthGate(
    IHostApplicationLifetime lifetime, HealthCheckService checks, IEnumerable<IHealthCheckPublisher> publishers)
    : Interceptor
{
    private readonly Watchers _watchers = new(
        ServerLimits.HealthWatchersMax, nameof(ServerLimits.HealthWatchersMax));

    public override Task<TResponse> UnaryServerHandler<TRequest, TResponse>(
        TRequest request, ServerCallContext context, UnaryServerMethod<TRequest, TResponse> continuation)
    {
        if (request is not HealthCheckRequest asked)
            return continuation(request, context);
        CheckName(asked.Service);
        return CheckAsync(() => continuation(request, context));
    }

    public override Task ServerStreamingServerHandler<TRequest, TResponse>(
        TRequest request, IServerStreamWriter<TResponse> responseStream, ServerCallContext context,
        ServerStreamingServerMethod<TRequest, TResponse> continuation)
    {
        if (request is not HealthCheckRequest asked
            || responseStream is not IServerStreamWriter<HealthCheckResponse> watcher)
            return continuation(request, responseStream, context);
        CheckName(asked.Service);
        return WatchAsync(watcher, context, call => continuation(request, responseStream, call));
    }

    private async Task<TResponse> CheckAsync<TResponse>(Func<Task<TResponse>> check)
    {
        await PublishAsync();
        return await check();
    }

    private async Task WatchAsync(
        IServerStreamWriter<HealthCheckResponse> watcher, ServerCallContext context,
        Func<ServerCallContext, Task> watch)
    {
        using var seat = _watchers.Enter(Caller.Of(context));
        // A watch has no end of its own and would hold up the stop.
        using var end = CancellationTokenSource.CreateLinkedTokenSource(
            context.CancellationToken, lifetime.ApplicationStopping, seat.Moved);
        try
        {
            await PublishAsync();
            await watch(new EndingCall(context, end.Token));
        }
        finally
        {
            // The package forgets a watcher when its call is cancelled, and only then.
            await end.CancelAsync();
        }
        if (context.CancellationToken.IsCancellationRequested)
            return;
        if (seat.Moved.IsCancellationRequested)
            throw _watchers.GaveWay();
        await watcher.WriteAsync(new HealthCheckResponse { Status = ServingStatus.NotServing });
    }

    private async Task PublishAsync()
    {
        var report = await checks.CheckHealthAsync(CancellationToken.None);
        foreach (var publisher in publishers)
            await publisher.PublishAsync(report, CancellationToken.None);
    }

    private static void CheckName(string service)
    {
        if (service.Length > ServerLimits.HealthNameCharsMax)
            throw ErrorStatus.Unreadable($"service: has {service.Length} characters; at most "
                + $"{ServerLimits.HealthNameCharsMax} are allowed");
    }
}
