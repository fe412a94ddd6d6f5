using System.Net;
using System.Net.Sockets;
using Azure.Data.Tables;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Configuration;
using Solidarity.Grains.Hosting;
using Solidarity.Storage;
using Solidarity.Storage.Logs;
using Solidarity.Storage.Sqlite;

namespace Solidarity.Grains.Clusters;

/// <summary>Puts a silo into a cluster whose members are listed in a table of Azure Storage.</summary>
internal static class ClusterHost
{
    /// <summary>Silos ask each other so often whether they are there.</summary>
    private static readonly TimeSpan ProbeTime = TimeSpan.FromSeconds(1);

    /// <summary>A silo that did not answer so often in a row is said to be dead by who asked; two such votes count.
    /// </summary>
    private const int ProbesMissedMax = 3;

    /// <summary>How often a silo reads the list of members, and says in it that it is alive.</summary>
    private static readonly TimeSpan ListTime = TimeSpan.FromSeconds(5);

    /// <summary>A silo that takes longer to join, by the clock of any other, is said to be dead. So clocks may differ
    /// by less than that.</summary>
    private static readonly TimeSpan JoinTimeMax = TimeSpan.FromMinutes(30);

    /// <summary>The parts that silos of a cluster have beside those of a silo that is alone.</summary>
    public static void AddCluster(this IServiceCollection services, SqliteJournal replica)
    {
        services.AddSingleton(replica);
        services.AddSingleton<WriterPlace>().AddSingleton<WriteSender>().AddSingleton<BlockFeeds>();
        services.AddSingleton<IJournal, ClusterJournal>();
        services.AddSingleton<ClusterMembers>();
    }

    /// <summary>Those that need the silo; to be added behind it.</summary>
    public static void FollowCluster(this IServiceCollection services)
    {
        services.AddHostedService(provider => provider.GetRequiredService<ClusterMembers>());
        services.AddHostedService<BlockSender>();
    }

    public static void UseCluster(this ISiloBuilder silo, ClusterSettings settings)
    {
        SiloTls.Check(settings.Silo.Address, settings.Tls);
        settings.Tls?.Protect(silo);
        silo.UseAzureStorageClustering(table => table.TableServiceClient = TablesOf(settings.Storage));
        silo.Configure<ClusterOptions>(cluster => (cluster.ClusterId, cluster.ServiceId) = (settings.Name, "solidarity"));
        silo.Configure<EndpointOptions>(endpoint =>
        {
            endpoint.AdvertisedIPAddress = settings.Silo.Address;
            endpoint.SiloPort = settings.Silo.Port == 0 ? FreePort(settings.Silo.Address) : settings.Silo.Port;
            endpoint.GatewayPort = 0;
        });
        silo.Configure<ClusterMembershipOptions>(members =>
        {
            members.ProbeTimeout = ProbeTime;
            members.NumMissedProbesLimit = ProbesMissedMax;
            members.MaxJoinAttemptTime = JoinTimeMax;
            members.TableRefreshTimeout = members.IAmAliveTablePublishTimeout = ListTime;
            // A process that is stopped keeps its connections open.
            members.EnableConnectionLivenessCheck = false;
        });
        silo.AddGrainService<BlockFeed>();
        silo.Services.AddSingleton<IFatalErrorHandler, DeadSilo>();
    }

    private static TableServiceClient TablesOf(StorageAccount storage) => storage.TableAddress is { } address
        ? new TableServiceClient(address, storage.Credential)
        : new TableServiceClient(storage.ConnectionString);

    // The port has to be known before anybody listens on it, because the list of members has it.
    private static int FreePort(IPAddress address)
    {
        using var listener = new TcpListener(address, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
