namespace Grpc.Core;

/// <summary>How a message is written.</summary>
[Flags]
public enum WriteFlags
{
    /// <summary>The message may wait in a buffer for more.</summary>
    BufferHint = 0x1,

    /// <summary>The message is not compressed, though the call may be.</summary>
    NoCompress = 0x2,
}

/// <summary>How messages are written. Immutable.</summary>
public class WriteOptions
{
    /// <summary>Written at once, compressed when the call is.</summary>
    public static readonly WriteOptions Default = new();

    /// <summary>Options with these flags.</summary>
    public WriteOptions(WriteFlags flags = default) => Flags = flags;

    /// <summary>The flags.</summary>
    public WriteFlags Flags { get; }
}
