namespace Solidarity.Cluster.Tests.Linearizability;

/// <summary>
/// Says whether a history of calls and answers is linearizable: whether there is an order of the operations, each at
/// one moment between its start and its end, in which a model that knows no concurrency gives the same answers.
/// </summary>
/// <remarks>
/// The search is that of Wing and Gong (Testing and Verifying Concurrent Objects, 1993): starts and ends stand in a
/// list by time; an operation whose start comes before the first end may be the next one; where the model takes it, it
/// leaves the list with its end; where an end is reached whose operation was not taken, the last taken goes back. Lowe
/// (Testing for Linearizability, 2016) adds that nothing is tried twice from the same set of operations and the same
/// state; the form with a linked list is that of Porcupine. An operation without an end may be taken at any time and
/// need not be. It costs n steps for an order that fits at once, and in the worst case as many as there are sets of
/// operations under way at the same time; past <see cref="StepsMax"/> it says that it does not know.
/// </remarks>
internal static class LinearizabilityChecker
{
    public const int StepsMax = 5_000_000;

    /// <param name="next">The state after a call; null where the model cannot give the answer that the call has.
    /// </param>
    /// <returns>Null where there is an order; else how far the best one came and what stood against it.</returns>
    public static string? Check<TState, TCall>(
        IEnumerable<Operation<TCall>> history, TState initial, Func<TState, TCall, TState?> next)
        where TState : class =>
        new Search<TState, TCall>([.. history.OrderBy(operation => operation.Start)], initial, next).Run();

    private sealed class Search<TState, TCall>(
        Operation<TCall>[] operations, TState state, Func<TState, TCall, TState?> next)
        where TState : class
    {
        private readonly HashSet<Reached<TState>> _tried = [];
        private readonly Stack<(TimeNode Start, TState Before)> _taken = [];
        private readonly ulong[] _set = new ulong[(operations.Length + 63) / 64];
        private readonly TimeNode _head = TimeNode.ListOf(operations);
        private int _required = operations.Count(operation => operation.End is not null);
        private int _steps;
        private (int Taken, TState State, string[] Left) _best = (-1, state, []);

        public string? Run()
        {
            var at = _head.Next;
            while (_required > 0)
            {
                if (++_steps > StepsMax)
                    return $"undecided after {StepsMax} steps; {Report()}";
                if (at is { IsStart: true })
                {
                    at = TryTake(at) ? _head.Next : at.Next;
                    continue;
                }
                Note(at);
                at = GoBack();
                if (at is null)
                    return $"there is no order for these operations; {Report()}";
            }
            return null;
        }

        private bool TryTake(TimeNode start)
        {
            var number = start.Operation;
            if (next(state, operations[number].Call) is not { } after)
                return false;
            _set[number / 64] |= 1UL << (number % 64);
            if (!_tried.Add(new Reached<TState>([.. _set], after)))
            {
                _set[number / 64] &= ~(1UL << (number % 64));
                return false;
            }
            _taken.Push((start, state));
            state = after;
            start.Lift();
            if (operations[number].End is not null)
                _required--;
            return true;
        }

        private void Note(TimeNode? blocking)
        {
            if (_taken.Count > _best.Taken)
                _best = (_taken.Count, state, [.. Left(blocking)]);
        }

        /// <returns>Where to go on: behind the last start that something stands behind; null where nothing is left to
        /// be taken back.</returns>
        private TimeNode? GoBack()
        {
            while (_taken.TryPop(out var last))
            {
                var number = last.Start.Operation;
                state = last.Before;
                _set[number / 64] &= ~(1UL << (number % 64));
                last.Start.Unlift();
                if (operations[number].End is not null)
                    _required++;
                if (last.Start.Next is { } behind)
                    return behind;
            }
            return null;
        }

        private IEnumerable<string> Left(TimeNode? blocking)
        {
            for (var at = _head.Next; at is not null && at != blocking; at = at.Next)
                if (at.IsStart)
                    yield return operations[at.Operation].ToString();
        }

        private string Report() =>
            $"the best order has {_best.Taken} of {operations.Length} and ends in {_best.State}; none of these "
            + "follows:\n" + string.Join('\n', _best.Left);
    }
}
