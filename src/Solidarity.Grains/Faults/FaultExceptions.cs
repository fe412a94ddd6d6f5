using Solidarity.Storage;

namespace Solidarity.Grains.Faults;

/// <summary>A command failed by a fault of the service. It was not answered, nothing of it was kept, and the same
/// request may be sent again. The fault is in the log already.</summary>
public sealed class CommandFaultException(StreamName stream, Exception inner)
    : Exception($"{stream} could not decide a command: {BodyFault.Describe(inner)}", inner);

/// <summary>A body takes no commands, because its stream does not fold.</summary>
public sealed class BodyFaultyException(StreamName stream, long position, Exception inner)
    : Exception($"{stream} does not fold at entry {position}: {BodyFault.Describe(inner)}", inner)
{
    public StreamName Stream { get; } = stream;

    /// <summary>Of the first entry that does not fold, in the journal.</summary>
    public long Position { get; } = position;
}
