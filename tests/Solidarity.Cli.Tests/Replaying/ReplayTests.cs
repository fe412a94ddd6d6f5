using System.Text.Json;
using System.Text.RegularExpressions;

namespace Solidarity.Cli.Tests.Replaying;

public sealed partial class ReplayTests : IDisposable
{
    private readonly Folders _folders = new();

    public void Dispose() => _folders.Dispose();

    [Fact]
    public async Task The_board_of_the_International_is_as_approved_and_a_second_run_changes_nothing()
    {
        var data = _folders.New();

        var first = await RunAsync("replay", Folders.Seeds, "--data", data, "--json");
        var second = await RunAsync("replay", Folders.Seeds, "--data", data, "--json");

        first.ExitCode.ShouldBe(0, first.Error);
        second.Output.ShouldBe(first.Output);
        second.Error.ShouldContain("Nothing new");
        first.Error.ShouldNotContain("Nothing new");
        Approved.Check("international.board.approved.json", first.Output);
        var verified = (await RunAsync("verify", "--data", data, "--json")).Output;
        Approved.Check("international.verify.approved.json", EntriesCount().Replace(verified, "$1\"(so many)\""));
        var printed = (await RunAsync("replay", Folders.Seeds, "--data", data)).Output;
        var rest = TrailingSpaces().Replace(printed, "");
        foreach (var part in await BoardOnTheFrontPageAsync())
        {
            rest.ShouldContain(part);
            rest = rest[(rest.IndexOf(part, StringComparison.Ordinal) + part.Length)..];
        }
    }

    // Three dots stand for lines left out.
    private static async Task<string[]> BoardOnTheFrontPageAsync()
    {
        var page = Path.Combine(Transcripts.TranscriptTests.Root(), "README.md");
        return (await File.ReadAllTextAsync(page)).Split("```text\n")[1].Split("```")[0].Split("  ...\n");
    }

    [GeneratedRegex(" +$", RegexOptions.Multiline)]
    private static partial Regex TrailingSpaces();

    // How many messages a body finds waiting, and answers in one entry, is a matter of moments; the answers are not.
    [GeneratedRegex("(\"(?:entries|position)\": )\\d+")]
    private static partial Regex EntriesCount();

    [Fact]
    public async Task The_famous_cases_stand_on_the_board()
    {
        var (_, output, _) = await RunAsync("replay", Folders.Seeds, "--json");
        using var board = JsonDocument.Parse(output);
        var strikes = board.RootElement.GetProperty("strikes").EnumerateArray()
            .ToDictionary(strike => strike.GetProperty("id").GetString()!);

        strikes.Count.ShouldBe(40);
        // One society gives 5 pounds and lends 10 to the same strike.
        Aid(strikes["par-bronze-1867"], "aid-001")
            .ShouldBe(("sections/london-bookbinders", "gift", "pledged", "GBP", 5 * 240));
        Aid(strikes["par-bronze-1867"], "aid-002")
            .ShouldBe(("sections/london-bookbinders", "loan", "pledged", "GBP", 10 * 240));
        // A debt is repaid after two and a half years, part of it redirected to another strike.
        Aid(strikes["par-bronze-1867"], "aid-009")
            .ShouldBe(("sections/paris-bronze", "repayment", "honoured", "GBP", 45 * 240));
        Aid(strikes["rou-cotton-1868"], "aid-010")
            .ShouldBe(("sections/paris-bronze", "redirected-repayment", "honoured", "GBP", 20 * 240));
        // A loan that was voted after the strike was over.
        Aid(strikes["gva-build-1868"], "aid-019")
            .ShouldBe(("sections/london-bookbinders", "loan", "lapsed", "GBP", 10 * 240));
        // A refusal; a giver of whom no sum is known.
        Aid(strikes["gva-build-1868"], "aid-016")
            .ShouldBe(("sections/london-we-cabinet", "unspecified", "declined", null, null));
        Aid(strikes["gva-build-1868"], "aid-021")
            .ShouldBe(("federations/ch-geneva-local", "gift", "honoured", null, null));
        // 8 pounds 0s. 6d. became 200 francs on the way.
        Aid(strikes["rel-lodi-1873"], "aid-061").ShouldBe(("federations/iwma-gc", "gift", "honoured", "GBP", 1926));
        Money(strikes["rel-lodi-1873"], "FRF", "received").ShouldBe(200_00);
        // A total on record is listed and added to nothing.
        Aid(strikes["ant-cigar-1871"], "aid-045")
            .ShouldBe(("federations/iwma-gc", "aggregate", "honoured", "FRF", 15_000_00));
        Money(strikes["gva-build-1868"], "FRF", "received").ShouldBe(10_000_00);
        foreach (var strike in strikes.Values)
            Reached(strike).ShouldBe(
                Answers(strike, "pledged") + Answers(strike, "declined") + Answers(strike, "unanswered"));
    }

    [Fact]
    public async Task Seeds_with_a_broken_reference_import_nothing()
    {
        var broken = _folders.New();
        foreach (var file in Directory.EnumerateFiles(Folders.Seeds))
            File.Copy(file, Path.Combine(broken, Path.GetFileName(file)));
        var aid = Path.Combine(broken, "aid.csv");
        await File.WriteAllTextAsync(aid, (await File.ReadAllTextAsync(aid)).Replace(
            "aid-019,gva-build-1868", "aid-019,gva-buidl-1868", StringComparison.Ordinal));
        var data = Path.Combine(_folders.New(), "data");

        var run = await RunAsync("replay", broken, "--data", data);

        run.ExitCode.ShouldBe(2);
        run.Error.ShouldContain("aid.csv:20");
        run.Error.ShouldContain("strike_id");
        run.Error.ShouldContain("gva-buidl-1868");
        Directory.Exists(data).ShouldBeFalse();
    }

    private static async Task<(int ExitCode, string Output, string Error)> RunAsync(params string[] args)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        var exitCode = await Cli.Program.RunAsync(
            args, TextReader.Null, output, error, interactive: false, CancellationToken.None);
        return (exitCode, output.ToString(), error.ToString());
    }

    private static (string? From, string? Kind, string? State, string? Currency, long? Minor) Aid(
        JsonElement strike, string id)
    {
        var aid = strike.GetProperty("aid").EnumerateArray().Single(a => a.GetProperty("id").GetString() == id);
        var minor = aid.GetProperty("minor");
        return (aid.GetProperty("from").GetString(), aid.GetProperty("kind").GetString(),
            aid.GetProperty("state").GetString(), aid.GetProperty("currency").GetString(),
            minor.ValueKind == JsonValueKind.Null ? null : minor.GetInt64());
    }

    private static long Money(JsonElement strike, string currency, string figure) =>
        strike.GetProperty("money").EnumerateArray()
            .Single(money => money.GetProperty("currency").GetString() == currency)
            .GetProperty(figure).GetInt64();

    private static int Reached(JsonElement strike) => strike.GetProperty("call").GetProperty("reached").GetInt32();

    private static int Answers(JsonElement strike, string answer) =>
        strike.GetProperty("answers").GetProperty(answer).GetInt32();
}
