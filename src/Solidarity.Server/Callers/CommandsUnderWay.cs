namespace Solidarity.Server.Callers;

/// <summary>How many commands wait for their answer now; what may wait makes room for them.</summary>
internal sealed class CommandsUnderWay
{
    private int _count;

    public int Count => Volatile.Read(ref _count);

    public void Began() => Interlocked.Increment(ref _count);

    public void Ended() => Interlocked.Decrement(ref _count);
}
