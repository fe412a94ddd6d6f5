using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Solidarity.Domain.Messages;
using Solidarity.Grains.Clusters;
using Solidarity.Grains.Delivery;
using Solidarity.Grains.Faults;
using Solidarity.Grains.Hosting;
using Solidarity.Grains.Planning;
using Solidarity.Grains.Snapshots;
using Solidarity.Grains.Streams;
using Solidarity.Storage;
using Solidarity.Storage.Sqlite;
using Solidarity.Views.Worlds;

namespace Solidarity.Views.Hosting;

/// <summary>Puts everything behind the API into a host: grains, journal, dispatcher, alarms, read models.</summary>
public static class SolidarityServices
{
    /// <param name="builder">The host's builder. <see cref="BodyRules"/> and an
    /// <see cref="IMailbox"/> that were registered before are used.</param>
    /// <param name="journal">Opened by the caller, who also closes it, after the host has stopped.</param>
    /// <param name="time">The clock of the books; null: the system's.</param>
    public static IHostApplicationBuilder AddSolidarity(
        this IHostApplicationBuilder builder, IJournal journal, TimeProvider? time = null) =>
        builder.AddSolidarity(journal, time, cluster: null);

    /// <summary>The same as a silo of a cluster, which shares the log that <paramref name="replica"/> is a replica of.
    /// </summary>
    /// <inheritdoc cref="AddSolidarity(IHostApplicationBuilder, IJournal, TimeProvider?)"/>
    public static IHostApplicationBuilder AddSolidarity(
        this IHostApplicationBuilder builder, SqliteJournal replica, ClusterSettings cluster, TimeProvider? time = null)
    {
        builder.Services.AddCluster(replica);
        builder.AddParts(time, silo => silo.UseCluster(cluster), isMember: true);
        return builder;
    }

    /// <summary>
    /// Completes when everything that was answered up to now, and all that follows from it, has been delivered and can
    /// be read. Alarms that are not due do not count; those that are do.
    /// </summary>
    public static async Task QuietAsync(this IServiceProvider services, CancellationToken cancellationToken = default)
    {
        var (dispatcher, alarms) = (services.GetRequiredService<Dispatcher>(), services.GetRequiredService<Alarms>());
        var journal = services.GetRequiredService<IJournal>();
        long position;
        do
        {
            position = journal.Position;
            await dispatcher.QuietAsync(cancellationToken);
            await alarms.QuietAsync(cancellationToken);
        }
        // What followed from those counts, too.
        while (journal.Position != position || !dispatcher.IsQuiet);
        await services.GetRequiredService<LatestBodies>().WaitForAsync(journal.Position, cancellationToken);
    }

    /// <inheritdoc cref="AddSolidarity(IHostApplicationBuilder, IJournal, TimeProvider?)"/>
    /// <param name="cluster">Which cluster of silos the process is one of; null: it is alone.</param>
    internal static IHostApplicationBuilder AddSolidarity(
        this IHostApplicationBuilder builder, IJournal journal, TimeProvider? time, Action<ISiloBuilder>? cluster)
    {
        builder.Services.AddSingleton(journal);
        builder.AddParts(time, cluster, isMember: false);
        return builder;
    }

    private static void AddParts(
        this IHostApplicationBuilder builder, TimeProvider? time, Action<ISiloBuilder>? cluster, bool isMember)
    {
        builder.Services.AddKeyedSingleton(BooksTimeAttribute.ServiceKey, time ?? TimeProvider.System);
        builder.Services.TryAddSingleton(BodyRules.Ours);
        builder.Services.AddSingleton<FaultLog>();
        builder.Services.AddSingleton<StuckMessages>();
        builder.Services.AddSingleton<LatestBodies>();
        builder.Services.AddSingleton<Planner>();
        builder.Services.AddSingleton<AwakeBodies>();
        builder.Services.AddSingleton<DeliveryShare>();
        builder.Services.TryAddSingleton<IMailbox, GrainMailbox>();
        builder.Services.AddSingleton<Projector>();
        builder.Services.AddSingleton<Histories>();
        builder.Services.AddSingleton<Dispatcher>();
        builder.Services.AddSingleton<Alarms>();
        // Hosted services start in this order and stop in the opposite one: messages only once there are grains.
        builder.Services.AddHostedService(services => services.GetRequiredService<Projector>());
        if (isMember)
            builder.Services.AddHostedService<WorldFirst>();
        builder.AddGrains(cluster);
        builder.AddDeliveryService();
        if (isMember)
            builder.Services.FollowCluster();
        builder.Services.AddHostedService(services => services.GetRequiredService<Dispatcher>());
        builder.Services.AddHostedService(services => services.GetRequiredService<Alarms>());
    }
}
