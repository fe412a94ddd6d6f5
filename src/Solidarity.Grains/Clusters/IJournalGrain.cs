using Orleans.CodeGeneration;
using Solidarity.Storage;

namespace Solidarity.Grains.Clusters;

/// <summary>Writes to the shared log for all silos: there is one, by Orleans' best effort. Two would be slower and no
/// less right, because the log itself takes each block only behind the one that its writer has read.</summary>
[Alias("solidarity.journal"), Version(1)]
internal interface IJournalGrain : IGrainWithIntegerKey
{
    /// <summary>Completes when all writes have been answered. The same writes may be sent again.</summary>
    /// <param name="writes">Of <see cref="Storage.Logs.LogWrites.Serialize"/>.</param>
    [Alias("write")]
    Task<WriteReply> Write(byte[] writes);
}

/// <summary>What became of writes.</summary>
/// <param name="Outcomes">In the order of the writes.</param>
/// <param name="Position">How far the journal has come at least, where the writer is.</param>
[Alias("solidarity.write-reply")]
internal sealed record WriteReply(ImmutableArray<WriteOutcome> Outcomes, long Position);

/// <summary>What became of a write; see <see cref="AppendResult"/>.</summary>
/// <param name="Number">The first position of what was appended, or the version that the stream has.</param>
[Alias("solidarity.write-outcome")]
internal sealed record WriteOutcome(WriteOutcomeKind Kind, long Number = 0)
{
    /// <summary>The commands that were answered before.</summary>
    public ImmutableArray<CommandId> Answered { get; init; } = [];

    /// <summary>Why nothing was written, for people; null where it was.</summary>
    public string? Problem { get; init; }
}

/// <summary>The kinds of <see cref="WriteOutcome"/>.</summary>
internal enum WriteOutcomeKind
{
    /// <summary>The append, or the acknowledgement, is in the log.</summary>
    Written,

    /// <summary>The stream has another version.</summary>
    Conflict,

    /// <summary>Commands of it were answered before.</summary>
    Answered,

    /// <summary>The log could not be written to; nothing of it counts, mostly, and it may be tried again.</summary>
    Unavailable,

    /// <summary>This one write failed by a fault of its own, and would again.</summary>
    Failed,
}
