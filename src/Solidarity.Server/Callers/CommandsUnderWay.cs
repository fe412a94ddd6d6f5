namespace Solidarity.Server.Callers;

/// <summary>How many commands wait for their answer now, those of callers that have left too; what may wait makes
/// room for them. There is a bound: where the
/// journal is slow, further ones are refused and may be sent again, and do not pile up in memory.</summary>
internal sealed class CommandsUnderWay(int max = ServerLimits.CommandsUnderWayMax)
{
    private int _count;

    public int Count => Volatile.Read(ref _count);

    /// <summary>False where too many wait; otherwise <see cref="Ended"/> is to follow.</summary>
    public bool TryBegin()
    {
        if (Interlocked.Increment(ref _count) <= max)
            return true;
        Ended();
        return false;
    }

    public void Ended() => Interlocked.Decrement(ref _count);
}
