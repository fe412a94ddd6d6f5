using System.Text.Json;
using Solidarity.Cli.Tests.Services;
using Solidarity.Commands.Failures;

namespace Solidarity.Cli.Tests.Demos;

/// <summary>The storm as a user starts it, small.</summary>
public sealed class StormTests
{
    [Fact]
    public async Task Its_counts_agree_and_its_journal_verifies()
    {
        using var folder = new TempFolder();
        var data = Path.Combine(folder.Path, "storm");
        var ran = await StormAsync("--sections", "300", "--pledges", "30", "--watchers", "5", "--data", data, "--json");

        ran.Error.ShouldBe("");
        ran.ExitCode.ShouldBe(ExitCodes.Ok);
        using var json = JsonDocument.Parse(ran.Output);
        var report = json.RootElement;
        var counts = report.GetProperty("counts");
        Number(counts, "reached").ShouldBe(299);
        Number(counts, "pledged").ShouldBe(30);
        Number(counts, "sentAtOnce").ShouldBe(30);
        Number(counts, "declined").ShouldBe(3);
        Number(counts, "supported").ShouldBe(3);
        Number(counts, "over").ShouldBe(299);
        Number(counts, "warned").ShouldBeInRange(1, 298);
        // 300 sections, in three countries with a region each.
        Reached(report).ShouldBe([99, 0, 0, 200]);
        var watchers = report.GetProperty("watchers");
        Number(watchers, "watchers").ShouldBe(5);
        // Each has seen the strike's beginning and its end at least.
        Number(watchers, "boards").ShouldBeGreaterThanOrEqualTo(10);

        var verified = await Ran.OfAsync("verify", "--data", data, "--json");
        verified.ExitCode.ShouldBe(ExitCodes.Ok);
        using var audit = JsonDocument.Parse(verified.Output);
        audit.RootElement.GetProperty("chain").GetString().ShouldBe("ok");
        Number(audit.RootElement, "entries").ShouldBe(Number(report.GetProperty("journal"), "entries"));
    }

    [Fact]
    public async Task It_prints_a_line_for_each_phase_and_then_a_table()
    {
        var ran = await StormAsync("--sections", "300", "--pledges", "210", "--watchers", "1");

        ran.ExitCode.ShouldBe(ExitCodes.Ok);
        var lines = ran.Output.Split(Environment.NewLine);
        lines[0].ShouldStartWith("world: 300 sections founded and affiliated in ");
        lines.ShouldContain(line => line.StartsWith("call, local: ", StringComparison.Ordinal));
        lines.ShouldContain(line => line.StartsWith("pledges sent: 200 pledges that", StringComparison.Ordinal));
        lines.ShouldContain(line => line.StartsWith("promises: 10 pledges in ", StringComparison.Ordinal));
        lines.ShouldContain(line => line.StartsWith("strike won: 299 sections told in ", StringComparison.Ordinal));
        lines.ShouldContain(line => line.TrimStart().StartsWith("Phase ", StringComparison.Ordinal));
        lines.ShouldContain(line => line.StartsWith(
            "210 pledged; 200 sent their money at once, and it arrived", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Two_sections_are_the_least_that_there_is()
    {
        var ran = await StormAsync("--sections", "2", "--watchers", "1", "--json");

        ran.Error.ShouldBe("");
        using var json = JsonDocument.Parse(ran.Output);
        Number(json.RootElement.GetProperty("counts"), "pledged").ShouldBe(1);
    }

    [Theory]
    [InlineData("--sections", "1", "sections: 1 is outside of what can be shown, 2 to 1,000,000.")]
    [InlineData("--sections", "1000001", "sections: 1000001 is outside of what can be shown, 2 to 1,000,000.")]
    [InlineData("--pledges", "10000", "pledges: 10000 is outside of what can be shown, 1 to 9,999.")]
    [InlineData("--watchers", "1001", "watchers: 1001 is outside of what can be shown, 1 to 1,000.")]
    public async Task A_number_that_is_too_small_or_too_large_is_refused(string option, string value, string message)
    {
        var ran = await StormAsync(option, value);

        ran.ShouldBe(new Ran(ExitCodes.Usage, "", $"solidarity: {message}{Environment.NewLine}"));
    }

    [Fact]
    public async Task A_folder_with_something_in_it_is_left_alone()
    {
        using var folder = new TempFolder();
        await File.WriteAllTextAsync(Path.Combine(folder.Path, "journal.db"), "mine");
        var ran = await StormAsync("--data", folder.Path, "--json");

        ran.ExitCode.ShouldBe(ExitCodes.Usage);
        ran.Output.ShouldBe("");
        using var json = JsonDocument.Parse(ran.Error);
        json.RootElement.GetProperty("error").GetProperty("field").GetString().ShouldBe("data");
        Directory.GetFiles(folder.Path).ShouldHaveSingleItem();
    }

    [Fact]
    public async Task Who_leaves_in_the_middle_is_told_so_and_nothing_else()
    {
        using var leave = new CancellationTokenSource();
        using var error = new StringWriter();
        var lines = new LineWriter();
        var storm = Cli.Program.RunAsync(
            ["demo", "storm", "--sections", "300", "--pledges", "30"], TextReader.Null, lines, error,
            interactive: false, leave.Token);
        await lines.NextWithAsync("warning");
        await leave.CancelAsync();

        (await storm).ShouldBe(ExitCodes.Cancelled);
        error.ToString().ShouldBe($"solidarity: Cancelled.{Environment.NewLine}");
    }

    private static Task<Ran> StormAsync(params string[] options) => Ran.OfAsync(["demo", "storm", .. options]);

    private static long Number(JsonElement at, string name) => at.GetProperty(name).GetInt64();

    private static long[] Reached(JsonElement report) =>
    [
        .. report.GetProperty("phases").EnumerateArray()
            .Where(phase => phase.GetProperty("what").GetString() == "sections reached")
            .Select(phase => Number(phase, "count")),
    ];
}
