using Solidarity.Cluster.Tests.Clients;
using Solidarity.Cluster.Tests.Services;

namespace Solidarity.Cluster.Tests.Rounds;

/// <summary>What became of a round.</summary>
/// <param name="Fallen">What processes said last that ended by themselves and were started again.</param>
/// <param name="Printed">By each silo.</param>
internal sealed record RoundReport(
    int Number, RoundPlan Plan, Recorder Recorder, Upset Upset, IReadOnlyList<string> Problems,
    IReadOnlyList<Fallen> Fallen, ImmutableDictionary<string, string> Printed, PhaseTimes Times)
{
    private const int PrintedCharsMax = 6_000;

    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"round {Number}, seed {Plan.Seed}: {Plan}; {Recorder.Commands.Count} commands ({Accepted} accepted), "
        + $"{Recorder.Retries} retries, {Unknown} unknown, slowest answer {Slowest.TotalSeconds:0.00} s, "
        + $"answered elsewhere after {Elsewhere}, "
        + $"{Fallen.Count} fallen, {Times}; "
        + $"{(Problems.Count == 0 ? "right" : $"{Problems.Count} PROBLEMS")}");

    /// <summary>For whoever has to find out what went wrong.</summary>
    public string Full() => string.Join('\n',
    [
        ToString(), .. Problems, .. Fallen.Select(process => $"{process}"),
        .. Printed.Select(silo => $"--- {silo.Key} printed\n{Last(silo.Value)}"),
    ]);

    /// <summary>For each kill, how long until every section that was asked afterwards had answered something that was
    /// asked after the kill.</summary>
    public IEnumerable<TimeSpan> ElsewhereTimes => Upset.Kills.Select(kill => Recorder.Commands
        .Where(command => command.Start >= kill && command.Outcome is not Outcome.Unknown)
        .GroupBy(command => command.Stream)
        .Select(stream => Stopwatch.GetElapsedTime(kill, stream.Min(command => command.End)))
        .DefaultIfEmpty()
        .Max());

    /// <summary>The longest that a client waited, over all its tries.</summary>
    private TimeSpan Slowest => Recorder.Commands
        .Where(command => command.Outcome is not Outcome.Unknown)
        .Select(command => Stopwatch.GetElapsedTime(command.Start, command.End))
        .DefaultIfEmpty()
        .Max();

    private string Elsewhere => string.Join(", ", ElsewhereTimes.Select(
        time => string.Create(CultureInfo.InvariantCulture, $"{time.TotalSeconds:0.00} s"))) is { Length: > 0 } times
        ? times
        : "no kill";

    private int Accepted => Recorder.Commands.Count(command => command.Outcome is Outcome.Accepted);

    private int Unknown => Recorder.Commands.Count(command => command.Outcome is Outcome.Unknown);

    private static string Last(string text) => text.Length > PrintedCharsMax ? text[^PrintedCharsMax..] : text;
}
