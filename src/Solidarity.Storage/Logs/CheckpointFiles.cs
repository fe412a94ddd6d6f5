using System.IO.Compression;
using System.Security.Cryptography;
using Microsoft.Win32.SafeHandles;

namespace Solidarity.Storage.Logs;

/// <summary>Brings files into checkpoints and back. A part is in memory while it is packed or unpacked, at most
/// <see cref="PartsAtOnceMax"/> at a time.</summary>
internal static class CheckpointFiles
{
    /// <summary>Reading waits for the storage, and unpacking for a processor.</summary>
    private const int PartsAtOnceMax = 3;

    /// <summary>The fastest of Brotli's levels makes a fifth of a journal; the next ones take twice as long for a
    /// tenth less.</summary>
    private const int Quality = 1;
    private const int WindowBits = 22;

    /// <summary>Stores a file as a checkpoint, part after part so as to leave the processors to others.</summary>
    /// <param name="state">All of its header but the parts.</param>
    /// <returns>The whole header.</returns>
    /// <exception cref="JournalUnavailableException">The storage cannot be reached; nothing is there then.</exception>
    internal static CheckpointHeader Store(
        BlobCheckpoints store, string name, CheckpointHeader state, string path, CancellationToken cancellationToken)
    {
        using var file = File.OpenHandle(path);
        var length = RandomAccess.GetLength(file);
        var count = checked((int)((length + CheckpointHeader.PartBytes - 1) / CheckpointHeader.PartBytes));
        if (count > CheckpointHeader.PartsMax)
            throw new JournalUnavailableException($"{path} has {length} bytes, which is too large for a checkpoint");
        var parts = ImmutableArray.CreateBuilder<CheckpointPart>(count);
        var (plain, packed) = (new byte[CheckpointHeader.PartBytes], new byte[MaxPackedBytes]);
        for (var i = 0; i < count; i++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var place = (long)i * CheckpointHeader.PartBytes;
            var bytes = (int)Math.Min(CheckpointHeader.PartBytes, length - place);
            ReadWhole(file, plain.AsSpan(0, bytes), place);
            if (!BrotliEncoder.TryCompress(plain.AsSpan(0, bytes), packed, out var stored, Quality, WindowBits))
                throw new UnreachableException("a part does not fit where every part fits");
            store.Stage(name, i + 1, packed.AsSpan(0, stored).ToArray());
            parts.Add(new CheckpointPart(stored, bytes, HashOf(plain.AsSpan(0, bytes))));
        }

        var header = state with { Parts = parts.MoveToImmutable() };
        store.Stage(name, 0, header.Serialize());
        store.Commit(name, count + 1);
        return header;
    }

    /// <summary>Writes the file of a checkpoint, durably.</summary>
    /// <param name="onPart">Is told of each part that was written; from several threads.</param>
    /// <returns>False where it is not as it was written, or gone.</returns>
    /// <exception cref="JournalUnavailableException">The storage cannot be reached.</exception>
    internal static bool TryFetch(
        BlobCheckpoints store, string name, CheckpointHeader header, string path, Action<CheckpointPart> onPart)
    {
        using var file = File.OpenHandle(path, FileMode.Create, FileAccess.Write);
        var places = Places(header);
        var options = new ParallelOptions { MaxDegreeOfParallelism = PartsAtOnceMax };
        try
        {
            var done = Parallel.For(0, places.Length, options, (i, state) =>
            {
                if (TryFetchPart(store, name, places[i], header.Parts[i], file, i)) onPart(header.Parts[i]);
                else state.Stop();
            });
            if (!done.IsCompleted) return false;
        }
        catch (AggregateException several)
        {
            // The first of them says it all.
            System.Runtime.ExceptionServices.ExceptionDispatchInfo.Throw(several.InnerExceptions[0]);
        }

        RandomAccess.FlushToDisk(file);
        return true;
    }

    /// <summary>The system may give fewer bytes at a time than it is asked for.</summary>
    private static void ReadWhole(SafeFileHandle file, Span<byte> bytes, long place)
    {
        while (!bytes.IsEmpty)
        {
            var read = RandomAccess.Read(file, bytes, place);
            if (read == 0) throw new IOException($"the copy ends at byte {place}, before what it had");
            bytes = bytes[read..];
            place += read;
        }
    }

    private static bool TryFetchPart(
        BlobCheckpoints store, string name, long place, CheckpointPart part, SafeFileHandle file, int index)
    {
        if (part.Bytes is < 0 or > CheckpointHeader.PartBytes) return false;
        if (part.StoredBytes < 0 || part.StoredBytes > MaxPackedBytes) return false;
        if (store.Read(name, place, part.StoredBytes) is not { } packed) return false;
        var plain = new byte[part.Bytes];
        if (!BrotliDecoder.TryDecompress(packed, plain, out var bytes) || bytes != plain.Length) return false;
        if (HashOf(plain) != part.Content) return false;
        RandomAccess.Write(file, plain, (long)index * CheckpointHeader.PartBytes);
        return true;
    }

    /// <summary>Where each part begins in the blob.</summary>
    private static long[] Places(CheckpointHeader header)
    {
        var places = new long[header.Parts.Length];
        long place = header.Serialize().Length;
        for (var i = 0; i < places.Length; i++)
        {
            places[i] = place;
            place += header.Parts[i].StoredBytes;
        }

        return places;
    }

    /// <summary>What packing can make of a part at most.</summary>
    private static int MaxPackedBytes { get; } = BrotliEncoder.GetMaxCompressedLength(CheckpointHeader.PartBytes);

    private static Hash256 HashOf(ReadOnlySpan<byte> bytes)
    {
        Span<byte> hash = stackalloc byte[Hash256.Bytes];
        SHA256.HashData(bytes, hash);
        return Hash256.Read(hash);
    }
}
