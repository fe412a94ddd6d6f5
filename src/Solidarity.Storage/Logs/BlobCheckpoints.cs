using System.Security.Cryptography;
using System.Text;
using Azure;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using Azure.Storage.Blobs.Specialized;

namespace Solidarity.Storage.Logs;

/// <summary>
/// The checkpoints of a log, block blobs in its container: <c>checkpoints/POSITION-SEGMENT-OFFSET-LOT</c>, the numbers
/// filled up with zeros so that names sort as positions do. The lot keeps two services apart that write one of the same
/// place at once. A blob is there when it is whole: its blocks count only when all are listed. Any thread may call it.
/// </summary>
internal sealed class BlobCheckpoints(BlobContainerClient container, StorageRequests requests)
{
    /// <summary>Those of so many places are kept: one may be damaged, and another may be deleted while somebody still
    /// reads it.</summary>
    internal const int KeptMax = 3;

    private const string Folder = "checkpoints/";
    private const int PositionDigits = 19;
    private const int LotDigits = 8;

    /// <summary>The names of all, the newest first.</summary>
    /// <exception cref="JournalUnavailableException">The storage cannot be reached.</exception>
    internal IReadOnlyList<string> List() => requests.Try(() => container
        .GetBlobs(BlobTraits.None, BlobStates.None, Folder, CancellationToken.None)
        .Select(blob => blob.Name)
        .OrderByDescending(name => name, StringComparer.Ordinal)
        .ToList());

    /// <summary>The position of a checkpoint, from its name; 0 where the name says none.</summary>
    internal static long PositionOf(string name)
    {
        var numbers = name.AsSpan(Folder.Length);
        return numbers.Length > PositionDigits
            && long.TryParse(numbers[..PositionDigits], NumberStyles.None, CultureInfo.InvariantCulture, out var found)
                ? found
                : 0;
    }

    internal static string NewName(long position, LogMark mark)
    {
        var lot = RandomNumberGenerator.GetHexString(LotDigits, lowercase: true);
        return string.Create(
            CultureInfo.InvariantCulture, $"{Folder}{position:D19}-{mark.Segment:D10}-{mark.Offset:D19}-{lot}");
    }

    /// <returns>Null where there is none, or none as it was written.</returns>
    /// <exception cref="JournalUnavailableException">The storage cannot be reached.</exception>
    internal CheckpointHeader? ReadHeader(string name) =>
        Read(name, 0, CheckpointHeader.PrefixBytes) is { } prefix
        && CheckpointHeader.LengthOf(prefix) is > 0 and var length
        && Read(name, 0, length) is { } bytes
            ? CheckpointHeader.Parse(bytes)
            : null;

    /// <returns>Null where the blob is gone or shorter.</returns>
    /// <exception cref="JournalUnavailableException">The storage cannot be reached.</exception>
    internal byte[]? Read(string name, long offset, int length) => requests.Try(() =>
    {
        try
        {
            var options = new BlobDownloadOptions { Range = new HttpRange(offset, length) };
            var bytes = container.GetBlobClient(name).DownloadContent(options).Value.Content.ToArray();
            return bytes.Length == length ? bytes : null;
        }
        catch (RequestFailedException none) when (none.Status is 404 or 416)
        {
            return null;
        }
    });

    /// <summary>Puts in a block, which is none of the blob's yet.</summary>
    internal void Stage(string name, int block, byte[] bytes) => requests.Try(() =>
    {
        using var content = new MemoryStream(bytes, writable: false);
        return container.GetBlockBlobClient(name).StageBlock(IdOf(block), content);
    });

    /// <summary>Makes the blob of its blocks, which count from 0.</summary>
    internal void Commit(string name, int blocks) => requests.Try(() =>
        container.GetBlockBlobClient(name).CommitBlockList(Enumerable.Range(0, blocks).Select(IdOf)));

    internal void Delete(string name) => requests.Try(() => container.GetBlobClient(name).DeleteIfExists());

    private static string IdOf(int block) =>
        Convert.ToBase64String(Encoding.ASCII.GetBytes(block.ToString("D8", CultureInfo.InvariantCulture)));
}
