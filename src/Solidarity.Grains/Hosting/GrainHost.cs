using System.Net;
using Microsoft.AspNetCore.Connections;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Orleans.Configuration;
using Solidarity.Grains.Placement;

namespace Solidarity.Grains.Hosting;

/// <summary>Puts the grains into a host: an Orleans silo, which nothing outside the process can reach unless it is one
/// of a cluster.</summary>
public static class GrainHost
{
    /// <summary>How long an idle grain stays in memory; its journal brings it back.</summary>
    public static readonly TimeSpan CollectionAge = TimeSpan.FromMinutes(15);

    /// <summary>How long a call may go without an answer; longer than any append that still succeeds takes. After that
    /// its caller is told, and the call may still be done.</summary>
    public static readonly TimeSpan ResponseTimeout = TimeSpan.FromMinutes(2);

    /// <summary>The most calls that one grain holds unanswered; more fail with LimitExceededException.</summary>
    public const int CallsWaitingMax = 100_000;

    /// <summary>When the process uses this share of its memory, idle grains go before their time, down to
    /// <see cref="MemoryTargetPercent"/>.</summary>
    public const double MemoryLimitPercent = 80;

    /// <inheritdoc cref="MemoryLimitPercent"/>
    public const double MemoryTargetPercent = 70;

    // Part of the silo's name, and never opened: nothing listens, and no other silo asks.
    private const int SiloPort = 1;

    /// <summary>
    /// Adds IGrainFactory and the grains. Add hosted services that call grains after this, so that they start after and
    /// stop before the grains.
    /// </summary>
    /// <param name="cluster">Says which cluster the silo is of, and by what it is reached; null: it is alone.</param>
    internal static void AddGrains(this IHostApplicationBuilder builder, Action<ISiloBuilder>? cluster = null)
    {
        builder.UseOrleans(silo =>
        {
            silo.UseOurWire();
            silo.AddPlacementDirector<HomePlacement, HomePlacementDirector>();
            (cluster ?? BeAlone)(silo);
            Limit(silo);
        });
        Quieten(builder.Logging);
    }

    private static void BeAlone(ISiloBuilder silo)
    {
        silo.UseLocalhostClustering(SiloPort, gatewayPort: 0, serviceId: "solidarity", clusterId: "solidarity");
        silo.Services.CloseSiloPort();
    }

    private static void Limit(ISiloBuilder silo)
    {
        silo.Configure<SiloMessagingOptions>(options =>
        {
            options.MaxEnqueuedRequestsHardLimit = CallsWaitingMax;
            options.ResponseTimeout = ResponseTimeout;
            options.SystemResponseTimeout = ResponseTimeout;
        });
        silo.Configure<GrainCollectionOptions>(options =>
        {
            options.CollectionAge = CollectionAge;
            options.EnableActivationSheddingOnMemoryPressure = true;
            options.MemoryUsageLimitPercentage = MemoryLimitPercent;
            options.MemoryUsageTargetPercentage = MemoryTargetPercent;
        });
    }

    private static void Quieten(ILoggingBuilder logging)
    {
        logging.AddFilter("Orleans", LogLevel.Warning);
        // That a silo cannot be reached is told by the list of members; what follows for each call is not told again.
        logging.AddFilter("Orleans.Runtime.Messaging", LogLevel.Error);
        logging.AddFilter("Orleans.Messaging", LogLevel.Critical);
        logging.AddFilter("Polly", LogLevel.Error);
        // On a machine with one core it warns at each start of what nobody can change.
        logging.AddFilter("Orleans.Runtime.Silo", LogLevel.Error);
        // On a busy machine it warns of each turn that took a second; what is late is measured, and alerts say so.
        logging.AddFilter("Orleans.Runtime.Scheduler", LogLevel.Error);
        // When the silo stops it calls it an error of a grain that no other silo is there to take it. What really fails
        // in a grain is told to its caller, who logs it.
        logging.AddFilter("Orleans.Grain", LogLevel.None);
        // A silo that stops cancels its own last look at the list of members, and cannot tell itself so.
        logging.AddFilter("Orleans.Runtime.GrainCallCancellationManager", LogLevel.None);
        // It takes the time since the machine started for a pause of the process, and warns of it at the first look.
        logging.AddFilter("Orleans.Runtime.Watchdog", LogLevel.None);
    }

    // Orleans asks for a factory of listeners by a key that is internal to it, so every one that has a key is replaced.
    private static void CloseSiloPort(this IServiceCollection services)
    {
        var keys = services.Where(service => service.ServiceType == typeof(IConnectionListenerFactory))
            .Where(service => service.IsKeyedService).Select(service => service.ServiceKey).ToList();
        if (keys.Count == 0)
            throw new InvalidOperationException("Orleans has no factory of listeners that could be replaced");
        foreach (var key in keys)
            services.AddKeyedSingleton<IConnectionListenerFactory>(key, new NoListeners());
    }
}

/// <summary>Makes listeners that open no port and hear nobody until they are unbound.</summary>
internal sealed class NoListeners : IConnectionListenerFactory
{
    public ValueTask<IConnectionListener> BindAsync(
        EndPoint endpoint, CancellationToken cancellationToken = default) => new(new Deaf(endpoint));

    private sealed class Deaf(EndPoint endpoint) : IConnectionListener
    {
        private readonly TaskCompletionSource<ConnectionContext?> _unbound =
            new(TaskCreationOptions.RunContinuationsAsynchronously);

        public EndPoint EndPoint => endpoint;

        public async ValueTask<ConnectionContext?> AcceptAsync(CancellationToken cancellationToken = default) =>
            await _unbound.Task.WaitAsync(cancellationToken);

        public ValueTask UnbindAsync(CancellationToken cancellationToken = default)
        {
            _unbound.TrySetResult(null);
            return ValueTask.CompletedTask;
        }

        public ValueTask DisposeAsync() => UnbindAsync();
    }
}
