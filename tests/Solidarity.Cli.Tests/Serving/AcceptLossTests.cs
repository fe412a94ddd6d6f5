using System.Text.Json;
using Solidarity.Cli.Tests.Replaying;
using Solidarity.Cli.Tests.Services;
using Solidarity.Commands.Failures;
using Solidarity.Server;

namespace Solidarity.Cli.Tests.Serving;

/// <summary>A journal that lacks what it acknowledged, from the command line: refused with exit code 4 and both
/// positions, untouched, until <c>serve --accept-loss</c>.</summary>
public sealed class AcceptLossTests
{
    [Fact]
    public async Task A_service_does_not_start_on_it_before_its_operator_says_so()
    {
        using var folder = new TempFolder();
        var (kept, acknowledged) = await LoseAsync(folder);
        var database = await File.ReadAllBytesAsync(DatabaseIn(folder));

        using (var refused = Serve(folder, "--json"))
        {
            var (exitCode, output, error) = await refused.EndAsync();
            exitCode.ShouldBe(ExitCodes.Data);
            output.ShouldBeEmpty();
            var told = JsonDocument.Parse(error).RootElement.GetProperty("error");
            told.GetProperty("reason").GetString().ShouldBe("ENTRIES_LOST");
            told.GetProperty("metadata").GetProperty("position").GetString().ShouldBe($"{kept}");
            told.GetProperty("metadata").GetProperty("acknowledged").GetString().ShouldBe($"{acknowledged}");
        }
        var replay = await Ran.OfAsync("replay", Folders.Seeds, "--data", folder.Path);
        replay.ExitCode.ShouldBe(ExitCodes.Data);
        replay.Error.ShouldContain(
            $"ends at entry {kept}, but journal.head says that {acknowledged} were acknowledged");
        (await File.ReadAllBytesAsync(DatabaseIn(folder))).ShouldBe(database);

        await using (var server = await StartAsync(folder, new ErrorLog(), acceptLoss: true))
            (await FoundAsync(server, "joiners")).Error.ShouldBeEmpty();
        (await Ran.OfAsync("verify", "--data", folder.Path)).Output.ShouldContain(
            $"a loss was accepted before: of {acknowledged} entries {kept} were kept");
        using var again = Serve(folder, "--accept-loss", "--json");
        var second = await again.EndAsync();
        second.ExitCode.ShouldBe(ExitCodes.Refused);
        second.Error.ShouldContain("NOTHING_LOST");
    }

    [Fact]
    public async Task Verify_names_both_positions()
    {
        using var folder = new TempFolder();
        var (kept, acknowledged) = await LoseAsync(folder);

        var text = await Ran.OfAsync("verify", "--data", folder.Path);
        text.ExitCode.ShouldBe(ExitCodes.Refused);
        text.Output.ShouldContain($"journal.head says that {acknowledged} were acknowledged.");
        text.Output.ShouldContain($"First bad entry: {kept + 1}: ");
        text.Output.ShouldContain("--accept-loss");

        var json = await Ran.OfAsync("verify", "--data", folder.Path, "--json");
        json.ExitCode.ShouldBe(ExitCodes.Refused);
        var report = JsonDocument.Parse(json.Output).RootElement;
        report.GetProperty("entries").GetInt64().ShouldBe(kept);
        report.GetProperty("chain").GetString().ShouldBe("broken");
        report.GetProperty("firstBad").GetProperty("position").GetInt64().ShouldBe(kept + 1);
        report.GetProperty("head").GetProperty("position").GetInt64().ShouldBe(acknowledged);
        report.GetProperty("head").GetProperty("acceptedLoss").ValueKind.ShouldBe(JsonValueKind.Null);
    }

    [Fact]
    public async Task A_damaged_head_file_says_nothing_against_the_entries()
    {
        using var folder = new TempFolder();
        await FoundAsync(folder, "masons");
        var head = Path.Combine(folder.Path, "journal.head");
        var bytes = await File.ReadAllBytesAsync(head);
        bytes[20] ^= 1;
        await File.WriteAllBytesAsync(head, bytes);

        var ran = await Ran.OfAsync("verify", "--data", folder.Path);
        ran.ExitCode.ShouldBe(ExitCodes.Refused);
        ran.Output.ShouldContain("1 entries with 1 answers; the hash chain holds.");
        ran.Output.ShouldContain("one of the two records of journal.head is not as it was written");

        await FoundAsync(folder, "joiners");
        (await Ran.OfAsync("verify", "--data", folder.Path)).ExitCode.ShouldBe(ExitCodes.Ok);
    }

    [Fact]
    public async Task Who_watches_a_service_that_lost_entries_is_told()
    {
        using var folder = new TempFolder();
        await FoundAsync(folder, "masons");
        var older = await File.ReadAllBytesAsync(DatabaseIn(folder));
        var server = await StartAsync(folder, new ErrorLog());
        var address = AddressOf(server);
        await FoundAsync(server, "joiners");
        var lines = new LineWriter();
        using var error = new StringWriter();
        var watching = Cli.Program.RunAsync(
            ["sections", "watch", "joiners", "--server", address], TextReader.Null, lines, error, interactive: false,
            Service.Deadline());
        await lines.NextWithAsync("joiners");
        await server.DisposeAsync();
        await File.WriteAllBytesAsync(DatabaseIn(folder), older);

        await using var again = await StartAsync(folder, new ErrorLog(), acceptLoss: true, address);
        (await watching).ShouldBe(ExitCodes.Refused);
        error.ToString().ShouldContain(
            "You have seen position 2, but the journal of this service ends at position 1: it has lost entries");
    }

    private static string DatabaseIn(TempFolder folder) => Path.Combine(folder.Path, "journal.db");

    private static SolidarityProcess Serve(TempFolder folder, params string[] args) => SolidarityProcess.Start(
        ["serve", "--data", folder.Path, "--listen", "http://127.0.0.1:0", .. args]);

    /// <summary>Puts an older copy of the database back.</summary>
    private static async Task<(long Kept, long Acknowledged)> LoseAsync(TempFolder folder)
    {
        await FoundAsync(folder, "masons");
        var older = await File.ReadAllBytesAsync(DatabaseIn(folder));
        await FoundAsync(folder, "tailors", "joiners");
        await File.WriteAllBytesAsync(DatabaseIn(folder), older);
        return (1, 3);
    }

    private static async Task FoundAsync(TempFolder folder, params string[] sections)
    {
        await using var server = await StartAsync(folder, new ErrorLog());
        foreach (var section in sections)
            (await FoundAsync(server, section)).ExitCode.ShouldBe(ExitCodes.Ok);
    }

    private static Task<Ran> FoundAsync(SolidarityServer server, string section) => Ran.OfAsync(
        "sections", "found", section, "--name", section, "--trade", section, "--country", "CH", "--currency", "CHF",
        "--server", AddressOf(server));

    private static string AddressOf(SolidarityServer server) => server.Address.GetLeftPart(UriPartial.Authority);

    private static Task<SolidarityServer> StartAsync(
        TempFolder folder, ErrorLog log, bool acceptLoss = false, string listen = "http://127.0.0.1:0") =>
        SolidarityServer.StartAsync(
            new ServerOptions
            {
                DataFolder = folder.Path,
                Logs = log,
                AcceptLoss = acceptLoss,
                Listen = new Uri(listen),
            },
            Service.Deadline());
}
