using System.Text.RegularExpressions;
using Solidarity.Storage.Telemetry;

namespace Solidarity.Cli.Tests.Deploying;

/// <summary>What deploy/ has agrees with the program: options, metrics, and the pages that explain them.</summary>
public sealed partial class DeployTests
{
    private static readonly string ReadMe = File.ReadAllText(Path.Combine(DeployFiles.Folder.FullName, "README.md"));

    /// <summary>Every file, so that one more is looked at as well.</summary>
    public static TheoryData<string> Files =>
    [
        .. DeployFiles.Folder.EnumerateFiles("*", SearchOption.AllDirectories)
            .Where(file => file.Extension is ".service" or ".yaml" || file.Name == "Containerfile")
            .Where(file => !file.FullName.Contains("node_modules", StringComparison.Ordinal))
            .Select(file => Path.GetRelativePath(DeployFiles.Folder.FullName, file.FullName)),
    ];

    [Theory]
    [MemberData(nameof(Files))]
    public void Options_that_are_given_are_there(string file)
    {
        foreach (var words in DeployFiles.CommandLines(FileOf(file)))
        {
            words.ShouldContain(word => word.StartsWith("--data"), file);
            words.Where(word => word.StartsWith("--", StringComparison.Ordinal)).Select(word => word.Split('=')[0])
                .Except(DeployFiles.OptionsOf(words[0])).ShouldBeEmpty(file);
        }
    }

    [Fact]
    public void Command_lines_are_found_in_all_kinds_of_files()
    {
        // Else the test above would pass on files that it cannot read.
        LinesIn("solidarity.service").ShouldBe(1);
        LinesIn("solidarity@.service").ShouldBe(1);
        LinesIn("solidarity-backup.service").ShouldBe(1);
        LinesIn("Containerfile").ShouldBe(1);
        LinesIn("compose.yaml").ShouldBe(3);
        LinesIn("kubernetes/solidarity.yaml").ShouldBe(1);
    }

    [Fact]
    public void Metrics_in_alerts_are_there()
    {
        var expressions = DeployFiles.Documents(FileOf("prometheus/alerts.yaml"))
            .SelectMany(document => DeployFiles.Values(document.RootNode, "expr")).ToList();
        expressions.Count.ShouldBeGreaterThan(15);
        var named = expressions.SelectMany(expression => Metric().Matches(expression))
            .Select(match => match.Value).ToHashSet();
        named.Count.ShouldBeGreaterThan(15);
        var known = MetricCatalogue.All.SelectMany(PrometheusNames).ToHashSet();
        named.Except(known).ShouldBeEmpty();
    }

    [Fact]
    public void Labels_in_alerts_are_those_of_the_catalogue()
    {
        var labels = typeof(MetricCatalogue.Label).GetFields()
            .Select(field => ((string)field.GetRawConstantValue()!).Replace('.', '_'))
            .Concat(["job", "instance", "le"]).ToHashSet();
        var text = File.ReadAllText(FileOf("prometheus/alerts.yaml").FullName);
        Compared().Matches(text).Select(match => match.Groups["label"].Value).Distinct()
            .Except(labels).ShouldBeEmpty();
    }

    [Fact]
    public void Each_alert_is_explained()
    {
        var alerts = DeployFiles.Documents(FileOf("prometheus/alerts.yaml"))
            .SelectMany(document => DeployFiles.Values(document.RootNode, "alert")).ToList();
        alerts.Distinct().Count().ShouldBe(alerts.Count);
        foreach (var alert in alerts)
            ReadMe.ShouldContain($"| `{alert}` |");
    }

    [Fact]
    public void Each_option_of_serve_stands_in_the_reference()
    {
        foreach (var option in DeployFiles.OptionsOfServe().Except(["--help", "--server", "--json"]))
            ReadMe.ShouldContain($"| `{option}`");
        Option().Matches(ReadMe).Select(match => match.Groups["name"].Value)
            .Except(DeployFiles.OptionsOfServe()).ShouldBeEmpty();
    }

    private static int LinesIn(string file) => DeployFiles.CommandLines(FileOf(file)).Count();

    private static FileInfo FileOf(string path) => new(Path.Combine(DeployFiles.Folder.FullName, path));

    // As the exporter makes them: points and units become parts of the name; counters and histograms get a suffix.
    private static IEnumerable<string> PrometheusNames(MetricSpec metric)
    {
        var name = metric.Name.Replace('.', '_') + metric.Unit switch { "s" => "_seconds", "By" => "_bytes", _ => "" };
        return metric.Buckets.IsEmpty ? [name, $"{name}_total"] : [$"{name}_bucket", $"{name}_count", $"{name}_sum"];
    }

    [GeneratedRegex(@"\bsolidarity_[a-z_]+\b(?=[\[{ ]|$)")]
    private static partial Regex Metric();

    [GeneratedRegex(@"(?<label>\w+)(=|!=|=~)""")]
    private static partial Regex Compared();

    [GeneratedRegex(@"^\| `(?<name>--[a-z-]+)", RegexOptions.Multiline)]
    private static partial Regex Option();
}
