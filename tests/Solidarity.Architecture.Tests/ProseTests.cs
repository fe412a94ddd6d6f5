using System.Text.RegularExpressions;

namespace Solidarity.Architecture.Tests;

public sealed partial class ProseTests
{
    private const int FrontPageLinesMax = 150;
    private static readonly string[] Folders = [".", "src", "protos", "tests", "deploy", "seeds"];

    [Fact]
    public void Each_folder_says_what_it_is() => Folders
        .Where(folder => !File.Exists(Path.Combine(Repository.Root.FullName, folder, "README.md")))
        .ShouldBeEmpty();

    [Fact]
    public void A_README_links_only_to_what_is_there() => Repository.Files("README.md", Folders[1..])
        .Append(new FileInfo(Path.Combine(Repository.Root.FullName, "README.md")))
        .SelectMany(file => Link().Matches(File.ReadAllText(file.FullName))
            .Select(link => link.Groups["to"].Value.Split('#')[0])
            .Where(to => to.Length > 0 && !to.Contains("://", StringComparison.Ordinal))
            .Where(to => !Path.Exists(Path.Combine(file.DirectoryName!, to)))
            .Select(to => $"{Repository.PathOf(file)}: {to}"))
        .ShouldBeEmpty();

    [Fact]
    public void The_front_page_is_short() =>
        File.ReadLines(Path.Combine(Repository.Root.FullName, "README.md")).Count()
            .ShouldBeLessThanOrEqualTo(FrontPageLinesMax);

    [Fact]
    public void The_page_on_architecture_names_only_what_is_there()
    {
        var words = Repository.Files("*.cs", "src").Concat(Repository.Files("*.proto", "protos"))
            .SelectMany(file => Word().Matches(File.ReadAllText(file.FullName)))
            .Select(match => match.Value)
            .ToHashSet();
        var page = File.ReadAllText(Path.Combine(Repository.Root.FullName, "src", "README.md"));
        CodeName().Matches(page).Select(match => match.Groups["name"].Value)
            .Where(name => !name.EndsWith(".cs", StringComparison.Ordinal)
                && !name.EndsWith(".props", StringComparison.Ordinal))
            .Where(name => !name.Split('.').All(words.Contains))
            .ShouldBeEmpty();
    }

    [Fact]
    public void The_page_on_tests_names_only_tests_that_are_there()
    {
        var folder = Path.Combine(Repository.Root.FullName, "tests");
        TestName().Matches(File.ReadAllText(Path.Combine(folder, "README.md")))
            .Select(match => match.Groups["name"].Value)
            .Where(name => !Directory.Exists(Path.Combine(folder, $"Solidarity.{name}"))
                && !File.Exists(Path.Combine(folder, $"Solidarity.{name}.cs")))
            .ShouldBeEmpty();
    }

    [Fact]
    public void No_lock_file_names_a_host() => Repository.Files("packages.lock.json", "src", "tests")
        .Concat(Repository.Files("package-lock.json", "src", "tests", "deploy"))
        .Where(file => File.ReadAllText(file.FullName).Contains("\"resolved\": \"http", StringComparison.Ordinal))
        .Select(Repository.PathOf)
        .ShouldBeEmpty();

    [GeneratedRegex(@"\w+")]
    private static partial Regex Word();

    /// <summary>A type or member in backticks: `Corridor.UnconfirmedMax`.</summary>
    [GeneratedRegex(@"`(?<name>[A-Z]\w+(\.\w+)*)`")]
    private static partial Regex CodeName();

    /// <summary>A project of tests, a folder or a class in it: `Domain.Tests/Floods`, or the first part of
    /// `Domain.Tests/Federations/Succession*Tests`.</summary>
    [GeneratedRegex(@"`(Solidarity\.)?(?<name>\w+\.Tests(/[\w-]+(?![\w*-]))*)")]
    private static partial Regex TestName();

    [GeneratedRegex(@"\]\((?<to>[^)\s]+)\)")]
    private static partial Regex Link();
}
