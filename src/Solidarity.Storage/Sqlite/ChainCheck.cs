using System.Text;

namespace Solidarity.Storage.Sqlite;

/// <summary>
/// Compares entries with their hashes while they are read in order. SQLite notices a damaged page only where its
/// structure is hurt; another letter in an entry would be folded, and decided on. A replica has its entries in the log,
/// so one that is not as it was written is reason enough to make the replica anew. Not for several threads at once.
/// </summary>
internal sealed class ChainCheck : IDisposable
{
    private readonly HashChain _chain = new();
    private readonly byte[] _name = new byte[HashChain.NameBytesMax];

    /// <param name="before">The hash of the entry before.</param>
    /// <param name="at">As stored, in milliseconds.</param>
    /// <param name="further">As stored.</param>
    /// <param name="stored">The hash that stands with the entry.</param>
    /// <exception cref="DamageException">The entry is not as it was written.</exception>
    internal void Check(Hash256 before, Entry entry, long at, ReadOnlySpan<byte> further, Hash256 stored)
    {
        var link = new ChainLink
        {
            Position = entry.Position,
            Stream = _name.AsSpan(0, Encoding.UTF8.GetBytes(entry.Stream.Value, _name)),
            Version = entry.Version,
            Command = entry.Command,
            Content = entry.Content,
            At = at,
            Body = entry.Body.Span,
            Further = further,
        };
        if (_chain.Next(before, link) != stored)
            throw new DamageException($"entry {entry.Position} of {entry.Stream} is not as it was written");
    }

    public void Dispose() => _chain.Dispose();
}
