namespace Solidarity.Cluster.Tests.Linearizability;

/// <summary>What happens to one pledge on a strike's board.</summary>
internal abstract record BoardCall
{
    private BoardCall() { }

    /// <summary>The board takes in a pledge.</summary>
    internal sealed record Pledged(string Id) : BoardCall;

    /// <summary>The board takes in that a pledge was withdrawn.</summary>
    internal sealed record Withdrawn(string Id) : BoardCall;

    /// <summary>A reading of the board: the pledges on it, each with whether it stands.</summary>
    internal sealed record Board(ImmutableSortedDictionary<string, bool> Pledges) : BoardCall
    {
        public override string ToString() =>
            $"board of {Pledges.Count}, {Pledges.Values.Count(stands => stands)} stand";
    }
}

/// <summary>
/// Whether readings of a strike's board are linearizable. A pledge comes to the board by a message, so it may be taken
/// in at any time after it was made, and has to be before the board was waited for.
/// </summary>
/// <remarks>
/// A board is a snapshot of many pledges that do not touch each other. Searching the orders of all of them at once
/// takes exponential time, so the history is divided, as Horn and Kroening do (Faster Linearizability Checking via
/// P-Compositionality, 2015): each pledge by itself has to be linearizable, which <see cref="LinearizabilityChecker"/>
/// says; and because nothing ever leaves a board, the readings have to form a chain, each with all that one before it
/// had, in an order that their times allow. What passes both may, in theory, be wrong still: that one order has both
/// is not looked for.
/// </remarks>
internal static class StrikeModel
{
    private const string Missing = "missing";
    private const string Stands = "stands";
    private const string Ended = "withdrawn";

    public static string? Check(IReadOnlyCollection<Operation<BoardCall>> history)
    {
        var boards = history.Where(operation => operation.Call is BoardCall.Board).ToList();
        var changes = history.Where(operation => operation.Call is not BoardCall.Board)
            .ToLookup(operation => IdOf(operation.Call));
        var strangers = boards.SelectMany(board => ((BoardCall.Board)board.Call).Pledges.Keys)
            .Except(changes.Select(change => change.Key)).ToList();
        if (strangers.Count > 0)
            return $"boards have pledges that nobody made: {string.Join(", ", strangers)}";
        foreach (var pledge in changes)
            if (CheckOne(pledge, boards) is { } problem)
                return $"pledge {pledge.Key}: {problem}";
        return CheckChain(boards);
    }

    private static string? CheckOne(
        IGrouping<string, Operation<BoardCall>> pledge, IEnumerable<Operation<BoardCall>> boards) =>
        LinearizabilityChecker.Check(
            [.. pledge, .. boards], Missing, (state, call) => Next(state, call, pledge.Key));

    private static string? Next(string state, BoardCall call, string pledge) => call switch
    {
        BoardCall.Pledged => state == Missing ? Stands : null,
        BoardCall.Withdrawn => state == Stands ? Ended : null,
        BoardCall.Board board => state == StateOn(board, pledge) ? state : null,
        _ => throw new UnreachableException($"call {call.GetType().Name}"),
    };

    private static string StateOn(BoardCall.Board board, string pledge) =>
        !board.Pledges.TryGetValue(pledge, out var stands) ? Missing : stands ? Stands : Ended;

    private static string IdOf(BoardCall call) => call switch
    {
        BoardCall.Pledged pledged => pledged.Id,
        BoardCall.Withdrawn withdrawn => withdrawn.Id,
        _ => throw new UnreachableException($"call {call.GetType().Name}"),
    };

    /// <summary>The readings by how much is on them; of those with as much, the earlier first.</summary>
    private static string? CheckChain(IEnumerable<Operation<BoardCall>> boards)
    {
        Operation<BoardCall>? before = null;
        long at = 0;
        foreach (var board in boards.OrderBy(board => SizeOf((BoardCall.Board)board.Call)).ThenBy(board => board.End))
        {
            if (before is not null && !Contains((BoardCall.Board)board.Call, (BoardCall.Board)before.Call))
                return $"neither of two boards has all that the other has:\n{before}\n{board}";
            at = Math.Max(at, board.Start);
            if (at > board.End)
                return $"a board lacks what one before it had:\n{before}\n{board}";
            before = board;
        }
        return null;
    }

    // A withdrawal is a second thing on the board.
    private static int SizeOf(BoardCall.Board board) =>
        board.Pledges.Count + board.Pledges.Values.Count(stands => !stands);

    private static bool Contains(BoardCall.Board larger, BoardCall.Board smaller) => smaller.Pledges.All(pledge =>
        larger.Pledges.TryGetValue(pledge.Key, out var stands) && (pledge.Value || !stands));
}
