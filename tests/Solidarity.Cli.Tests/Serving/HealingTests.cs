using Microsoft.Data.Sqlite;
using Solidarity.Cli.Tests.Replaying;
using Solidarity.Cli.Tests.Services;
using Solidarity.Commands.Failures;
using Solidarity.Grains.Clusters;
using Solidarity.Server;
using Solidarity.Storage.Logs;
using Solidarity.Storage.Tests.Azurite;
using Solidarity.Storage.Tests.Node;

namespace Solidarity.Cli.Tests.Serving;

/// <summary>A replica whose damage shows only when it is read ends its service with an exit code that supervisors start
/// it again on, and the next start heals it.</summary>
public sealed class HealingTests
{
    [NodeFact]
    public async Task A_service_that_finds_its_replica_damaged_ends_and_heals_when_it_is_started_again()
    {
        await using var azurite = await AzuriteServer.StartAsync();
        using var folder = new TempFolder();
        var cluster = AzuriteServer.NewContainer();
        var options = new ServerOptions
        {
            DataFolder = folder.Path,
            Cluster = new ClusterSettings(cluster, StorageAccount.Parse(azurite.ConnectionString)),
        };
        await using (var server = await SolidarityServer.StartAsync(options, Service.Deadline()))
        {
            var address = server.Address.GetLeftPart(UriPartial.Authority);
            foreach (var name in new[] { "masons", "joiners", "weavers" })
            {
                var ran = await Ran.OfAsync("sections", "found", name, "--name", name, "--trade", name,
                    "--locality", "Geneva", "--country", "CH", "--currency", "CHF", "--server", address);
                ran.ExitCode.ShouldBe(ExitCodes.Ok, ran.Error);
            }
        }

        Damage(Path.Combine(folder.Path, "journal.db"));
        string[] serve =
        [
            "serve", "--data", folder.Path, "--listen", "http://127.0.0.1:0", "--cluster", cluster,
            "--storage", azurite.ConnectionString, "--json",
        ];
        using (var damaged = SolidarityProcess.Start(serve))
        {
            var (exitCode, output, error) = await damaged.EndAsync().WaitAsync(Service.Deadline());
            exitCode.ShouldBe(ExitCodes.Unreachable, error);
            output.ShouldBeEmpty();
            error.ShouldContain("REPLICA_DAMAGED");
            error.ShouldContain("entry 2 is missing");
        }

        await using (var healed = await SolidarityServer.StartAsync(options, Service.Deadline()))
        {
            var shown = await Ran.OfAsync(
                "sections", "show", "joiners", "--server", healed.Address.GetLeftPart(UriPartial.Authority));
            shown.ExitCode.ShouldBe(ExitCodes.Ok, shown.Error);
        }

        Directory.GetDirectories(folder.Path, "set-aside-*").Length.ShouldBe(1);
    }

    /// <summary>Takes out an entry that is not looked at before all are read.</summary>
    private static void Damage(string database)
    {
        using var connection = new SqliteConnection($"Data Source={database};Pooling=False");
        connection.Open();
        using var delete = new SqliteCommand("DELETE FROM entries WHERE position = 2", connection);
        delete.ExecuteNonQuery().ShouldBe(1);
    }
}
