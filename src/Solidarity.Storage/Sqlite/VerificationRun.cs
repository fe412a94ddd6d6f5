using Microsoft.Data.Sqlite;
using static Solidarity.Storage.Sqlite.VerificationFaultKind;

namespace Solidarity.Storage.Sqlite;

/// <summary>One verification of an open file, stage by stage. SQLite's errors are findings here.</summary>
internal sealed class VerificationRun(
    SqliteConnection connection,
    JournalFile file,
    HeadReading head,
    Action<Entry>? onEntry,
    IProgress<VerificationProgress>? progress,
    CancellationToken cancellationToken)
{
    /// <summary>SQLite can list a fault for every row; the first few tell enough.</summary>
    private const int PageFaultsMax = 3;
    private const int ProgressEntries = 10_000;

    private long _total;

    internal Verification Run()
    {
        var pages = Guarded(CheckPages);
        _total = Count();
        // A broken index would speak against good entries.
        var versions = pages is null ? Guarded(CheckVersions) : null;
        using var answers = pages is null ? new AnswerWalk(connection) : null;
        using var chain = new ChainWalk(connection, answers, onEntry, done => Tick(VerificationStage.Entries, done));
        // It ends before the entry that the versions speak against, so what it finds is earlier.
        var fault = chain.FirstFault(stopAt: versions?.Position ?? long.MaxValue);
        fault ??= versions?.Position is null ? null : versions;
        fault = Join(fault, pages) ?? versions;
        fault ??= Guarded(() => HeadCheck.Fault(connection, chain.Entries, chain.LastHash));
        fault ??= Guarded(() => answers?.Rest());
        fault ??= Guarded(CheckSeals);
        fault ??= Guarded(() => HeadFileCheck.Fault(connection, file, head));
        return new Verification(chain.Entries, fault);
    }

    internal static VerificationFault Damage(Exception exception, long? position) =>
        new(Damaged, position, $"the file is damaged: {exception.Message}") { Cause = exception };

    private static VerificationFault? Guarded(Func<VerificationFault?> check)
    {
        try
        {
            return check();
        }
        catch (Exception exception) when (Failures.IsKnown(exception))
        {
            return Damage(exception, null);
        }
    }

    /// <summary>A fault of the chain says which entry; SQLite's own words say more of why.</summary>
    private static VerificationFault? Join(VerificationFault? chain, VerificationFault? pages) =>
        chain is null || pages is null ? chain ?? pages : chain with { Text = $"{chain.Text}; {pages.Text}" };

    private VerificationFault? CheckPages()
    {
        Tick(VerificationStage.Pages, 0);
        using var check = new Statement(connection, $"PRAGMA integrity_check({PageFaultsMax})");
        var faults = new List<string>();
        while (check.Step()) faults.Add(check.Text(0));
        return faults is ["ok"]
            ? null
            : new VerificationFault(Damaged, null, $"SQLite's own check says: {string.Join("; ", faults)}");
    }

    private VerificationFault? CheckVersions() =>
        new VersionWalk(connection, done => Tick(VerificationStage.Streams, done)).FirstFault();

    private VerificationFault? CheckSeals()
    {
        Tick(VerificationStage.Rest, 0);
        return SealCheck.FirstFault(connection);
    }

    /// <summary>How many entries there are to go through, for the progress alone.</summary>
    private long Count()
    {
        try
        {
            using var last = new Statement(connection, "SELECT coalesce(max(position), 0) FROM entries");
            return last.Step() ? last.Long(0) : 0;
        }
        catch (SqliteException)
        {
            return 0;
        }
    }

    private void Tick(VerificationStage stage, long done)
    {
        if (done % ProgressEntries != 0) return;
        cancellationToken.ThrowIfCancellationRequested();
        progress?.Report(new VerificationProgress(stage, done, _total));
    }
}
