using System.Security.Cryptography;
using Azure;
using Azure.Core.Pipeline;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using Azure.Storage.Blobs.Specialized;

namespace Solidarity.Storage.Logs;

/// <summary>
/// A shared log in append blobs of one container: <c>log/0000000001</c> and so on, each a segment. A block is appended
/// with the condition that the blob has the length that the writer knows, so of two writers one is told that the other
/// was faster. When a segment is long enough its last block says that the log goes on in the next one.
/// </summary>
/// <remarks>An append whose answer was lost is sent again with the same condition; where it is then refused, the block
/// at that place is read: it is the very same one, or somebody else's.</remarks>
public sealed class BlobLog : SharedLog
{
    /// <summary>After so many blocks, or bytes, the next segment begins. A blob takes 50,000 blocks.</summary>
    public const int SegmentBlocksMax = 40_000;
    public const long SegmentBytesMax = 256L << 20;

    /// <summary>How many bytes are read at once. At <see cref="LogBlock.BytesMin"/> each, these are fewer than 1,000
    /// blocks: Azurite fails at longer ranges.</summary>
    internal const int ReadBytes = 112 * 1024;

    /// <summary>How many are read at once where the last blocks were so long that these are about
    /// <see cref="BlocksPerReadMean"/> blocks. Where Azurite fails at it all the same, for the next ones are shorter,
    /// <see cref="ReadBytes"/> are read instead.</summary>
    private const int ReadBytesMax = 4 << 20;
    private const int BlocksPerReadMean = 700;

    /// <summary>For one request; the answer comes in some milliseconds.</summary>
    private static readonly TimeSpan AnswerTimeMax = TimeSpan.FromSeconds(10);

    private readonly BlobContainerClient _container;
    private readonly StorageRequests _requests;
    private readonly int _blocksMax;
    private readonly ReadAhead _ahead;
    private volatile int _rangeBytes = ReadBytes;

    private BlobLog(BlobContainerClient container, TimeProvider time, int blocksMax)
    {
        (_container, _blocksMax) = (container, blocksMax);
        Name = $"{container.AccountName}/{container.Name}";
        _requests = new StorageRequests(Name, time);
        _ahead = new ReadAhead(ReadBehind);
        Checkpoints = new BlobCheckpoints(container, new StorageRequests(Name, time));
    }

    public override string Name { get; }

    internal override BlobCheckpoints Checkpoints { get; }

    /// <param name="name">The name of the container: 3 to 63 small letters, digits and hyphens. It is made where it is
    /// missing.</param>
    /// <exception cref="FormatException">The account's connection string or the name is not one.</exception>
    public static BlobLog Open(StorageAccount account, string name) => Open(account, name, SegmentBlocksMax);

    /// <param name="transport">The line to the storage; null: the ordinary one.</param>
    /// <param name="time">Measures for how long a storage that is away is not asked; null: the system's.</param>
    internal static BlobLog Open(
        StorageAccount account, string name, int blocksMax, HttpPipelineTransport? transport = null,
        TimeProvider? time = null)
    {
        ArgumentNullException.ThrowIfNull(account);
        var options = new BlobClientOptions();
        // An append that is sent again needs to be looked for first, so the retries are ours.
        options.Retry.MaxRetries = 0;
        options.Retry.NetworkTimeout = AnswerTimeMax;
        if (transport is not null) options.Transport = transport;
        return new BlobLog(account.Container(name, options), time ?? TimeProvider.System, blocksMax);
    }

    /// <inheritdoc/>
    internal override Hash256 ReadId()
    {
        _requests.Try(cancelled => _container.CreateIfNotExists(cancellationToken: cancelled));
        RequireFilled();
        if (Read(LogMark.Start) is [var (first, _), ..]) return IdOf(first);
        TryAppend(LogMark.Start, LogBlock.Begin(Hash256.Read(RandomNumberGenerator.GetBytes(Hash256.Bytes))));
        // Somebody else may have been faster.
        return IdOf(Read(LogMark.Start)[0].Block);
    }

    /// <inheritdoc/>
    internal override IReadOnlyList<LoggedBlock> Read(LogMark after) => _ahead.Read(after);

    /// <summary>Whether there is nothing in it yet. A log that is not there is not begun by asking.</summary>
    internal bool IsEmpty => LengthOf(1) == 0;

    /// <summary>Whether it is being filled with what another log or journal has, so that no service may use it. A blob
    /// stands for that: it is made before the first block and goes after the last one.</summary>
    internal bool IsBeingFilled => _requests.Try(() => Filling.Exists().Value);

    /// <summary>What a log has that is being filled is no state that anybody had.</summary>
    /// <exception cref="JournalUnavailableException">It is being filled, or cannot be reached.</exception>
    internal void RequireFilled()
    {
        if (!IsBeingFilled) return;
        throw new JournalUnavailableException(
            $"the log {Name} is being filled by `solidarity restore` or `solidarity migrate`, or that was broken "
            + "off; let it end, or run the same command again");
    }

    internal void BeginFilling()
    {
        _requests.Try(() => _container.CreateIfNotExists());
        _requests.Try(() => Filling.Upload(new BinaryData("a log is being filled"), overwrite: true));
    }

    internal void EndFilling() => _requests.Try(() => Filling.DeleteIfExists());

    private BlobClient Filling => _container.GetBlobClient("filling");

    private (IReadOnlyList<LoggedBlock> Blocks, bool HasMore) ReadBehind(LogMark after)
    {
        var blob = SegmentOf(after.Segment);
        var asked = _rangeBytes;
        var bytes = ReadSome(blob, after.Offset, asked);
        var hasMore = bytes.Length == asked;
        if (LogBlock.LengthOf(bytes.Span) is var length && length > bytes.Length)
            bytes = ReadRange(blob, after.Offset, length);
        // Nobody sees half an append, so this is no end of the log.
        if (length > bytes.Length) throw CutOff(length, bytes.Length);
        var blocks = LoggedBlock.ParseAll(bytes, after);
        if (blocks.Count == 0)
        {
            RequireNoneBehind(after);
            return (blocks, false);
        }

        _rangeBytes = Math.Clamp(bytes.Length / blocks.Count * BlocksPerReadMean, ReadBytes, ReadBytesMax);
        return (blocks, hasMore || blocks[^1].Block.Kind == LogBlockKind.Next);
    }

    /// <inheritdoc/>
    internal override bool HasPlace(LogMark mark)
    {
        if (ReadRange(SegmentOf(mark.Segment), mark.Offset, LogBlock.PrefixBytes) is { IsEmpty: false } bytes)
            return LogBlock.Begins(bytes.Span);
        if (mark.Offset > 0) return LengthOf(mark.Segment) == mark.Offset;
        // A segment is made with its first block; until then the one before only says that it comes.
        return mark.Segment == 1 || LengthOf(mark.Segment - 1) > 0;
    }

    /// <inheritdoc/>
    internal override LogMark? TryAppend(LogMark at, LogBlock block)
    {
        if (TryAppendOne(at, block) is not var (mark, blocks)) return null;
        if (blocks < _blocksMax && mark.Offset < SegmentBytesMax) return mark;
        var last = LogBlock.Next(block.LastPosition, block.HashAfter);
        // Whoever was faster has written behind the block, which is read in any case.
        return TryAppendOne(mark, last) is null ? mark : new LogMark(mark.Segment + 1, 0);
    }

    /// <inheritdoc/>
    internal override LogMark? TryCopy(LogMark at, IReadOnlyList<LogBlock> blocks)
    {
        if (at == LogMark.Start) _requests.Try(() => _container.CreateIfNotExists());
        byte[] bytes = [.. blocks.SelectMany(block => block.Serialize())];
        if (TryAppendBytes(at, bytes) is not var (mark, _)) return null;
        return blocks[^1].Kind == LogBlockKind.Next ? new LogMark(mark.Segment + 1, 0) : mark;
    }

    private (LogMark Mark, int Blocks)? TryAppendOne(LogMark at, LogBlock block) =>
        TryAppendBytes(at, block.Serialize());

    private (LogMark Mark, int Blocks)? TryAppendBytes(LogMark at, byte[] bytes)
    {
        var blob = SegmentOf(at.Segment);
        var conditions = new AppendBlobRequestConditions { IfAppendPositionEqual = at.Offset };
        var isAgain = false;
        var blocks = _requests.Try(cancelled =>
        {
            try
            {
                if (at.Offset == 0) CreateSegment(blob, cancelled);
                using var content = new MemoryStream(bytes, writable: false);
                var options = new AppendBlobAppendBlockOptions { Conditions = conditions };
                return blob.AppendBlock(content, options, cancelled).Value.BlobCommittedBlockCount;
            }
            catch (RequestFailedException refused) when (refused.Status == 412)
            {
                return isAgain && ReadRange(blob, at.Offset, bytes.Length, cancelled).Span.SequenceEqual(bytes)
                    ? 1
                    : (int?)null;
            }
            finally
            {
                isAgain = true;
            }
        });
        return blocks is { } count ? (at with { Offset = at.Offset + bytes.Length }, count) : null;
    }

    private static void CreateSegment(AppendBlobClient blob, CancellationToken cancelled)
    {
        try
        {
            blob.Create(new AppendBlobCreateOptions
            {
                Conditions = new AppendBlobRequestConditions { IfNoneMatch = ETag.All },
            }, cancelled);
        }
        catch (RequestFailedException refused) when (refused.Status == 409)
        {
            // It is there already.
        }
    }

    /// <summary>Where a segment has nothing, a next one shows that it had: it was deleted.</summary>
    private void RequireNoneBehind(LogMark end)
    {
        // Others may have filled it since it was read.
        if (end.Offset > 0 || LengthOf(end.Segment + 1) == 0 || LengthOf(end.Segment) > 0) return;
        throw new InvalidDataException($"{SegmentOf(end.Segment).Name} is missing, and a later segment is there");
    }

    private JournalUnavailableException CutOff(int length, int read) => new(
        $"the log {Name} gave {read} of the {length} bytes of a block; check the storage and try again")
    {
        IsOfTheLog = true,
    };

    /// <returns>Empty where the log ends; fewer bytes also where Azurite fails at so many blocks.</returns>
    private ReadOnlyMemory<byte> ReadSome(AppendBlobClient blob, long offset, int length) => _requests.Try(cancelled =>
    {
        try
        {
            return ReadRange(blob, offset, length, cancelled);
        }
        catch (RequestFailedException failed) when (failed.Status == 500 && length > ReadBytes)
        {
            return ReadRange(blob, offset, ReadBytes, cancelled);
        }
    });

    /// <returns>Empty where the log ends.</returns>
    private ReadOnlyMemory<byte> ReadRange(AppendBlobClient blob, long offset, int length) =>
        _requests.Try(cancelled => ReadRange(blob, offset, length, cancelled));

    private static ReadOnlyMemory<byte> ReadRange(
        AppendBlobClient blob, long offset, int length, CancellationToken cancelled)
    {
        try
        {
            var range = new BlobDownloadOptions { Range = new HttpRange(offset, length) };
            return blob.DownloadContent(range, cancelled).Value.Content.ToMemory();
        }
        catch (RequestFailedException none) when (none.Status is 404 or 416)
        {
            return default;
        }
    }

    /// <inheritdoc/>
    private protected override ReadOnlyMemory<byte> ReadPart(int segment, long offset, int length) =>
        ReadRange(SegmentOf(segment), offset, length);

    /// <inheritdoc/>
    private protected override long LengthOf(int segment) => _requests.Try(cancelled =>
    {
        try
        {
            return SegmentOf(segment).GetProperties(cancellationToken: cancelled).Value.ContentLength;
        }
        catch (RequestFailedException none) when (none.Status == 404)
        {
            return 0;
        }
    });

    private AppendBlobClient SegmentOf(int number) =>
        _container.GetAppendBlobClient(string.Create(CultureInfo.InvariantCulture, $"log/{number:0000000000}"));

    private Hash256 IdOf(LogBlock first) => first.Kind == LogBlockKind.Begin
        ? first.HashAfter
        : throw new InvalidDataException($"the log {Name} does not begin as one");
}
