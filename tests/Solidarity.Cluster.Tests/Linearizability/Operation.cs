namespace Solidarity.Cluster.Tests.Linearizability;

/// <summary>A call to a stream, as a client saw it: when it was made, and when it was answered. The times are those of
/// one clock, and only their order matters.</summary>
/// <param name="Call">What was asked, with the answer where there was one.</param>
/// <param name="End">Null where nobody knows what became of it: it may take effect at any time after its start, or
/// never.</param>
internal sealed record Operation<TCall>(TCall Call, long Start, long? End)
{
    public override string ToString() => $"{Start,12} .. {(End is { } end ? $"{end,12}" : "   (unknown)")}  {Call}";
}
