using Solidarity.Storage.Logs;

namespace Solidarity.Storage.Sqlite;

/// <summary>Writes blocks of a log to a file, in an open transaction, and holds each against what the file has.
/// </summary>
internal static class BlockWriting
{
    /// <param name="appended">Is told of each append, with the position of its first entry.</param>
    /// <exception cref="DamageException">The block does not follow on what the file has.</exception>
    internal static void Write(this JournalWriter writer, LogBlock block, Action<Append, long>? appended = null)
    {
        if (block.Kind == LogBlockKind.Begin) return;
        if (block.PositionBefore != writer.Head.Position || block.HashBefore != writer.Head.Hash)
            throw new DamageException($"a block behind entry {block.PositionBefore} does not follow on");
        foreach (var write in block.Writes) Write(writer, write, appended);
        if (block.HashAfter != writer.Head.Hash)
            throw new DamageException($"entry {writer.Head.Position} has another hash");
    }

    private static void Write(JournalWriter writer, LogWrite write, Action<Append, long>? appended)
    {
        switch (write)
        {
            case LogWrite.Acknowledged { Messages: var messages }:
                writer.Acknowledge(messages);
                break;
            case LogWrite.Outbox outbox:
                writer.Restore(outbox);
                break;
            case LogWrite.Appended { Append: var append }:
                if (writer.Write(append) is not AppendResult.Appended { FirstPosition: var first })
                    throw new DamageException($"an append behind entry {writer.Head.Position} conflicts");
                appended?.Invoke(append, first);
                break;
            default:
                throw new UnreachableException($"{write.GetType()} is no write");
        }
    }
}
