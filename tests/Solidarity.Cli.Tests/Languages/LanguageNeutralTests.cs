using Solidarity.Cli.Tests.Services;
using Solidarity.Languages;

namespace Solidarity.Cli.Tests.Languages;

/// <summary>Programs find the same output, the same errors and the same exit codes in every language.</summary>
public sealed class LanguageNeutralTests
{
    private const string Id = "--request-id 01890a5d-ac96-774b-bcce-00000000000";

    // What is done, seen and refused; people read none of it.
    private static readonly string[] ForPrograms =
    [
        $"sections found masons --name Masons --trade masons --country CH --currency CHF --json {Id}1",
        $"sections found joiners --name Joiners --central --country CH --currency CHF --output json {Id}2",
        $"deposit masons 1234.50 CHF --memo dues --json {Id}3",
        "sections show masons --json", "sections show masons --output csv", "sections show joiners --output tsv",
        "sections list --json", "sections list --output csv", "sections list --output tsv",
        "statement masons --json", "statement masons --output csv", "balances masons --output tsv",
        $"strikes declare masons masons-1868 --start 1868-03-23 --json {Id}4",
        "strikes list --output csv", "strikes show masons-1868 --output tsv", "board masons-1868 --json",
        "pledges masons --output csv", "pledges masons --json",
        // Refused by the service, by this client, and by the parser.
        $"payout masons 5000 CHF --json {Id}5", $"payout masons 1,234 CHF --json {Id}6",
        "sections show nobody --json", "board --json --as-of yesterday", "deposit masons --json",
        "statement masons --after x --json", "statement masons --after 1 2 --output json", "nonsense --json",
        "corridors --json", "sections list --json --output", "sections found tailors --json --name",
        $"sections found tailors --name Tailors --trade x --central --country CH --currency CHF --json {Id}7",
        "deposit --help --json",
    ];

    // Exit codes are for programs in any case.
    private static readonly string[] ForPeople =
    [
        "sections list", "payout masons 5000 CHF", "payout masons 1,234 CHF", "sections show nobody",
        "statement masons --after x", "nonsense", "sections list --server http://127.0.0.1:1", "--help",
    ];

    public static TheoryData<string> Others => [.. Language.Codes.Skip(1)];

    [Theory]
    [MemberData(nameof(Others))]
    public async Task What_programs_read_is_the_same_in_every_language(string code)
    {
        await using var english = await Service.StartAsync();
        await using var other = await Service.StartAsync();
        foreach (var line in ForPrograms)
            (await RunAsync(other, line, code)).ShouldBe(await RunAsync(english, line, "en"), line);
        foreach (var line in ForPeople)
            (await RunAsync(other, line, code)).ExitCode.ShouldBe(
                (await RunAsync(english, line, "en")).ExitCode, line);
    }

    [Theory]
    [InlineData("en", "1234.50 CHF")]
    [InlineData("fr", "1\u202F234,50 CHF")]
    [InlineData("de", "1.234,50 CHF")]
    [InlineData("es", "1.234,50 CHF")]
    [InlineData("it", "1.234,50 CHF")]
    public async Task What_people_read_is_in_their_language(string code, string sum)
    {
        await using var service = await Service.StartAsync();
        foreach (var line in ForPrograms[..3])
            await RunAsync(service, line, code);
        (await RunAsync(service, "balances masons", code)).Output.ShouldContain(sum);
    }

    [Theory]
    [InlineData("en", "Usage:")]
    [InlineData("fr", "Utilisation :")]
    [InlineData("de", "Nutzung:")]
    [InlineData("es", "Uso:")]
    [InlineData("it", "Utilizzo:")]
    public async Task The_help_has_its_headings_in_the_language(string code, string heading) =>
        (await Ran.OfAsync("deposit", "--help", "--lang", code)).Output.ReplaceLineEndings("\n").Replace('\u00A0', ' ')
            .Split('\n').ShouldContain(heading);

    private static async Task<Ran> RunAsync(Service service, string line, string code)
    {
        var words = line.Split(' ');
        var ran = await service.RunAsync([words[0], "--lang", code, .. words[1..]]);
        // Errors say where the service is.
        return ran with { Error = ran.Error.Replace(service.Address, "ADDRESS", StringComparison.Ordinal) };
    }
}
