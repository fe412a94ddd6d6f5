using System.Text.Json;

namespace Solidarity.Benchmarks;

/// <summary>Writes results, as a few lines for people or one line of JSON for programs.</summary>
internal static class Report
{
    private const int DigitsMax = 3;

    private static readonly JsonSerializerOptions Json = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    public static string ForPeople(Result result, Conditions conditions)
    {
        var parameters = string.Join(", ", conditions.Parameters.Select(pair => $"{pair.Key} {Number(pair.Value)}"));
        var lines = new List<string>
        {
            $"{result.Figure.Name} ({parameters})",
            "  ours  " + Range(result.Ours, result.Figure.Unit),
        };
        if (result.Peer is not null)
        {
            lines.Add("  peer  " + Range(result.Peer, result.Figure.Unit) + "  " + result.PeerName);
            lines.Add(string.Create(
                CultureInfo.InvariantCulture, $"  ratio {result.Ratio:0.###} (above 1: we are faster)"));
        }
        return string.Join('\n', lines);
    }

    public static string ForPrograms(Result result, Conditions conditions) => JsonSerializer.Serialize(
        new
        {
            result.Figure.Name,
            result.Figure.Unit,
            Ours = Rounded(result.Ours),
            Peer = result.Peer is null ? null : new
            {
                Name = result.PeerName,
                Median = Round(result.Peer.Median),
                Min = Round(result.Peer.Min),
                Max = Round(result.Peer.Max),
                result.Peer.Runs,
            },
            Ratio = result.Ratio is { } ratio ? Round(ratio) : (double?)null,
            Conditions = conditions,
        },
        Json);

    private static string Range(Measured measured, string unit) =>
        $"{Number(measured.Median)} {unit} ({Number(measured.Min)} to {Number(measured.Max)}, {measured.Runs} runs)";

    private static string Number(double number) =>
        number.ToString(Math.Abs(number) < 100 ? "#,0.##" : "#,0", CultureInfo.InvariantCulture);

    private static Measured Rounded(Measured measured) =>
        measured with { Median = Round(measured.Median), Min = Round(measured.Min), Max = Round(measured.Max) };

    private static double Round(double number) => Math.Round(number, DigitsMax);
}
