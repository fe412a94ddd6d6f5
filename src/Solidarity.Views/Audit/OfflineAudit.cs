using Solidarity.Storage;
using Solidarity.Storage.Backups;
using Solidarity.Storage.Logs;
using Solidarity.Storage.Sqlite;

namespace Solidarity.Views.Audit;

/// <summary>What an offline audit found.</summary>
/// <param name="Entries">How many entries the journal has, as far as it could be read.</param>
/// <param name="Answers">How many commands they answer, as far as they were looked at.</param>
/// <param name="ChainHolds">Whether the bytes are those that were written, in their order, with none missing.</param>
/// <param name="First">The first thing that is wrong, or null.</param>
/// <param name="Totals">By currency; empty where the chain is broken, because then the figures mean nothing.</param>
public sealed record AuditReport(
    long Entries, long Answers, bool ChainHolds, Finding? First, IReadOnlyList<CurrencyTotals> Totals)
{
    /// <summary>What the head file beside the journal says; null where there is none that can be read.</summary>
    public JournalHead? Head { get; init; }

    /// <summary>Whether it is one of a log or a backup, beside which there is no head file.</summary>
    public bool IsOfLog { get; init; }

    /// <summary>What is wrong with the bytes; null where that is nothing.</summary>
    public VerificationFaultKind? Fault { get; init; }
}

/// <summary>How far an audit is: of what it checks, so many of so many.</summary>
public readonly record struct AuditProgress(string Stage, long Done, long Total);

/// <summary>Audits the journal of a data folder that no service has open: first its bytes
/// (<see cref="JournalVerifier"/>), then what they say (<see cref="JournalAudit"/>).</summary>
public static class OfflineAudit
{
    private const int PageEntries = 2_000;

    /// <remarks>Where nothing can be written in the folder, a copy in a folder for temporary files is
    /// audited.</remarks>
    /// <exception cref="JournalInUseException">A service has the folder open.</exception>
    /// <exception cref="JournalUnreadableException">There is no journal in the folder.</exception>
    public static async Task<AuditReport> RunAsync(
        string folder, IProgress<AuditProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        using var unwritable = ReadOnlyFolder.Hold(folder);
        return unwritable is null
            ? await RunInPlaceAsync(folder, progress, cancellationToken)
            : await RunElsewhereAsync(unwritable, folder, progress, cancellationToken);
    }

    private static async Task<AuditReport> RunElsewhereAsync(
        ReadOnlyFolder unwritable, string folder, IProgress<AuditProgress>? progress,
        CancellationToken cancellationToken)
    {
        var copy = Directory.CreateTempSubdirectory("solidarity-verify-");
        try
        {
            unwritable.CopyTo(copy.FullName);
            var report = await RunInPlaceAsync(copy.FullName, progress, cancellationToken);
            // What is wrong is told of the journal and not of its copy, which is gone.
            return report.First is not { } first ? report : report with
            {
                First = first with { Problem = first.Problem.Replace(copy.FullName, folder, StringComparison.Ordinal) },
            };
        }
        finally
        {
            copy.Delete(recursive: true);
        }
    }

    private static async Task<AuditReport> RunInPlaceAsync(
        string folder, IProgress<AuditProgress>? progress, CancellationToken cancellationToken)
    {
        var pages = progress is null ? null : new Relay(progress);
        var bytes = JournalVerifier.Verify(folder, onEntry: null, pages, cancellationToken);
        var head = JournalVerifier.HeadOf(folder);
        var fault = bytes.Fault is { } found ? new Finding(found.Position ?? 0, "", found.Text) : null;
        // A damaged head file says nothing against the entries.
        if (fault is not null && bytes.Fault!.Kind != VerificationFaultKind.HeadFileDamaged)
            return new AuditReport(bytes.Entries, 0, false, fault, []) { Head = head, Fault = bytes.Fault.Kind };
        var audit = new JournalAudit();
        await using var journal = SqliteJournal.OpenReadOnly(folder);
        for (long at = 0; at < journal.Position && audit.First is null;)
        {
            var page = await journal.ReadAsync(at, PageEntries, cancellationToken);
            foreach (var entry in page)
                await audit.AddAsync(entry, journal);
            at = page[^1].Position;
            progress?.Report(new AuditProgress("Books", at, journal.Position));
        }
        await audit.FinishAsync(journal, cancellationToken);
        var unbalanced = audit.Totals.FirstOrDefault(totals => totals.Difference != 0);
        var first = audit.First ?? (unbalanced is null
            ? fault
            : new Finding(
                0, "", $"the books do not add up in {unbalanced.Currency}: {unbalanced.Difference} are missing"));
        return new AuditReport(bytes.Entries, audit.Answers, true, first, audit.Totals)
        {
            Head = head,
            Fault = ReferenceEquals(first, fault) ? bytes.Fault?.Kind : null,
        };
    }

    /// <summary>Audits a backup, by making the journal of it anew in a folder for temporary files: so each block is
    /// held against its hash, each entry against the chain, and all ids and versions against each other.</summary>
    /// <exception cref="JournalUnreadableException">There is no backup in the folder.</exception>
    public static Task<AuditReport> RunOnBackupAsync(
        string folder, IProgress<AuditProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        var backup = FileLog.Open(folder);
        return RunOnCopyAsync(
            (to, relay) => Backup.Restore(backup.Name, to, new RestoreLimit(), relay, cancellationToken), progress,
            cancellationToken);
    }

    /// <summary>Audits a shared log as it stands, whether services write to it or not, as
    /// <see cref="RunOnBackupAsync"/> does.</summary>
    /// <exception cref="JournalUnavailableException">The log cannot be reached.</exception>
    public static Task<AuditReport> RunOnLogAsync(
        BlobLog log, IProgress<AuditProgress>? progress = null, CancellationToken cancellationToken = default) =>
        RunOnCopyAsync(
            (to, relay) => Backup.MigrateFromLog(log, to, relay, cancellationToken), progress, cancellationToken);

    private static async Task<AuditReport> RunOnCopyAsync(
        Action<string, IProgress<BackupProgress>?> copy, IProgress<AuditProgress>? progress,
        CancellationToken cancellationToken)
    {
        var folder = Directory.CreateTempSubdirectory("solidarity-verify-");
        try
        {
            copy(folder.FullName, progress is null ? null : new CopyRelay(progress));
            return await RunAsync(folder.FullName, progress, cancellationToken) with { Head = null, IsOfLog = true };
        }
        catch (JournalUnreadableException problem) when (problem.Behind is { } behind)
        {
            return new AuditReport(behind, 0, false, new Finding(behind + 1, "", problem.Message), [])
            {
                IsOfLog = true,
                Fault = VerificationFaultKind.Damaged,
            };
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private sealed class CopyRelay(IProgress<AuditProgress> progress) : IProgress<BackupProgress>
    {
        public void Report(BackupProgress value) =>
            progress.Report(new AuditProgress("Log", value.Done, value.Total));
    }

    private sealed class Relay(IProgress<AuditProgress> progress) : IProgress<VerificationProgress>
    {
        public void Report(VerificationProgress value) =>
            progress.Report(new AuditProgress(value.Stage.ToString(), value.Done, value.Total));
    }
}
