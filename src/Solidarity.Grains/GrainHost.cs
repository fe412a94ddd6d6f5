using System.Reflection;
using Microsoft.Extensions.Hosting;
#if ORLEANS
using System.Net;
using System.Net.Sockets;
using Orleans.Configuration;
using Orleans.Serialization;
#endif

namespace Solidarity.Grains;

/// <summary>Puts the grains into a host; the one place that knows which runtime carries them.</summary>
public static class GrainHost
{
    /// <summary>How long an idle grain stays in memory unless told otherwise; its journal brings it back.</summary>
    public static readonly TimeSpan CollectionAgeDefault = TimeSpan.FromMinutes(15);

    /// <summary>The most calls that one grain holds unanswered; more fail with GrainOverloadedException.</summary>
    public const int CallsWaitingMax = 100_000;

    /// <summary>
    /// Adds IGrainFactory and the grains of this assembly. Add hosted services that call grains after this, so that
    /// they start after and stop before the grains.
    /// </summary>
    /// <param name="builder">The host's builder.</param>
    /// <param name="collectionAge">How long an idle grain stays; null for <see cref="CollectionAgeDefault"/>.</param>
    /// <param name="others">Other assemblies with grains.</param>
#if ORLEANS
    public static IHostApplicationBuilder AddSolidarityGrains(
        this IHostApplicationBuilder builder, TimeSpan? collectionAge = null, params Assembly[] others) =>
        builder.UseOrleans(silo =>
        {
            // Orleans finds grains in every assembly that is loaded; naming one loads it.
            _ = others;
            silo.UseLocalhostClustering(FreePort(), FreePort());
            silo.Services.AddSerializer(serializer => serializer.AddJsonSerializer(IsOurs));
            silo.Configure<SiloMessagingOptions>(options => options.MaxEnqueuedRequestsHardLimit = CallsWaitingMax);
            silo.Configure<GrainCollectionOptions>(options =>
            {
                options.CollectionAge = collectionAge ?? CollectionAgeDefault;
                options.CollectionQuantum = QuantumFor(options.CollectionAge);
            });
        });

    // What crosses a call is an immutable record of ours that System.Text.Json round-trips.
    private static bool IsOurs(Type type) =>
        type.Namespace?.StartsWith("Solidarity.", StringComparison.Ordinal) is true;

    // Another process may take the port before the silo does; the silo then fails to start, and says so.
    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
#else
    public static IHostApplicationBuilder AddSolidarityGrains(
        this IHostApplicationBuilder builder, TimeSpan? collectionAge = null, params Assembly[] others)
    {
        builder.Services.AddGrains(options =>
        {
            options.CallsWaitingMax = CallsWaitingMax;
            options.CollectionAge = collectionAge ?? CollectionAgeDefault;
            options.CollectionQuantum = QuantumFor(options.CollectionAge);
            foreach (var assembly in others.Append(typeof(GrainHost).Assembly))
                options.AddFrom(assembly);
        });
        return builder;
    }
#endif

    // A look at all activations is cheap beside what a minute brings, and a sixteenth late does not matter.
    private static TimeSpan QuantumFor(TimeSpan age)
    {
        var sixteenth = age / 16;
        return sixteenth < TimeSpan.FromMinutes(1) ? sixteenth : TimeSpan.FromMinutes(1);
    }
}
