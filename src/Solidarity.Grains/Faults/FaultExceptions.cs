using Solidarity.Storage;

namespace Solidarity.Grains.Faults;

/// <summary>A command failed by a fault of the service. It was not answered, nothing of it was kept, and the same
/// request may be sent again. The fault is in the log already.</summary>
[Alias("solidarity.command-fault"), GenerateSerializer]
public sealed class CommandFaultException(StreamName stream, Exception inner)
    : Exception($"{stream} could not decide a command: {BodyFault.Describe(inner)}", inner);

/// <summary>An entry has an event that this version does not know: a newer one wrote it, or it was tampered with.
/// </summary>
public sealed class UnknownEventException(string name)
    : Exception($"this version does not know events of the name \"{name}\"");

/// <summary>What an append that threw says of its entries.</summary>
internal static class AppendFaults
{
    /// <summary>Whether some entry cannot be written. What the disk or the service's stop is to blame for concerns all
    /// entries alike.</summary>
    public static bool IsOfAnEntry(Exception problem) => problem
        is not (JournalUnavailableException or JournalUnreadableException or ObjectDisposedException
            or OperationCanceledException or NotSupportedException);
}

/// <summary>A body takes no commands, because its stream does not fold.</summary>
[Alias("solidarity.body-faulty"), GenerateSerializer]
public sealed class BodyFaultyException(StreamName stream, long position, Exception inner)
    : Exception($"{stream} does not fold at entry {position}: {BodyFault.Describe(inner)}", inner)
{
    [Id(0)]
    public StreamName Stream { get; } = stream;

    /// <summary>Of the first entry that does not fold, in the journal.</summary>
    [Id(1)]
    public long Position { get; } = position;
}
