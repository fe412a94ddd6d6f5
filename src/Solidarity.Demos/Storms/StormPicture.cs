using Solidarity.Commands.Sheets;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace Solidarity.Demos.Storms;

/// <summary>A storm as it is now, for a terminal.</summary>
internal sealed class StormPicture(StormState state, StormSize size)
{
    private const int CountriesMax = 5;
    private static readonly Style Bold = new(decoration: Decoration.Bold);

    private (long Position, long At) _before = (0, Stopwatch.GetTimestamp());

    public IRenderable Now()
    {
        var parts = new List<IRenderable> { new Text(Gauge.Phase(state.Now), Bold), new Text(Journal()) };
        if (state.Phases is { Length: > 0 } phases)
            parts.AddRange([Text.Empty, Over(phases)]);
        if (state.Board is { } board)
            parts.AddRange([Text.Empty, new Text(Reach(board)), .. Gauge.Coverage(board), .. Countries(board)]);
        return new Rows(parts);
    }

    private string Journal()
    {
        var (position, now) = (state.Journal?.Position ?? 0, Stopwatch.GetTimestamp());
        var rate = (position - _before.Position) / Stopwatch.GetElapsedTime(_before.At, now).TotalSeconds;
        _before = (position, now);
        return Counting.Invariant($"{position:N0} entries, {rate:N0} a second; journal {Counting.MiB(state.Bytes)}");
    }

    private static Sheet Over(DemoPhase[] phases) =>
        Sheet.Of(phases, ["Phase", "Count>", "Of what", "Seconds>", "Per second>"], phase =>
        [
            phase.Name, Counting.Invariant($"{phase.Count:N0}"), phase.What,
            Counting.Invariant($"{phase.Seconds:0.00}"), phase.Rate,
        ]);

    private string Reach(V1.Board board)
    {
        var (answers, delivery) = (board.Answers, board.Delivery);
        return string.Create(CultureInfo.InvariantCulture,
            $"reached {Gauge.Bar(delivery.Reached, size.Sections - 1)} {delivery.Reached:N0} sections, "
            + $"{delivery.Warned:N0} warned, {delivery.Relays:N0} federations relayed it\n"
            + $"answers {answers.Pledged:N0} pledged, {answers.Supported:N0} with lodging, "
            + $"{answers.Declined:N0} declined, {answers.Unanswered:N0} unanswered");
    }

    private static IEnumerable<IRenderable> Countries(V1.Board board)
    {
        if (board.Countries.Count == 0)
            yield break;
        var sheet = new Sheet("Country", "Reached>", "Pledged>", "Other>", "Declined>");
        foreach (var country in board.Countries.OrderByDescending(country => country.Reached).Take(CountriesMax))
            sheet.Row(
                country.Name, Counting.Invariant($"{country.Reached:N0}"),
                Counting.Invariant($"{country.Pledged:N0}"), Counting.Invariant($"{country.Supported:N0}"),
                Counting.Invariant($"{country.Declined:N0}"));
        yield return Text.Empty;
        yield return sheet;
    }
}
