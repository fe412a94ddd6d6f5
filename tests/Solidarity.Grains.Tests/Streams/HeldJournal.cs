using Solidarity.Storage;

namespace Solidarity.Grains.Tests.Streams;

/// <summary>A journal whose followers get no entry behind a position: what they fold falls behind.</summary>
internal sealed class HeldJournal(IJournal journal) : JournalOver(journal)
{
    private readonly TaskCompletionSource _released = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private long _lastShown = long.MaxValue;

    /// <summary>From now on followers see nothing that comes.</summary>
    public void Hold() => Volatile.Write(ref _lastShown, Position);

    /// <summary>They see everything again.</summary>
    public void Release()
    {
        Volatile.Write(ref _lastShown, long.MaxValue);
        _released.SetResult();
    }

    public override async ValueTask<IReadOnlyList<Entry>> ReadAsync(
        long afterPosition, int max, CancellationToken cancellationToken = default)
    {
        var page = await base.ReadAsync(afterPosition, max, cancellationToken);
        var last = Volatile.Read(ref _lastShown);
        if (page.Count == 0 || page[0].Position <= last)
            return [.. page.Where(entry => entry.Position <= last)];
        await _released.Task.WaitAsync(cancellationToken);
        return page;
    }
}
