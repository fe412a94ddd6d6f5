namespace Solidarity.Grains.Snapshots;

/// <summary>The changes between one snapshot and the next. What an edit made it may change in place, until it is
/// closed.</summary>
public sealed class Edit
{
    internal bool IsClosed { get; private set; }

    internal void Close() => IsClosed = true;
}

/// <summary>
/// A part of a snapshot. Readers on any thread hold it for as long as they like and see no change: the one writer
/// changes in place only what its own open <see cref="Edit"/> made, which nobody else has yet, and a copy of everything
/// else. So a part is copied at most once for each snapshot in which it changes. The copy is shallow: fields hold
/// immutable values, persistent collections, or further parts.
/// </summary>
public abstract class CopyOnWrite<TSelf> where TSelf : CopyOnWrite<TSelf>
{
    private Edit? _edit;

    /// <summary>The edit that this part may be changed by.</summary>
    /// <exception cref="InvalidOperationException">The part is in a snapshot.</exception>
    protected Edit Edit => _edit is { IsClosed: false } edit
        ? edit
        : throw new InvalidOperationException($"{GetType().Name} is in a snapshot, which never changes.");

    /// <summary>This part where <paramref name="edit"/> made it; else a copy for the edit to change.</summary>
    internal TSelf In(Edit edit)
    {
        if (_edit == edit)
            return (TSelf)this;
        var copy = (TSelf)MemberwiseClone();
        copy._edit = edit;
        copy.OnCopied(edit);
        return copy;
    }

    /// <summary>Opens a new part to an edit of its own.</summary>
    protected void Begin()
    {
        _edit = new Edit();
        OnCopied(_edit);
    }

    /// <summary>Copies the parts that this one holds in fields of its own.</summary>
    protected virtual void OnCopied(Edit edit)
    {
    }
}
