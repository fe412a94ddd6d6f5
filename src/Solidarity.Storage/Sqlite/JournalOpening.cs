using Microsoft.Data.Sqlite;
using Solidarity.Storage.Logs;

namespace Solidarity.Storage.Sqlite;

/// <summary>Puts the parts of a journal together, or takes them apart again where one of them fails.</summary>
internal static class JournalOpening
{
    /// <param name="options">Null to open it for reading alone.</param>
    internal static SqliteJournal Open(string folder, JournalOptions? options)
    {
        ArgumentException.ThrowIfNullOrEmpty(folder);
        var file = new JournalFile(Path.GetFullPath(folder));
        Prepare(file, isReadOnly: options is null);
        var held = FolderLock.Take(file.Folder);
        try
        {
            return options is null ? OpenToRead(file, held) : OpenToWrite(file, held, options);
        }
        catch (Exception exception)
        {
            held.Dispose();
            if (!Failures.IsKnown(exception)) throw;
            throw Failures.Translate(exception, file.Path);
        }
    }

    private static void Prepare(JournalFile file, bool isReadOnly)
    {
        if (isReadOnly)
        {
            file.RequireExists();
            return;
        }

        try
        {
            Directory.CreateDirectory(file.Folder);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new JournalUnreadableException(
                $"the data folder {file.Folder} cannot be made ({exception.Message}); choose another", exception);
        }
    }

    private static SqliteJournal OpenToRead(JournalFile file, FolderLock held)
    {
        using var connection = file.OpenToRead();
        var (tip, at) = ReadTip(connection);
        var signal = new PositionSignal(tip.Position, at);
        return new SqliteJournal(held, new ReaderPool(file, open: null), signal, writer: null, new LogEvents());
    }

    /// <summary>What was acknowledged is looked for before anything can be written: already the first commit would
    /// write over what is left of a damaged log.</summary>
    private static SqliteJournal OpenToWrite(JournalFile file, FolderLock held, JournalOptions options)
    {
        var head = HeadFile.Read(file.Folder);
        // What a replica lacks is in the log.
        var loss = options.Log is null ? FindLoss(file, head) : null;
        Require(file, loss, options);
        file.CreateIfMissing();
        var hasLog = file.HasLog;
        var connection = file.OpenToWrite();
        HeadFile? headFile = null;
        try
        {
            var (tip, at) = ReadTip(connection);
            headFile = OpenHead(file, head, tip, loss, options);
            if (!hasLog) headFile.Copied(tip.Position);
            var signal = new PositionSignal(tip.Position, at);
            var events = new LogEvents();
            var writer = new CommitLoop(file, connection, headFile, signal, options, events);
            return new SqliteJournal(held, new ReaderPool(file, writer.OpenRows), signal, writer, events);
        }
        catch
        {
            connection.Dispose();
            headFile?.Dispose();
            throw;
        }
    }

    private static JournalLoss? FindLoss(JournalFile file, HeadReading head)
    {
        if (!head.Exists) return null;
        if (file.Exists)
        {
            if (HeadComparison.OlderThanItsLog(file, head) is { } older) throw new JournalUnreadableException(older);
            using var connection = file.OpenToRead();
            return HeadComparison.Loss(connection, head);
        }

        return head.Newest switch
        {
            null => new JournalLoss(JournalLossKind.HeadUnreadable, 0, 0),
            { Position: > 0 } known => new JournalLoss(JournalLossKind.Shorter, 0, known.Position),
            _ => null,
        };
    }

    private static void Require(JournalFile file, JournalLoss? loss, JournalOptions options)
    {
        if (loss is not null && !options.AcceptLoss)
        {
            throw new JournalLossException(
                $"{loss.Say(file.Path)}. Nothing was written. Put the files of the folder back as they were; or keep a "
                + $"copy of them and go on with what is there: solidarity serve --data {file.Folder} --accept-loss",
                loss);
        }

        if (loss is null && options.AcceptLoss)
        {
            throw new NothingLostException(
                $"{file.Path} has everything that it acknowledged, as far as can be told, so there is no loss to "
                + "accept. Start the service without --accept-loss, or it would accept the next one unseen.");
        }
    }

    /// <summary>Goes on with the head file, or begins it anew, and says why.</summary>
    private static HeadFile OpenHead(
        JournalFile file, HeadReading head, Head tip, JournalLoss? loss, JournalOptions options)
    {
        var known = head.Newest ?? default;
        if (loss is not null || !head.IsWhole)
        {
            if (ReasonToBegin(file, head, tip, loss) is { } reason) options.Tell(reason);
            var accepted = loss is null ? known.Accepted : new AcceptedLoss(loss.Position, loss.Acknowledged);
            known = new HeadRecord(1, tip.Position, tip.Hash, loss is null ? known.Copied : 0, accepted);
            HeadFile.Create(file.Folder, known);
        }

        var opened = HeadFile.Open(file.Folder, known);
        try
        {
            // A commit that was not acknowledged may stand behind what the head file says.
            opened.Write(tip.Position, tip.Hash);
            return opened;
        }
        catch
        {
            opened.Dispose();
            throw;
        }
    }

    private static string? ReasonToBegin(JournalFile file, HeadReading head, Head tip, JournalLoss? loss)
    {
        if (loss is not null) return $"{loss.Say(file.Path)}. This loss was accepted: the journal goes on from there";
        if (head.Exists)
        {
            return $"one of the two records of {HeadFile.FileName} was not as it was written, as a power cut may leave "
                + "it; the other one agrees with the journal, and the file is written anew";
        }

        return tip.Position == 0
            ? null
            : $"there was no {HeadFile.FileName} beside {file.Path}, so it is not known whether entries are missing "
                + $"behind entry {tip.Position}; the file begins there";
    }

    private static (Head Tip, DateTimeOffset? At) ReadTip(SqliteConnection connection)
    {
        using var heads = new HeadTable(connection);
        using var entries = new EntryRows(connection);
        var head = heads.Read();
        var last = entries.Last();
        if ((last?.Position ?? 0, last?.Hash ?? default) != (head.Position, head.Hash))
            throw new DamageException("its head does not agree with its last entry");
        return (head, Milliseconds.ToTime(last?.At));
    }
}
