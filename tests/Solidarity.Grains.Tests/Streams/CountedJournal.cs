using Solidarity.Storage;

namespace Solidarity.Grains.Tests.Streams;

/// <summary>Counts what is asked of a journal by one caller after the other.</summary>
internal sealed class CountedJournal(IJournal journal) : JournalOver(journal)
{
    public int Appends { get; private set; }

    public int StreamsRead { get; private set; }

    public override ValueTask<AppendResult> AppendAsync(Append append, CancellationToken cancellationToken = default)
    {
        Appends++;
        return base.AppendAsync(append, cancellationToken);
    }

    public override ValueTask<IReadOnlyList<Entry>> ReadStreamAsync(
        StreamName stream, long afterVersion, int max, CancellationToken cancellationToken = default)
    {
        StreamsRead++;
        return base.ReadStreamAsync(stream, afterVersion, max, cancellationToken);
    }
}
