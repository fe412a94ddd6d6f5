using Solidarity.Cli.Tests.Services;
using Solidarity.Commands.Failures;
using Solidarity.Storage.Tests.Azurite;
using Solidarity.Storage.Tests.Node;

namespace Solidarity.Cli.Tests.Serving;

/// <summary>Services that share a log: what one did the others have, and a machine that is lost is replaced.</summary>
public sealed class SharedLogTests
{
    private readonly string _cluster = AzuriteServer.NewContainer();

    [NodeFact]
    public async Task A_lost_machine_is_replaced_by_a_service_with_an_empty_folder()
    {
        await using var azurite = await AzuriteServer.StartAsync();
        using var folder = new TempFolder();
        using var first = Start(azurite, folder, "first");
        using var second = Start(azurite, folder, "second");
        Process? third = null;
        try
        {
            var (one, two) = (await ServeProcess.AddressAsync(first), await ServeProcess.AddressAsync(second));
            await MustAsync(one, "sections", "found", "geneva-masons", "--name", "Masons of Geneva",
                "--trade", "masons", "--locality", "Geneva", "--country", "CH", "--currency", "CHF");
            await MustAsync(one, "deposit", "geneva-masons", "100.00", "CHF", "--memo", "dues");
            await SeesAsync(two, "100.00");
            await MustAsync(two, "payout", "geneva-masons", "40.00", "CHF", "--memo", "coal");

            first.Kill();
            await MustAsync(two, "deposit", "geneva-masons", "7.00", "CHF", "--memo", "dues");
            third = Start(azurite, folder, "third");

            await SeesAsync(await ServeProcess.AddressAsync(third), "67.00");
        }
        finally
        {
            foreach (var process in new[] { first, second, third })
            {
                if (process is { HasExited: false })
                    process.Kill();
            }

            third?.Dispose();
        }
    }

    [Theory]
    [InlineData("--cluster", "romande", "storage")]
    [InlineData("--storage", "UseDevelopmentStorage=true", "cluster")]
    public async Task A_cluster_needs_a_storage_and_a_storage_a_cluster(string option, string value, string missing)
    {
        using var folder = new TempFolder();
        var ran = await Ran.OfAsync("serve", "--data", folder.Path, option, value);
        ran.ExitCode.ShouldBe(ExitCodes.Usage);
        ran.Error.ShouldContain($"--{missing}");
        Directory.EnumerateFileSystemEntries(folder.Path).ShouldBeEmpty();
    }

    [Fact]
    public async Task What_is_no_storage_is_refused_before_anything_is_made()
    {
        using var folder = new TempFolder();
        var ran = await Ran.OfAsync("serve", "--data", folder.Path, "--cluster", "romande", "--storage", "nonsense");
        ran.ExitCode.ShouldBe(ExitCodes.Usage);
        Directory.EnumerateFileSystemEntries(folder.Path).ShouldBeEmpty();
    }

    private Process Start(AzuriteServer azurite, TempFolder folder, string name) => ServeProcess.Start(
        "serve", "--data", Path.Combine(folder.Path, name), "--listen", "http://127.0.0.1:0",
        "--cluster", _cluster, "--storage", azurite.ConnectionString);

    private static async Task MustAsync(string server, params string[] args)
    {
        var ran = await Ran.OfAsync([.. args, "--server", server]);
        ran.ExitCode.ShouldBe(ExitCodes.Ok, ran.Error);
    }

    /// <summary>A service follows the log, so it may be a moment behind.</summary>
    private static async Task SeesAsync(string server, string balance)
    {
        var deadline = Service.Deadline();
        while (true)
        {
            var ran = await Ran.OfAsync("balances", "geneva-masons", "--server", server);
            if (ran.Output.Contains(balance, StringComparison.Ordinal))
                return;
            await Task.Delay(TimeSpan.FromMilliseconds(50), deadline);
        }
    }
}
