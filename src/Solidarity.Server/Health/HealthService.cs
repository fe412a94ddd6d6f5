using Grpc.Core;
using Grpc.Health.V1;
using Microsoft.Extensions.Hosting;
using Solidarity.Server.Errors;

namespace Solidarity.Server.Health;

/// <summary>The standard health service over <see cref="HealthStatuses" />.</summary>
internal sealed class HealthService(HealthStatuses statuses, IHostApplicationLifetime lifetime)
    : Grpc.Health.V1.Health.HealthBase
{
    // Longer than any service's name.
    private const int NameCharsMax = 256;

    public override Task<HealthCheckResponse> Check(HealthCheckRequest request, ServerCallContext context)
    {
        CheckName(request.Service);
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
        CheckName(request.Service);
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

    // A watcher's service is kept as long as it watches, also where there is none of that name.
    private static void CheckName(string service)
    {
        if (service.Length > NameCharsMax)
            throw ErrorStatus.Unreadable(
                $"service: has {service.Length} characters; at most {NameCharsMax} are allowed");
    }
}
