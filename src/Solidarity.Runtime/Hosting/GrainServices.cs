using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Solidarity.Runtime;

/// <summary>Puts grains into a host.</summary>
public static class GrainServices
{
    /// <summary>
    /// Adds <see cref="IGrainFactory"/> and the runtime behind it, which deactivates all grains when the host stops.
    /// Hosted services that call grains are to be added after this, so that they are stopped before it. Time comes
    /// from the <see cref="TimeProvider"/> among the services, or else from the system.
    /// </summary>
    public static IServiceCollection AddGrains(this IServiceCollection services, Action<GrainOptions>? configure = null)
    {
        var options = new GrainOptions();
        configure?.Invoke(options);
        options.Validate();
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton(provider => new GrainRuntime(
            options,
            provider,
            provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredService<ILoggerFactory>().CreateLogger<GrainRuntime>()));
        services.AddSingleton<IGrainFactory>(provider => provider.GetRequiredService<GrainRuntime>());
        services.AddSingleton<IHostedService>(provider => provider.GetRequiredService<GrainRuntime>());
        return services;
    }
}
