using Solidarity.Commands.CommandLine;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace Solidarity.Demos.Seizures;

/// <summary>A seizure as it is now, for a terminal: what was done, the strike's board, which ways the money goes, who
/// trusts the hub no more, what is stuck there, and how one sum went round.</summary>
internal sealed class SeizurePicture(SeizureState state)
{
    private static readonly Style Bold = new(decoration: Decoration.Bold);

    public IRenderable Now()
    {
        var parts = new List<IRenderable>();
        parts.AddRange(state.Phases.Select(phase => new Text(phase.Said)));
        parts.Add(new Text(Gauge.Phase(state.Now), Bold));
        if (state.Board is { } board)
            parts.AddRange([Text.Empty, .. Gauge.Coverage(board)]);
        if (state.Transfers is { } transfers)
            parts.AddRange(Money(transfers));
        if (Decided() is { Length: > 0 } decided)
            parts.AddRange([Text.Empty, new Text(decided)]);
        if (state.Story is { } story)
            parts.AddRange(
            [
                Text.Empty, new Text(T($"How the money of {story.Transfer.Source} went round:")),
                .. SeizureTables.Plans(story).Select(line => new Text($"  {line}")),
            ]);
        return new Rows(parts);
    }

    private IEnumerable<IRenderable> Money(SeizureTransfers transfers)
    {
        if (transfers.Settled > 0)
            yield return new Rows(Text.Empty, SeizureTables.Ways(transfers));
        if (transfers.StuckCount > 0)
            yield return new Rows(Text.Empty, SeizureTables.Stuck(transfers, state.Board));
    }

    private string Decided()
    {
        var decisions = state.Decisions;
        if (decisions.Length == 0)
            return "";
        var lifted = decisions.Where(decision => decision.Lifted).Select(decision => decision.Body).ToHashSet();
        var against = decisions.Where(decision => !decision.Lifted && !lifted.Contains(decision.Body))
            .Select(decision => Names.Short(decision.Body)).ToArray();
        return against.Length == 0
            ? T($"All {lifted.Count} neighbours trust {SeizurePlan.Hub} again.")
            : T($"{SeizurePlan.Hub} is quarantined by {against.Length}: {string.Join(", ", against)}");
    }
}
