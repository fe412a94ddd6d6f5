using System.Net;
using System.Net.Sockets;
using Npgsql;

namespace Solidarity.Benchmarks.Postgres;

/// <summary>
/// A PostgreSQL of a benchmark's own: a new cluster in a temporary folder, on a free loopback port, durable as it is by
/// default, gone when disposed. It does not run as root, so root starts it as another user.
/// </summary>
internal sealed class PostgresServer : IAsyncDisposable
{
    public const string Name = "PostgreSQL 15";

    private const string Binaries = "/usr/lib/postgresql/15/bin";
    private const int StartSecondsMax = 60;

    /// <summary>Starts and stops it, and returns once it is ready or gone.</summary>
    private static readonly string Control = Path.Combine(Binaries, "pg_ctl");

    /// <summary>Every page of a benchmark fits in, and so does all that it logs between two checkpoints. What is not
    /// named here stays at its default: fsync, full_page_writes and synchronous_commit are on.</summary>
    private static readonly string[] Settings =
    [
        "listen_addresses=127.0.0.1", "unix_socket_directories=", "max_connections=100", "shared_buffers=512MB",
        "max_wal_size=4GB", "checkpoint_timeout=30min",
    ];

    private readonly DirectoryInfo _folder;
    private readonly RunAs _user;

    private PostgresServer(DirectoryInfo folder, RunAs user, NpgsqlDataSource source) =>
        (_folder, _user, Source) = (folder, user, source);

    /// <summary>Connections to it; each prepares what it runs again and again.</summary>
    public NpgsqlDataSource Source { get; }

    /// <summary>Why it cannot run here; null if it can.</summary>
    public static string? Missing { get; } = FindMissing();

    /// <param name="connections">How many connections there are to be.</param>
    public static async Task<PostgresServer> StartAsync(int connections)
    {
        var (folder, user) = (Directory.CreateTempSubdirectory("solidarity-postgres-"), RunAs.Choose());
        try
        {
            await user.OwnAsync(folder.FullName);
            await user.RunAsync(
                Path.Combine(Binaries, "initdb"), "-D", folder.FullName, "-U", "benchmark", "-A", "trust", "-E", "UTF8",
                "--locale=C");
            var port = FreePort();
            await user.RunAsync(
                Control, "start", "-w", "-t", $"{StartSecondsMax}", "-D", folder.FullName,
                "-l", Path.Combine(folder.FullName, "log"),
                "-o", $"-p {port} {string.Join(' ', Settings.Select(setting => $"-c {setting}"))}");
            return new PostgresServer(folder, user, Connect(port, connections));
        }
        catch
        {
            // One that was not ready in time runs on.
            if (File.Exists(Path.Combine(folder.FullName, "postmaster.pid")))
                await user.RunAsync(Control, "stop", "-w", "-m", "immediate", "-D", folder.FullName);
            folder.Delete(recursive: true);
            throw;
        }
    }

    public async Task RunAsync(string sql)
    {
        await using var command = Source.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await Source.DisposeAsync();
        // Its fast shutdown ends its connections and writes what it has.
        await _user.RunAsync(Control, "stop", "-w", "-m", "fast", "-D", _folder.FullName);
        _folder.Delete(recursive: true);
    }

    private static string? FindMissing()
    {
        if (!File.Exists(Path.Combine(Binaries, "postgres")))
            return $"{Name} is not installed in {Binaries}; tests/Solidarity.Benchmarks/Postgres/install installs it";
        return Environment.IsPrivilegedProcess && !RunAs.CanChange
            ? $"{Name} does not run as root, and there is no user to run it as"
            : null;
    }

    private static NpgsqlDataSource Connect(int port, int connections) => NpgsqlDataSource.Create(
        new NpgsqlConnectionStringBuilder
        {
            Host = "127.0.0.1",
            Port = port,
            Username = "benchmark",
            Database = "postgres",
            MaxPoolSize = connections,
            MaxAutoPrepare = 20,
            AutoPrepareMinUsages = 2,
            NoResetOnClose = true,
        });

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
