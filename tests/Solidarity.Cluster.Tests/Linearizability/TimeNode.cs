namespace Solidarity.Cluster.Tests.Linearizability;

/// <summary>The start or the end of an operation in a list by time, out of which it can be lifted and put back.
/// </summary>
internal sealed class TimeNode
{
    private TimeNode? _previous;
    private TimeNode? _end;

    private TimeNode(int operation, bool isStart) => (Operation, IsStart) = (operation, isStart);

    public int Operation { get; }

    public bool IsStart { get; }

    public TimeNode? Next { get; private set; }

    /// <returns>The head of the list, which stands for no operation. Where two times are equal the starts come first:
    /// then the two overlap.</returns>
    public static TimeNode ListOf<TCall>(IReadOnlyList<Operation<TCall>> operations)
    {
        var times = new List<(long Time, TimeNode Node)>();
        for (var i = 0; i < operations.Count; i++)
        {
            var start = new TimeNode(i, isStart: true);
            times.Add((operations[i].Start, start));
            if (operations[i].End is not { } end)
                continue;
            start._end = new TimeNode(i, isStart: false);
            times.Add((end, start._end));
        }
        var head = new TimeNode(-1, isStart: false);
        var last = head;
        foreach (var (_, node) in times.OrderBy(time => time.Time).ThenBy(time => !time.Node.IsStart))
        {
            (last.Next, node._previous) = (node, last);
            last = node;
        }
        return head;
    }

    /// <summary>Takes the start of an operation out of the list, and its end.</summary>
    public void Lift()
    {
        Leave();
        _end?.Leave();
    }

    /// <summary>Undoes the last <see cref="Lift"/> that was not undone yet.</summary>
    public void Unlift()
    {
        _end?.Return();
        Return();
    }

    private void Leave()
    {
        _previous!.Next = Next;
        if (Next is not null)
            Next._previous = _previous;
    }

    private void Return()
    {
        _previous!.Next = this;
        if (Next is not null)
            Next._previous = this;
    }
}
