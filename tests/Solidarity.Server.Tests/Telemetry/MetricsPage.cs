using System.Text.RegularExpressions;

namespace Solidarity.Server.Tests.Telemetry;

/// <summary>What /metrics says, in Prometheus' text format.</summary>
internal sealed partial class MetricsPage
{
    private MetricsPage(string text)
    {
        Text = text;
        Samples = [.. Sample().Matches(text).Select(sample => (
            sample.Groups["name"].Value,
            (IReadOnlyDictionary<string, string>)Label().Matches(sample.Groups["labels"].Value)
                .ToDictionary(label => label.Groups["name"].Value, label => label.Groups["value"].Value),
            double.Parse(sample.Groups["value"].Value, CultureInfo.InvariantCulture)))];
    }

    public string Text { get; }

    public IReadOnlyList<(string Name, IReadOnlyDictionary<string, string> Labels, double Value)> Samples { get; }

    public static async Task<MetricsPage> ReadAsync(Uri metrics, CancellationToken cancellationToken)
    {
        using var client = new HttpClient();
        return new MetricsPage(await client.GetStringAsync(new Uri(metrics, "/metrics"), cancellationToken));
    }

    /// <summary>The sum of the samples of a name that have a label.</summary>
    public double Sum(string name, string? label = null, string? value = null) => Samples
        .Where(sample => sample.Name == name && (label is null || sample.Labels.GetValueOrDefault(label) == value))
        .Sum(sample => sample.Value);

    [GeneratedRegex(@"^(?<name>\w+)(\{(?<labels>.*)\})? (?<value>\S+)( \d+)?$", RegexOptions.Multiline)]
    private static partial Regex Sample();

    [GeneratedRegex("(?<name>\\w+)=\"(?<value>[^\"]*)\"")]
    private static partial Regex Label();
}
