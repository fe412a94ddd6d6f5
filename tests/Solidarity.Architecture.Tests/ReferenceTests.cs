using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace Solidarity.Architecture.Tests;

public sealed partial class ReferenceTests
{
    /// <summary>What each project may reference of ours; references run one way.</summary>
    private static readonly Dictionary<string, string[]> Allowed = new()
    {
        ["Solidarity.Languages"] = [],
        ["Solidarity.Domain"] = ["Solidarity.Languages"],
        ["Solidarity.Routing"] = ["Solidarity.Domain"],
        ["Solidarity.Storage"] = [],
        ["Solidarity.Protocol"] = [],
        ["Solidarity.Grains"] = ["Solidarity.Domain", "Solidarity.Routing", "Solidarity.Storage"],
        ["Solidarity.Views"] = ["Solidarity.Grains"],
        ["Solidarity.Server"] = ["Solidarity.Protocol", "Solidarity.Views"],
        ["Solidarity.Commands"] = ["Solidarity.Domain", "Solidarity.Protocol"],
        ["Solidarity.Client"] = ["Solidarity.Commands"],
        ["Solidarity.Replay"] = ["Solidarity.Commands", "Solidarity.Server"],
        ["Solidarity.Demos"] = ["Solidarity.Commands", "Solidarity.Server"],
        ["Solidarity.Cli"] = ["Solidarity.Commands", "Solidarity.Demos", "Solidarity.Replay", "Solidarity.Server"],
    };

    public static TheoryData<string> Projects => [.. Repository.Files("*.csproj", "src").Select(Repository.PathOf)];

    [Theory]
    [MemberData(nameof(Projects))]
    public void A_project_references_only_what_lies_below_it(string path)
    {
        var name = Path.GetFileNameWithoutExtension(path);
        Allowed.ShouldContainKey(name, $"{path} is new: say here what it may reference");
        References(path).Except(Allowed[name]).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("Solidarity.Languages")]
    [InlineData("Solidarity.Domain")]
    [InlineData("Solidarity.Routing")]
    public void What_is_pure_has_no_packages(string project) =>
        PackagesOf($"src/{project}/{project}.csproj").ShouldBeEmpty();

    /// <summary>The service writes sums into its answers, and the command line reads and writes them by the same rules;
    /// it tells of all rows of a table which texts would be refused, and tries rules of pay without a service. All else
    /// that the commands know is in the protos.</summary>
    [Fact]
    public void The_commands_know_of_the_domain_only_its_money_its_rules_of_pay_and_its_texts() => Repository
        .Files("*.cs", "src/Solidarity.Commands")
        .Where(file => file.Directory!.Name != "Assemblies")
        .SelectMany(file => OfTheDomain().Matches(File.ReadAllText(file.FullName)))
        .Select(name => name.Value).Distinct().Order()
        .ShouldBe(["Solidarity.Domain.Money", "Solidarity.Domain.Pay", "Solidarity.Domain.Text"]);

    /// <summary>Ballots are counted again without a service, by the very rule by which the section counts, and tokens
    /// are made and hashed before a service knows of them.</summary>
    [Fact]
    public void The_commands_of_assemblies_know_the_rule_of_a_vote_and_its_tokens() => Repository
        .Files("*.cs", "src/Solidarity.Commands/Assemblies")
        .SelectMany(file => UsedOfTheDomain().Matches(File.ReadAllText(file.FullName)))
        .Select(name => name.Groups[1].Value).Distinct().Order(StringComparer.Ordinal)
        .ShouldBe(
        [
            "Solidarity.Domain.Bodies", "Solidarity.Domain.Sections.Assemblies",
            "Solidarity.Domain.Sections.Authorities",
        ]);

    [Fact]
    public void The_references_of_the_chain_are_really_there()
    {
        // Else the test above would pass on projects that it cannot read.
        References("src/Solidarity.Cli/Solidarity.Cli.csproj").ShouldContain("Solidarity.Server");
        References("src/Solidarity.Grains/Solidarity.Grains.csproj").ShouldContain("Solidarity.Domain");
        References("src/Solidarity.Grains/Solidarity.Grains.csproj").ShouldContain("Solidarity.Storage");
    }

    [Fact]
    public void Every_project_is_in_the_solution()
    {
        var solution = File.ReadAllText(Path.Combine(Repository.Root.FullName, "Solidarity.sln")).Replace('\\', '/');
        Repository.Files("*.csproj", "src", "tests").Select(Repository.PathOf)
            .Where(path => !solution.Contains(path, StringComparison.Ordinal))
            .ShouldBeEmpty();
    }

    private static IEnumerable<string> References(string path)
    {
        var file = Path.Combine(Repository.Root.FullName, path);
        var project = XDocument.Load(file);
        var imported = project.Descendants("Import").Select(import => import.Attribute("Project")!.Value)
            .Where(import => !import.Contains("$(", StringComparison.Ordinal))
            .Select(import => XDocument.Load(Path.Combine(Path.GetDirectoryName(file)!, import)));
        return imported.Prepend(project)
            .SelectMany(document => document.Descendants("ProjectReference"))
            .Select(reference => reference.Attribute("Include")!.Value.Replace('\\', '/'))
            .Select(include => Path.GetFileNameWithoutExtension(include));
    }

    private static IEnumerable<string> PackagesOf(string path) =>
        XDocument.Load(Path.Combine(Repository.Root.FullName, path))
            .Descendants("PackageReference").Select(package => package.Attribute("Include")!.Value);

    [GeneratedRegex(@"Solidarity\.Domain\.\w+")]
    private static partial Regex OfTheDomain();

    [GeneratedRegex(@"^using (Solidarity\.Domain[\w.]+);", RegexOptions.Multiline)]
    private static partial Regex UsedOfTheDomain();
}
