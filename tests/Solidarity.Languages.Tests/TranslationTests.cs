using System.Text.RegularExpressions;
using Solidarity.Architecture.Tests;

namespace Solidarity.Languages.Tests;

/// <summary>
/// All that a person reads is in the file of each language, and nothing else is. With <c>SOLIDARITY_APPROVE=1</c> the
/// files get the texts that are new, without a translation, and lose those that the sources no longer have.
/// </summary>
public sealed partial class TranslationTests(AllTexts all) : IClassFixture<AllTexts>
{
    public static TheoryData<string> Others => [.. Language.Codes.Skip(1)];

    public static TheoryData<string> Projects => [.. AllTexts.Projects];

    public static TheoryData<string> ProjectsThatPrint => [.. AllTexts.Printing];

    [Theory]
    [MemberData(nameof(Others))]
    public void A_language_has_each_text_of_the_sources_and_no_other(string code)
    {
        var (path, file) = Read(code);
        var wanted = PoText.Of(file, all.Texts);
        if (Environment.GetEnvironmentVariable("SOLIDARITY_APPROVE") == "1")
            File.WriteAllText(path, wanted);
        var inSources = all.Texts.Select(text => text.English).ToHashSet();
        var inFile = file.Texts.Select(text => text.English).ToHashSet();
        inSources.Except(inFile).ShouldBeEmpty($"{code}.po lacks these");
        inFile.Except(inSources).ShouldBeEmpty($"{code}.po has these, which nothing says");
        File.ReadAllText(path).ShouldBe(wanted, "the file is not as it would be written");
    }

    [Theory]
    [MemberData(nameof(Others))]
    public void A_language_says_each_text(string code) => Read(code).File.Texts
        .Where(text => string.IsNullOrWhiteSpace(text.Translation)).Select(text => text.English)
        .ShouldBeEmpty();

    [Theory]
    [MemberData(nameof(Others))]
    public void A_translation_has_the_arguments_of_its_text(string code) => Read(code).File.Texts
        .Where(text => text.Translation.Length > 0)
        .Where(text => !ArgumentsOf(text.English).SetEquals(ArgumentsOf(text.Translation)))
        .Select(text => text.Translation)
        .ShouldBeEmpty();

    [Theory]
    [MemberData(nameof(Projects))]
    public void A_text_is_a_literal_where_it_becomes_a_wording(string project) =>
        string.Join('\n', all.Of(project).NotConstant).ShouldBeEmpty();

    [Theory]
    [MemberData(nameof(ProjectsThatPrint))]
    public void No_text_is_said_past_the_languages(string project) =>
        string.Join('\n', all.Of(project).Inline).ShouldBeEmpty();

    private static (string Path, PoFile File) Read(string code)
    {
        var path = Path.Combine(Repository.Root.FullName, "src", "Solidarity.Languages", $"{code}.po");
        using var reader = new StreamReader(path);
        return (path, PoFile.Read(reader));
    }

    private static HashSet<string> ArgumentsOf(string text) => [.. Argument().Matches(text).Select(hole => hole.Value)];

    [GeneratedRegex(@"(?<!\{)\{[0-9]+\}")]
    private static partial Regex Argument();
}

/// <summary>The texts of all projects, read once.</summary>
public sealed class AllTexts
{
    internal static readonly string[] Projects =
    [
        "Solidarity.Domain", "Solidarity.Routing", "Solidarity.Grains", "Solidarity.Views", "Solidarity.Server",
        "Solidarity.Commands", "Solidarity.Client", "Solidarity.Replay", "Solidarity.Demos", "Solidarity.Cli",
    ];

    /// <summary>Those whose every text is for people. The prose of the others is for logs and faults, but for what they
    /// refuse.</summary>
    internal static readonly string[] Printing = Projects[^5..];

    private readonly Dictionary<string, SourceTexts> _all =
        Projects.ToDictionary(project => project, SourceTexts.Of);

    internal IEnumerable<SourceText> Texts => Projects.SelectMany(project => _all[project].Texts);

    internal SourceTexts Of(string project) => _all[project];
}
