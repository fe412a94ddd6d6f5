using Grpc.AspNetCore.HealthChecks;
using Grpc.AspNetCore.Server;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Solidarity.Server.Messages;

namespace Solidarity.Server.Health;

/// <summary>Serves <c>grpc.health.v1.Health</c> over the health checks of the server.</summary>
internal static class HealthEndpoint
{
    private const string CheckLog = "Microsoft.Extensions.Diagnostics.HealthChecks.DefaultHealthCheckService";

    /// <summary>Adds the checks. The empty name is the server as a whole.</summary>
    public static IServiceCollection AddHealth(this IServiceCollection services)
    {
        services.AddGrpcHealthChecks(health =>
            {
                // HealthGate ends watches at the stop. The package would link each to the stop and never undo that.
                health.SuppressCompletionOnShutdown = true;
                // Without it the package tells a new watch what is so now, and from then on what differs from the state
                // that was published last. If that state comes back before the next one is published, it is never told.
                health.UseHealthChecksCache = true;
                health.Services.Map("", check => check.Name == Readiness.Name);
                health.Services.Map(MessagesHealth.Name, check => check.Name == MessagesHealth.Name);
            })
            .AddCheck<Readiness>(Readiness.Name)
            .AddCheck<MessagesHealth>(MessagesHealth.Name);
        services.Configure<HealthCheckPublisherOptions>(told =>
        {
            told.Delay = TimeSpan.Zero;
            told.Period = TimeSpan.FromSeconds(ServerLimits.HealthToldSeconds);
        });
        // It calls each check that is not healthy an error, as often as anybody asks. What is wrong is logged where it
        // happens.
        services.AddLogging(logging => logging.AddFilter(CheckLog, LogLevel.None));
        return services.AddSingleton<HealthGate>()
            .AddSingleton<Readiness>().AddHostedService(provider => provider.GetRequiredService<Readiness>());
    }

    /// <summary>Serves the health service. Each service that is mapped by then has a name of its own there.</summary>
    public static void MapHealth(this WebApplication app)
    {
        app.MapGrpcHealthChecksService();
        var names = app.Services.GetRequiredService<IOptions<GrpcHealthChecksOptions>>().Value.Services;
        foreach (var service in MappedServices(app))
            names.Map(service, check => check.Name == Readiness.Name);
    }

    private static IEnumerable<string> MappedServices(IEndpointRouteBuilder app) =>
        app.DataSources.SelectMany(source => source.Endpoints)
            .Select(endpoint => endpoint.Metadata.GetMetadata<GrpcMethodMetadata>()?.Method.ServiceName)
            .OfType<string>()
            .Distinct();
}
