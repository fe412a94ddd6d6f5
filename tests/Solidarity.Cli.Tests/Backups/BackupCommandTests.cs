using System.Text.Json;
using Solidarity.Cli.Tests.Services;
using Solidarity.Commands.Failures;
using Solidarity.Grains.Clusters;
using Solidarity.Server;
using Solidarity.Storage.Logs;
using Solidarity.Storage.Tests.Azurite;
using Solidarity.Storage.Tests.Node;

namespace Solidarity.Cli.Tests.Backups;

/// <summary>A journal is backed up, restored and moved from the command line, and the service goes on with it.
/// </summary>
public sealed class BackupCommandTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task What_a_running_service_had_is_restored()
    {
        await using (var service = await Service.StartAsync())
        {
            await FoundAsync(service.Address);
            (await BackUpAsync("--data", service.DataFolder)).ShouldBe((2, 2));
            await DoAsync(service.Address, "deposit", "geneva-masons", "7.00", "CHF", "--memo", "dues");
            (await BackUpAsync("--data", service.DataFolder)).ShouldBe((3, 1));
        }

        var verified = await DoneAsync("verify", "--from", PathOf("backup"));
        verified.Output.ShouldContain("3 entries with 3 answers; the hash chain holds.");
        await DoneAsync("restore", "--from", PathOf("backup"), "--data", PathOf("restored"));
        await DoneAsync("verify", "--data", PathOf("restored"));
        (await BalancesAsync("restored")).ShouldContain("107.00");
        await DoneAsync("restore", "--from", PathOf("backup"), "--data", PathOf("earlier"), "--position", "2");
        (await BalancesAsync("earlier")).ShouldContain("100.00");
    }

    [Fact]
    public async Task Where_there_is_no_such_state_the_nearest_are_named_and_nothing_is_made()
    {
        await using (var service = await Service.StartAsync())
        {
            await FoundAsync(service.Address);
            await BackUpAsync("--data", service.DataFolder);
        }

        var ran = await Ran.OfAsync(
            "restore", "--from", PathOf("backup"), "--data", PathOf("restored"), "--position", "1", "--json");
        ran.ExitCode.ShouldBe(ExitCodes.Refused);
        ran.Error.ShouldContain("NO_RESTORE_POINT");
        ran.Error.ShouldContain("behind entry 2");
        var again = await Ran.OfAsync("restore", "--from", PathOf("backup"), "--data", PathOf("backup"), "--json");
        again.ExitCode.ShouldBe(ExitCodes.Ok, "a backup's folder has no journal of its own");
    }

    [Fact]
    public async Task A_damaged_backup_is_named_with_its_first_bad_entry()
    {
        await using (var service = await Service.StartAsync())
        {
            await FoundAsync(service.Address);
            await BackUpAsync("--data", service.DataFolder);
        }

        var segment = Path.Combine(PathOf("backup"), "log", "0000000001");
        var bytes = await File.ReadAllBytesAsync(segment);
        bytes[^300] ^= 1;
        await File.WriteAllBytesAsync(segment, bytes);

        var ran = await Ran.OfAsync("verify", "--from", PathOf("backup"), "--json");
        ran.ExitCode.ShouldBe(ExitCodes.Refused);
        var report = JsonDocument.Parse(ran.Output).RootElement;
        report.GetProperty("chain").GetString().ShouldBe("broken");
        report.GetProperty("firstBad").GetProperty("position").GetInt64().ShouldBeInRange(1, 3);
        var restored = await Ran.OfAsync("restore", "--from", PathOf("backup"), "--data", PathOf("restored"));
        restored.ExitCode.ShouldBe(ExitCodes.Data);
        restored.Error.ShouldContain("is damaged");
    }

    [NodeFact]
    public async Task A_journal_moves_to_Azure_Storage_and_back()
    {
        await using var azurite = await AzuriteServer.StartAsync();
        string[] log = ["--cluster", AzuriteServer.NewContainer(), "--storage", azurite.ConnectionString];
        await using (var service = await Service.StartAsync())
        {
            await FoundAsync(service.Address);
            (await Ran.OfAsync(["migrate", "--data", service.DataFolder, .. log])).ExitCode.ShouldBe(
                ExitCodes.Data, "a service has it open");
            await BackUpAsync("--data", service.DataFolder);
        }

        await DoneAsync("restore", "--from", PathOf("backup"), "--data", PathOf("data"));
        await DoneAsync(["migrate", "--data", PathOf("data"), .. log]);
        (await DoneAsync(["verify", .. log])).Output.ShouldContain("2 entries");
        var options = new ServerOptions
        {
            DataFolder = PathOf("replica"),
            Cluster = new ClusterSettings(log[1], StorageAccount.Parse(azurite.ConnectionString)),
        };
        await using (var server = await SolidarityServer.StartAsync(options, Service.Deadline()))
            await DoAsync(AddressOf(server), "deposit", "geneva-masons", "7.00", "CHF", "--memo", "dues");
        var alone = await Ran.OfAsync("serve", "--data", PathOf("replica"), "--listen", "http://127.0.0.1:0");
        alone.ExitCode.ShouldBe(ExitCodes.Data);
        alone.Error.ShouldContain("--cluster");
        await DoneAsync(["migrate", "--to", PathOf("alone"), .. log]);
        (await BalancesAsync("alone")).ShouldContain("107.00");
    }

    [Theory]
    [InlineData("backup", "--to", "x")]
    [InlineData("backup", "--to", "x", "--data", "y", "--cluster", "z", "--storage", "UseDevelopmentStorage=true")]
    [InlineData("backup", "--to", "x", "--cluster", "romande")]
    [InlineData("restore", "--from", "x")]
    [InlineData("restore", "--from", "x", "--data", "y", "--position", "0")]
    [InlineData("restore", "--from", "x", "--data", "y", "--position", "1", "--until", "1868-04-02")]
    [InlineData("restore", "--from", "x", "--data", "y", "--until", "yesterday")]
    [InlineData("migrate", "--data", "x")]
    [InlineData("migrate", "--to", "x")]
    [InlineData("verify")]
    [InlineData("verify", "--data", "x", "--from", "y")]
    public async Task A_command_line_that_says_too_little_or_too_much_is_refused(params string[] args)
    {
        var ran = await Ran.OfAsync(args);
        ran.ExitCode.ShouldBe(ExitCodes.Usage, ran.Error);
        ran.Error.ShouldNotBeEmpty();
    }

    [Theory]
    [InlineData("backup", "--to", "backup", "--data")]
    [InlineData("restore", "--data", "new", "--from")]
    [InlineData("verify", "--from")]
    [InlineData("migrate", "--to", "new", "--data")]
    public async Task A_folder_that_is_not_there_is_named(params string[] args)
    {
        string[] inFolder = [.. args.Select(arg => arg is "backup" or "new" && arg != args[0] ? PathOf(arg) : arg)];
        var ran = await Ran.OfAsync([.. inFolder, PathOf("nowhere")]);
        ran.ExitCode.ShouldBe(ExitCodes.Data);
        ran.Error.ShouldContain("nowhere");
        Directory.Exists(PathOf("nowhere")).ShouldBeFalse();
    }

    private static async Task FoundAsync(string server)
    {
        await DoAsync(server, "sections", "found", "geneva-masons", "--name", "Masons of Geneva",
            "--trade", "masons", "--locality", "Geneva", "--country", "CH", "--currency", "CHF");
        await DoAsync(server, "deposit", "geneva-masons", "100.00", "CHF", "--memo", "dues");
    }

    private static Task<Ran> DoAsync(string server, params string[] args) => DoneAsync([.. args, "--server", server]);

    private static async Task<Ran> DoneAsync(params string[] args)
    {
        var ran = await Ran.OfAsync(args);
        ran.ExitCode.ShouldBe(ExitCodes.Ok, ran.Error);
        ran.Error.ShouldBeEmpty();
        return ran;
    }

    private async Task<(long Position, long Entries)> BackUpAsync(params string[] source)
    {
        var ran = await DoneAsync(["backup", .. source, "--to", PathOf("backup"), "--json"]);
        var done = JsonDocument.Parse(ran.Output).RootElement;
        return (done.GetProperty("position").GetInt64(), done.GetProperty("entries").GetInt64());
    }

    private async Task<string> BalancesAsync(string data)
    {
        var options = new ServerOptions { DataFolder = PathOf(data) };
        await using var server = await SolidarityServer.StartAsync(options, Service.Deadline());
        return (await DoneAsync("balances", "geneva-masons", "--server", AddressOf(server))).Output;
    }

    private static string AddressOf(SolidarityServer server) => server.Address.GetLeftPart(UriPartial.Authority);

    private string PathOf(string name) => Path.Combine(_folder.Path, name);
}
