using System.Security.Cryptography;

namespace Solidarity.Storage.Logs;

/// <summary>
/// A log in files of a folder, in the very form of one in blobs: <c>log/0000000001</c> and so on. It is what a backup
/// is. How far it goes is said by the file <c>log.end</c> (<see cref="LogEndFile"/>), which is written when what comes
/// before is on the disk: bytes behind that are left over from a writer that was broken off, and count for nothing.
/// One process writes at a time.
/// </summary>
public sealed class FileLog : SharedLog
{
    private const int ReadBytes = 4 << 20;

    private readonly string _folder;
    private readonly LogEndFile _endFile;
    private LogMark _end;
    private bool _isCut;

    private FileLog(string folder) =>
        (_folder, _endFile) = (Path.GetFullPath(folder), new LogEndFile(Path.GetFullPath(folder)));

    public override string Name => _folder;

    internal LogMark End => _end;

    /// <summary>Opens a log that is there.</summary>
    /// <exception cref="JournalUnreadableException">There is none, or it cannot be read.</exception>
    public static FileLog Open(string folder) => new FileLog(folder).Read() is { } log && log._end != LogMark.Start
        ? log
        : throw new JournalUnreadableException(
            $"there is no backup in {Path.GetFullPath(folder)}; check the folder's name");

    /// <summary>Holds the folder of a log to append to, and makes it where it is missing.</summary>
    /// <exception cref="JournalInUseException">Another process holds it.</exception>
    /// <exception cref="JournalUnreadableException">The folder cannot be made or locked.</exception>
    internal static FolderLock Hold(string folder)
    {
        try
        {
            Directory.CreateDirectory(Path.Combine(folder, "log"));
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            throw new JournalUnreadableException(
                $"the folder {folder} cannot be made ({problem.Message}); choose another", problem);
        }

        return FolderLock.Take(Path.GetFullPath(folder));
    }

    /// <summary>Opens a log to append to it, or an empty one.</summary>
    /// <param name="folder">One that the caller holds, for where the log ends is read now.</param>
    /// <exception cref="JournalUnreadableException">It cannot be read.</exception>
    internal static FileLog OpenHeld(string folder) => new FileLog(folder).Read();

    /// <inheritdoc/>
    internal override Hash256 ReadId()
    {
        if (_end == LogMark.Start)
        {
            var begin = LogBlock.Begin(Hash256.Read(RandomNumberGenerator.GetBytes(Hash256.Bytes)));
            Flush(TryAppend(LogMark.Start, begin) ?? throw new UnreachableException("an empty log goes on"));
        }

        return Read(LogMark.Start) is [{ Block: { Kind: LogBlockKind.Begin } first }, ..]
            ? first.HashAfter
            : throw new InvalidDataException($"the log {Name} does not begin as one");
    }

    /// <inheritdoc/>
    internal override IReadOnlyList<LoggedBlock> Read(LogMark after)
    {
        var bytes = ReadRange(after, ReadBytes);
        if (LogBlock.LengthOf(bytes) is var length && length > bytes.Length) bytes = ReadRange(after, length);
        if (length > bytes.Length) throw new InvalidDataException("a block is cut off");
        var blocks = LoggedBlock.ParseAll(bytes, after);
        // What ends at the edge of a block looks whole, but the log goes on.
        if (blocks.Count == 0 && after != _end)
            throw new InvalidDataException($"{PathOf(after.Segment)} was cut off: it ends at byte {after.Offset}");
        return blocks;
    }

    /// <inheritdoc/>
    internal override bool HasPlace(LogMark mark) =>
        ReadRange(mark, LogBlock.PrefixBytes) is { Length: > 0 } bytes ? LogBlock.Begins(bytes) : mark == _end;

    /// <inheritdoc/>
    internal override LogMark? TryAppend(LogMark at, LogBlock block)
    {
        if (TryCopy(at, [block]) is not { } mark) return null;
        if (mark.Offset < BlobLog.SegmentBytesMax) return mark;
        return TryCopy(mark, [LogBlock.Next(block.LastPosition, block.HashAfter)]);
    }

    /// <inheritdoc/>
    internal override LogMark? TryCopy(LogMark at, IReadOnlyList<LogBlock> blocks)
    {
        if (at != _end) return null;
        try
        {
            CutOff();
            using var file = new FileStream(PathOf(at.Segment), FileMode.OpenOrCreate, FileAccess.Write);
            file.Position = at.Offset;
            foreach (var block in blocks) file.Write(block.Serialize());
            _end = blocks[^1].Kind == LogBlockKind.Next
                ? new LogMark(at.Segment + 1, 0)
                : at with { Offset = file.Position };
            return _end;
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            throw Unwritable(problem);
        }
    }

    /// <inheritdoc/>
    internal override void Flush(LogMark end)
    {
        try
        {
            for (var segment = Math.Max(1, _endFile.Read()?.Segment ?? 1); File.Exists(PathOf(segment)); segment++)
            {
                using var file = File.OpenHandle(PathOf(segment), access: FileAccess.ReadWrite);
                RandomAccess.FlushToDisk(file);
            }

            _endFile.Write(end);
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            throw Unwritable(problem);
        }
    }

    /// <inheritdoc/>
    private protected override ReadOnlyMemory<byte> ReadPart(int segment, long offset, int length) =>
        ReadRange(new LogMark(segment, offset), length);

    /// <inheritdoc/>
    private protected override long LengthOf(int segment) =>
        segment == _end.Segment ? _end.Offset
        : new FileInfo(PathOf(segment)) is { Exists: true } file ? file.Length
        : 0;

    private FileLog Read()
    {
        _end = _endFile.Read() ?? LogMark.Start;
        return this;
    }

    /// <summary>Takes off what a writer that was broken off has left behind the end.</summary>
    private void CutOff()
    {
        if (_isCut) return;
        _isCut = true;
        for (var segment = _end.Segment; File.Exists(PathOf(segment)); segment++)
        {
            using var file = new FileStream(PathOf(segment), FileMode.Open, FileAccess.Write);
            file.SetLength(segment == _end.Segment ? Math.Min(_end.Offset, file.Length) : 0);
        }
    }

    /// <returns>Fewer bytes where the log ends, or its file does.</returns>
    private byte[] ReadRange(LogMark at, int length)
    {
        var isLast = at.Segment == _end.Segment;
        if (at.Segment > _end.Segment || (isLast && at.Offset >= _end.Offset)) return [];
        try
        {
            using var file = File.OpenHandle(PathOf(at.Segment));
            var end = isLast ? _end.Offset : RandomAccess.GetLength(file);
            var bytes = new byte[Math.Clamp(end - at.Offset, 0, length)];
            var read = RandomAccess.Read(file, bytes, at.Offset);
            if (isLast && read < bytes.Length)
                throw new InvalidDataException($"{PathOf(at.Segment)} was cut off: it ends before byte {end}");
            return bytes[..read];
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            throw new JournalUnreadableException(
                $"{PathOf(at.Segment)} cannot be read ({problem.Message}); check that it is there and that this user "
                + "may read it", problem);
        }
    }

    private string PathOf(int segment) =>
        Path.Combine(_folder, "log", segment.ToString("D10", CultureInfo.InvariantCulture));

    private JournalUnavailableException Unwritable(Exception problem) => new(
        $"the backup in {_folder} cannot be written ({problem.Message}); make room, and give this user the right to "
        + "write there, then run the command again: it goes on where it was", problem);
}
