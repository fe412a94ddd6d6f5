using Solidarity.Storage;

namespace Solidarity.Grains.Tests.Streams;

/// <summary>A journal that turns down an append with a large body, as a whole, as the real one does at 4 MiB. It
/// answers later, so that what is asked meanwhile becomes a batch.</summary>
internal sealed class NarrowJournal(IJournal journal, int bodyBytesMax = int.MaxValue) : JournalOver(journal)
{
    public int Appends { get; private set; }

    public override async ValueTask<AppendResult> AppendAsync(
        Append append, CancellationToken cancellationToken = default)
    {
        Appends++;
        await Task.Yield();
        return append.Entries.FirstOrDefault(entry => entry.Body.Length > bodyBytesMax) is { } large
            ? throw new AppendTooLargeException(
                $"{large.Body.Length} bytes in a body; at most {bodyBytesMax} are allowed",
                append.Entries.IndexOf(large))
            : await base.AppendAsync(append, cancellationToken);
    }
}
