using System.Text.Json;
using Solidarity.Cli.Tests.Services;
using Solidarity.Commands.Failures;
using Solidarity.Commands.Terminals;
using Solidarity.Demos.Seizures;

namespace Solidarity.Cli.Tests.Demos;

/// <summary>The seizure as a user starts it, small. What it checks of itself is not checked here again.</summary>
public sealed class SeizureTests
{
    [Fact]
    public async Task What_was_with_the_hub_is_stuck_there_and_the_rest_goes_round()
    {
        using var folder = new TempFolder();
        var data = Path.Combine(folder.Path, "seizure");
        var ran = await SeizureAsync("--sections", "60", "--data", data, "--json");

        ran.Error.ShouldBe("");
        ran.ExitCode.ShouldBe(ExitCodes.Ok);
        using var json = JsonDocument.Parse(ran.Output);
        var (report, plan) = (json.RootElement, new SeizurePlan(60));
        var end = report.GetProperty("atTheEnd");
        var cutOff = plan.CutOff(plan.Waiting.Start..);
        cutOff.ShouldBeGreaterThan(0);
        Number(end, "stuck").ShouldBe(plan.Caught);
        Number(end, "returned").ShouldBe(cutOff);
        Number(end, "settled").ShouldBe(59 - plan.Caught - cutOff);
        Number(end, "claimsToConfirm").ShouldBe(plan.CountOf(plan.SaidSent));
        Number(end, "claimsWithoutWord").ShouldBe(plan.CountOf(plan.OnTheWay));
        end.GetProperty("stuckAt").EnumerateArray().Single().GetProperty("holder").GetString()
            .ShouldBe(SeizurePlan.Hub);
        Transfers(end, "over-hub").ShouldBe(plan.CountOf(plan.Flowing));
        Transfers(end, "over-nationals").ShouldBeGreaterThan(0);
        var board = report.GetProperty("board");
        Number(board, "receivedMinor").ShouldBe(Number(board, "fundMinor"));
        board.GetProperty("onItsWay").GetArrayLength().ShouldBeGreaterThan(0);

        var verified = await Ran.OfAsync("verify", "--data", data, "--json");
        verified.ExitCode.ShouldBe(ExitCodes.Ok);
        using var audit = JsonDocument.Parse(verified.Output);
        Number(audit.RootElement, "entries").ShouldBe(Number(report.GetProperty("journal"), "entries"));
    }

    [Fact]
    public async Task Freed_it_answers_and_everything_arrives()
    {
        var ran = await SeizureAsync("--sections", "60", "--freed", "--json");

        ran.Error.ShouldBe("");
        ran.ExitCode.ShouldBe(ExitCodes.Ok);
        using var json = JsonDocument.Parse(ran.Output);
        var (report, plan) = (json.RootElement, new SeizurePlan(60));
        Number(report.GetProperty("whileSeized"), "stuck").ShouldBe(plan.Caught);
        var end = report.GetProperty("atTheEnd");
        Number(end, "settled").ShouldBe(59);
        Number(end, "stuck").ShouldBe(0);
        Number(end, "claimsToConfirm").ShouldBe(0);
        Number(end, "claimsWithoutWord").ShouldBe(0);
        report.GetProperty("board").GetProperty("onItsWay").GetArrayLength().ShouldBe(0);
        report.GetProperty("board").GetProperty("promised").GetArrayLength().ShouldBe(0);
        var story = report.GetProperty("story").GetProperty("steps").EnumerateArray()
            .Select(step => step.GetProperty("what").GetString()).ToArray();
        story.ShouldContain("transfer.plan-failed.v1");
        story[^1].ShouldBe("transfer.settled.v1");
    }

    [Fact]
    public async Task Two_runs_come_to_the_same()
    {
        var first = await MoneyAsync();
        (await MoneyAsync()).ShouldBe(first);

        static async Task<string[]> MoneyAsync()
        {
            var ran = await SeizureAsync("--sections", "40", "--json");
            using var json = JsonDocument.Parse(ran.Output);
            return [.. new[] { "whileSeized", "atTheEnd", "books" }.Select(name =>
                json.RootElement.GetProperty(name).GetRawText())];
        }
    }

    [Fact]
    public async Task A_figure_that_does_not_agree_is_found()
    {
        using var folder = new TempFolder();
        var size = new SeizureSize(40, Freed: false, PerSecond: null);
        var plan = new SeizurePlan(40);
        var report = await Seizure.RunAsync(
            size, folder.Path, new SeizureState(shown: true, _ => { }), Service.Deadline());
        var found = report.Found;

        Problem(found).ShouldBeNull();
        Problem(found with { FundMinor = found.FundMinor - 1 })!.ShouldContain("in the fund");
        Problem(found with { Claims = [] })!.ShouldContain("claims at the end");
        Problem(found with { Seized = new SeizureTransfers([.. found.Seized.All.Skip(1)]) }).ShouldNotBeNull();
        Problem(found with { Transfers = new SeizureTransfers([.. found.Transfers.All.Skip(1)]) }).ShouldNotBeNull();

        string? Problem(SeizureFindings findings)
        {
            try
            {
                SeizureChecks.Check(plan, size, findings, report.Audit);
                return null;
            }
            catch (CheckFailedException problem)
            {
                return problem.Message;
            }
        }
    }

    [Fact]
    public async Task It_prints_a_line_for_each_phase_and_then_a_report_for_a_treasurer()
    {
        var ran = await SeizureAsync("--sections", "40");

        ran.Error.ShouldBe("");
        ran.ExitCode.ShouldBe(ExitCodes.Ok);
        var lines = ran.Output.Split(Environment.NewLine);
        lines[0].ShouldStartWith("world: 40 sections founded, with money and ways for it in ");
        lines.ShouldContain(line => line.StartsWith("call: 39 sections have it in ", StringComparison.Ordinal));
        lines.ShouldContain(line => line.StartsWith("money flows: 15 pledges ", StringComparison.Ordinal));
        lines.ShouldContain(line => line.StartsWith("quarantine: 18 towns trust", StringComparison.Ordinal));
        lines.ShouldContain(line => line.StartsWith("While the hub was seized, 3 sums", StringComparison.Ordinal));
        lines.ShouldContain(line => line.TrimStart().StartsWith(SeizurePlan.Hub, StringComparison.Ordinal));
        // As it reads when its lines are not broken.
        var text = string.Join(' ', ran.Output.Split(default(char[]), StringSplitOptions.RemoveEmptyEntries));
        text.ShouldContain("quarantined federations/brussels: seized by the police");
        text.ShouldContain("3 are stuck at federations/brussels.");
        lines.ShouldAllBe(line => line.Length <= Terminal.PipedWidth * 2);
    }

    [Theory]
    [InlineData("--sections", "39", "sections: 39 is outside of what can be shown, 40 to 5,000.")]
    [InlineData("--sections", "5001", "sections: 5001 is outside of what can be shown, 40 to 5,000.")]
    [InlineData("--pace", "0", "pace: 0 is outside of what can be shown, 1 to 1,000.")]
    public async Task A_number_that_is_too_small_or_too_large_is_refused(string option, string value, string message)
    {
        var ran = await SeizureAsync(option, value);

        ran.ShouldBe(new Ran(ExitCodes.Usage, "", $"solidarity: {message}{Environment.NewLine}"));
    }

    [Fact]
    public async Task Who_leaves_in_the_middle_is_told_so_and_nothing_else()
    {
        using var leave = new CancellationTokenSource();
        using var error = new StringWriter();
        var lines = new LineWriter();
        var seizure = Cli.Program.RunAsync(
            ["demo", "seizure", "--sections", "60"], TextReader.Null, lines, error, interactive: false, leave.Token);
        await lines.NextWithAsync("the hub is seized");
        await leave.CancelAsync();

        (await seizure).ShouldBe(ExitCodes.Cancelled);
        error.ToString().ShouldBe($"solidarity: Cancelled.{Environment.NewLine}");
    }

    private static Task<Ran> SeizureAsync(params string[] options) => Ran.OfAsync(["demo", "seizure", .. options]);

    private static long Number(JsonElement at, string name) => at.GetProperty(name).GetInt64();

    private static long Transfers(JsonElement at, string way) => at.GetProperty("ways").EnumerateArray()
        .Where(one => one.GetProperty("way").GetString() == way).Sum(one => Number(one, "transfers"));
}
