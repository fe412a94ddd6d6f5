using System.Text.RegularExpressions;

namespace Solidarity.Architecture.Tests;

/// <summary>Namespaces lie on floors, and a file names only what lies below it: within projects, too. What stands on
/// one floor side by side, as sections, strikes and federations, does not know each other.</summary>
public sealed partial class FloorTests
{
    /// <summary>From the lowest floor up. A namespace belongs to the longest name here that it begins with.</summary>
    private static readonly string[][] Floors =
    [
        ["Solidarity.Languages"],
        ["Solidarity.Domain.Json"],
        ["Solidarity.Domain.Decisions"],
        ["Solidarity.Domain.Text"],
        ["Solidarity.Domain.Money"],
        ["Solidarity.Domain.Bodies"],
        ["Solidarity.Domain.Pay"],
        ["Solidarity.Domain.Routes"],
        ["Solidarity.Domain.Affiliations"],
        ["Solidarity.Domain.Amendments"],
        ["Solidarity.Domain.Calls", "Solidarity.Domain.Notices"],
        ["Solidarity.Domain.Acts"],
        ["Solidarity.Domain.Ledger"],
        ["Solidarity.Domain.Treasuries"],
        ["Solidarity.Domain.Transfers"],
        ["Solidarity.Domain.Sections", "Solidarity.Domain.Strikes", "Solidarity.Domain.Federations"],
        ["Solidarity.Domain.Messages"],
        ["Solidarity.Routing"],
        ["Solidarity.Storage.Telemetry"],
        ["Solidarity.Storage"],
        ["Solidarity.Storage.Logs"],
        ["Solidarity.Storage.Sqlite"],
        ["Solidarity.Storage.Backups"],
        ["Solidarity.Grains.Placement"],
        ["Solidarity.Grains.Hosting"],
        ["Solidarity.Grains.Faults"],
        ["Solidarity.Grains.Entries"],
        ["Solidarity.Grains.Snapshots"],
        ["Solidarity.Grains.Planning"],
        ["Solidarity.Grains.Streams"],
        ["Solidarity.Grains.Delivery"],
        ["Solidarity.Grains.Clusters"],
        ["Solidarity.Views.Worlds"],
        ["Solidarity.Views.Access"],
        ["Solidarity.Views.Boards"],
        ["Solidarity.Views.Audit"],
        ["Solidarity.Views.Hosting"],
        ["Solidarity.Server.Errors"],
        ["Solidarity.Server.Callers"],
        ["Solidarity.Server.Requests"],
        ["Solidarity.Server.Paging", "Solidarity.Server.Feeds"],
        [
            "Solidarity.Server.Bodies", "Solidarity.Server.Books", "Solidarity.Server.Corridors",
            "Solidarity.Server.Instances",
            "Solidarity.Server.Messages", "Solidarity.Server.Offers", "Solidarity.Server.Pledges",
            "Solidarity.Server.Statutes", "Solidarity.Server.Strikes", "Solidarity.Server.Trades",
        ],
        [
            "Solidarity.Server.Calls", "Solidarity.Server.Claims", "Solidarity.Server.Federations",
            "Solidarity.Server.Graph",
            "Solidarity.Server.Health", "Solidarity.Server.Loans", "Solidarity.Server.Mandates",
            "Solidarity.Server.Notices", "Solidarity.Server.Sections", "Solidarity.Server.Transfers",
            "Solidarity.Server.Warnings",
        ],
        ["Solidarity.Server.Assemblies", "Solidarity.Server.Routing", "Solidarity.Server.Successions"],
        ["Solidarity.Server.Telemetry"],
        ["Solidarity.Server.Hosting"],
        ["Solidarity.Server"],
        ["Solidarity.Commands.Client"],
        ["Solidarity.Commands.Terminals"],
        ["Solidarity.Commands.Sheets", "Solidarity.Commands.Settings"],
        ["Solidarity.Commands.CommandLine"],
        ["Solidarity.Commands.Failures", "Solidarity.Commands.Sums"],
        ["Solidarity.Commands.Boards"],
        [
            "Solidarity.Commands.Books", "Solidarity.Commands.Calls", "Solidarity.Commands.Contexts",
            "Solidarity.Commands.Corridors",
            "Solidarity.Commands.Graph", "Solidarity.Commands.Loans", "Solidarity.Commands.Messages",
            "Solidarity.Commands.Notices", "Solidarity.Commands.Offers", "Solidarity.Commands.Pledges",
            "Solidarity.Commands.Reports", "Solidarity.Commands.Routing", "Solidarity.Commands.Shells",
            "Solidarity.Commands.Statutes", "Solidarity.Commands.Successions", "Solidarity.Commands.Trades",
            "Solidarity.Commands.Treasuries", "Solidarity.Commands.Warnings",
        ],
        ["Solidarity.Commands.Mandates"],
        [
            "Solidarity.Commands.Assemblies", "Solidarity.Commands.Federations", "Solidarity.Commands.Strikes",
            "Solidarity.Commands.Transfers",
        ],
        ["Solidarity.Commands.Checkups", "Solidarity.Commands.Founding", "Solidarity.Commands.Sections"],
        ["Solidarity.Commands.Imports"],
        ["Solidarity.Commands.Pay"],
        ["Solidarity.Commands.Claims"],
        ["Solidarity.Commands.Programs"],
        ["Solidarity.Client"],
        ["Solidarity.Replay"],
        ["Solidarity.Demos"],
        ["Solidarity.Cli"],
    ];

    /// <summary>All that planning may know of the domain: it does not know what a treasury is.</summary>
    private static readonly string[] SeenByRouting =
    [
        "Solidarity.Domain.Json", "Solidarity.Domain.Decisions", "Solidarity.Domain.Text", "Solidarity.Domain.Money",
        "Solidarity.Domain.Bodies", "Solidarity.Domain.Routes",
    ];

    private static readonly Dictionary<string, int> FloorOf = Floors
        .SelectMany((names, floor) => names.Select(name => (name, floor)))
        .ToDictionary(pair => pair.name, pair => pair.floor);

    [Fact]
    public void A_file_names_only_what_lies_below_it() => Sources()
        .SelectMany(source => source.Names.Select(name => (source.Path, source.Room, Name: name)))
        .Where(use => use.Name != use.Room && FloorOf[use.Name] >= FloorOf[use.Room])
        .Select(use => $"{use.Path} is on the floor of {use.Room} and names {use.Name}")
        .ShouldBeEmpty();

    [Fact]
    public void Routing_knows_of_the_domain_only_what_all_bodies_share()
    {
        var routing = Sources().Where(source => source.Room == "Solidarity.Routing").ToArray();
        routing.ShouldNotBeEmpty();
        routing.SelectMany(source => source.Names).Distinct().Except(SeenByRouting).Except(["Solidarity.Routing"])
            .ShouldBeEmpty();
    }

    [Fact]
    public void Every_namespace_has_a_floor() => Namespaces().Where(name => RoomOf(name) is null).ShouldBeEmpty();

    [Fact]
    public void Every_folder_of_the_server_has_a_floor() => Namespaces()
        // Else it would count as the top floor, which lies in the project's own folder and knows all the others.
        .Where(name => name != "Solidarity.Server" && RoomOf(name) == "Solidarity.Server")
        .ShouldBeEmpty();

    [Theory]
    [InlineData("namespace Solidarity.Domain.Money;\nusing Solidarity.Domain.Sections;", "Solidarity.Domain.Sections")]
    [InlineData("namespace Solidarity.Domain.Strikes;\nDomain.Sections.Section s;", "Solidarity.Domain.Sections")]
    [InlineData("namespace Solidarity.Domain.Transfers;\nusing Solidarity.Routing.Flows;", "Solidarity.Routing")]
    [InlineData("namespace Solidarity.Server.Paging;\nusing Solidarity.Server.Calls;", "Solidarity.Server.Calls")]
    [InlineData("namespace Solidarity.Commands.Sums;\nusing Solidarity.Commands.Boards;", "Solidarity.Commands.Boards")]
    public void A_name_is_found_in_a_using_and_in_the_code(string text, string named) =>
        // Else the test above would pass on files that it cannot read.
        NamesIn(text).ShouldContain(named);

    private static IEnumerable<string> Namespaces() => Repository.Files("*.cs", "src")
        .Where(file => file.Name != "Program.cs")
        .Select(file => Namespace().Match(File.ReadAllText(file.FullName)).Groups["name"].Value)
        .Distinct();

    private static IEnumerable<(string Path, string Room, string[] Names)> Sources()
    {
        foreach (var file in Repository.Files("*.cs", "src"))
        {
            var text = File.ReadAllText(file.FullName);
            if (RoomOf(Namespace().Match(text).Groups["name"].Value) is { } room)
                yield return (Repository.PathOf(file), room, NamesIn(text));
        }
    }

    private static string[] NamesIn(string text) =>
    [
        .. Name().Matches(text).Select(match => RoomOf("Solidarity." + match.Groups["name"].Value))
            .OfType<string>().Distinct(),
    ];

    private static string? RoomOf(string name)
    {
        for (; name.Length > 0; name = name.Contains('.') ? name[..name.LastIndexOf('.')] : "")
            if (FloorOf.ContainsKey(name))
                return name;
        return null;
    }

    [GeneratedRegex(@"^namespace (?<name>[\w.]+);", RegexOptions.Multiline)]
    private static partial Regex Namespace();

    /// <summary>A namespace of ours, whole or from the project's own name on.</summary>
    [GeneratedRegex(@"(?<![\w.])(Solidarity\.(?<name>[A-Z]\w*(\.\w+)*)|(?<name>Domain(\.\w+)+))")]
    private static partial Regex Name();
}
