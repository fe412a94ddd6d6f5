using System.Text.Json;
using Xunit.Abstractions;

namespace Solidarity.Cli.Tests.Replaying;

/// <summary>Invariant 4, on the whole service: a replay whose process is killed with SIGKILL at random moments, again
/// and again, ends with the same board as one that nobody disturbed, and with a journal that verifies.</summary>
public sealed class KillTests(ITestOutputHelper log)
{
    /// <summary>How many kills; more for a long run.</summary>
    private const string KillsVariable = "SOLIDARITY_KILLS";

    private const string SeedVariable = "SOLIDARITY_SEED";
    private const int KillsDefault = 4;

    [Fact]
    public async Task A_replay_that_is_killed_again_and_again_ends_as_one_that_is_not()
    {
        var (kills, seed) = (Number(KillsVariable) ?? KillsDefault, Number(SeedVariable) ?? Environment.TickCount);
        log.WriteLine($"{kills} kills, seed {seed} (set {SeedVariable} to repeat it)");
        using var folders = new Folders();
        var watch = System.Diagnostics.Stopwatch.StartNew();
        var expected = await ReplayAsync(folders.New());
        var whole = watch.Elapsed;

        var random = new Random(seed);
        var disturbed = folders.New();
        for (var kill = 1; kill <= kills; kill++)
        {
            // When it strikes must not depend on what the service does, or it would always spare the same moments.
            var patience = whole * random.NextDouble();
            using var process = SolidarityProcess.Start("replay", Folders.Seeds, "--data", disturbed, "--json");
            if (await process.EndsWithinAsync(patience))
                disturbed = await StartOverAsync(process, disturbed, expected, folders);
            else
                await process.KillAsync();
            await VerifyAsync(disturbed);
        }

        (await ReplayAsync(disturbed)).ShouldBe(expected);
        await VerifyAsync(disturbed);
    }

    // It was quicker than the kill: what it shows must be right, and there is nothing left in that folder to disturb.
    private static async Task<string> StartOverAsync(
        SolidarityProcess process, string folder, string expected, Folders folders)
    {
        var (exitCode, output, error) = await process.EndAsync();
        exitCode.ShouldBe(0, error);
        output.ShouldBe(expected);
        await VerifyAsync(folder);
        return folders.New();
    }

    private static async Task<string> ReplayAsync(string folder)
    {
        using var process = SolidarityProcess.Start("replay", Folders.Seeds, "--data", folder, "--json");
        var (exitCode, output, error) = await process.EndAsync();
        exitCode.ShouldBe(0, error);
        return output;
    }

    private static async Task VerifyAsync(string folder)
    {
        // A process that was killed before it could open its journal has left none.
        if (!File.Exists(Path.Combine(folder, "journal.db")))
            return;
        using var process = SolidarityProcess.Start("verify", "--data", folder, "--json");
        var (exitCode, output, error) = await process.EndAsync();
        exitCode.ShouldBe(0, output + error);
        using var report = JsonDocument.Parse(output);
        report.RootElement.GetProperty("chain").GetString().ShouldBe("ok");
        report.RootElement.GetProperty("firstBad").ValueKind.ShouldBe(JsonValueKind.Null);
        foreach (var currency in report.RootElement.GetProperty("currencies").EnumerateArray())
            currency.GetProperty("difference").GetInt64().ShouldBe(0);
    }

    private static int? Number(string variable) =>
        int.TryParse(Environment.GetEnvironmentVariable(variable), CultureInfo.InvariantCulture, out var number)
            ? number
            : null;
}
