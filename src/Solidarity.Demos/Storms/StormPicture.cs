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
        return T(
            $"{Counting.Of(position)} entries, {Counting.Of(rate, 0)} a second; journal {Counting.MiB(state.Bytes)}");
    }

    private static Sheet Over(DemoPhase[] phases) =>
        Sheet.Of(phases, ["Phase", "Count>", "Of what", "Seconds>", "Per second>"], phase =>
        [
            phase.Name, Counting.Of(phase.Count), phase.What,
            Counting.Of(phase.Seconds, 2), phase.Rate,
        ]);

    private string Reach(V1.Board board)
    {
        var (answers, delivery) = (board.Answers, board.Delivery);
        return T(
            $"reached {Gauge.Bar(delivery.Reached, size.Sections - 1)} {Counting.Of(delivery.Reached)} sections, "
            + $"{Counting.Of(delivery.Warned)} warned, {Counting.Of(delivery.Relays)} federations relayed it\n"
            + $"answers {Counting.Of(answers.Pledged)} pledged, {Counting.Of(answers.Supported)} with lodging, "
            + $"{Counting.Of(answers.Declined)} declined, {Counting.Of(answers.Unanswered)} unanswered");
    }

    private static IEnumerable<IRenderable> Countries(V1.Board board)
    {
        if (board.Countries.Count == 0)
            yield break;
        var sheet = new Sheet("Country", "Reached>", "Pledged>", "Other>", "Declined>");
        foreach (var country in board.Countries.OrderByDescending(country => country.Reached).Take(CountriesMax))
            sheet.Row(
                country.Name, Counting.Of(country.Reached),
                Counting.Of(country.Pledged), Counting.Of(country.Supported),
                Counting.Of(country.Declined));
        yield return Text.Empty;
        yield return sheet;
    }
}
