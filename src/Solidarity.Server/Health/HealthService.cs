using Grpc.Core;
using Grpc.Health.V1;
using Microsoft.Extensions.Hosting;

namespace Solidarity.Server.Health;

/// <summary>The standard health service over <see cref="HealthStatuses" />.</summary>
internal sealed class HealthService(HealthStatuses statuses, IHostApplicationLifetime lifetime)
    : Grpc.Health.V1.Health.HealthBase
{
    public override Task<HealthCheckResponse> Check(HealthCheckRequest request, ServerCallContext context)
    {
        var status = statuses.Find(request.Service) ?? throw new RpcException(new Status(
            StatusCode.NotFound, $"This server knows no service '{request.Service}'."));
        return Task.FromResult(new HealthCheckResponse { Status = status });
    }

    public override Task<HealthListResponse> List(HealthListRequest request, ServerCallContext context)
    {
        var response = new HealthListResponse();
        foreach (var (service, status) in statuses.All())
            response.Statuses.Add(service, new HealthCheckResponse { Status = status });
        return Task.FromResult(response);
    }

    public override async Task Watch(
        HealthCheckRequest request, IServerStreamWriter<HealthCheckResponse> responseStream, ServerCallContext context)
    {
        using var watcher = statuses.Watch(request.Service);
        using var end = CancellationTokenSource.CreateLinkedTokenSource(
            context.CancellationToken, lifetime.ApplicationStopping);
        try
        {
            await foreach (var status in watcher.ReadAllAsync(end.Token))
                await responseStream.WriteAsync(new HealthCheckResponse { Status = status }, end.Token);
        }
        catch (OperationCanceledException) when (!context.CancellationToken.IsCancellationRequested)
        {
            // A watch has no end of its own and would hold up the stop.
            throw new RpcException(new Status(StatusCode.Unavailable, "The server is stopping."));
        }
        catch (InvalidOperationException) when (context.CancellationToken.IsCancellationRequested)
        {
            // The client left just as it was told: there is no call to write to, and nobody to miss it.
        }
    }
}
