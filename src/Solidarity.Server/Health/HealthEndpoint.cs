using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Solidarity.Server.Health;

/// <summary>Serves <c>grpc.health.v1.Health</c>. Needs <c>AddGrpc</c>.</summary>
public static class HealthEndpoint
{
    /// <summary>Adds <see cref="HealthStatuses" />, by which the server says how it is.</summary>
    public static IServiceCollection AddHealth(this IServiceCollection services) =>
        services.AddSingleton<HealthStatuses>();

    /// <summary>Serves the health service.</summary>
    public static IEndpointConventionBuilder MapHealth(this IEndpointRouteBuilder endpoints) =>
        endpoints.MapGrpcService<HealthService>();
}
