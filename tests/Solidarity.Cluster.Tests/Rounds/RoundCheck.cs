using Solidarity.Cluster.Tests.Clients;
using Solidarity.Cluster.Tests.Linearizability;
using Solidarity.Cluster.Tests.Services;
using Solidarity.Storage.Logs;
using Solidarity.Storage.Sqlite;
using Solidarity.Views.Audit;

namespace Solidarity.Cluster.Tests.Rounds;

/// <summary>What must hold after a round, when all silos have been stopped.</summary>
internal sealed class RoundCheck(SiloCluster cluster, Recorder recorder)
{
    private readonly List<string> _problems = [.. recorder.Problems];

    public async Task<IReadOnlyList<string>> RunAsync()
    {
        await ReplicasAsync();
        var folder = cluster.Silos[0].Folder;
        var ids = await JournalIds.ReadAsync(folder);
        _problems.AddRange(ids.Check(recorder.Commands));
        if (JournalIds.CheckOrder(recorder.Commands) is { } order)
            _problems.Add(order);
        Histories(ids);
        return _problems;
    }

    /// <summary>All replicas say the same, and so does a new one that is filled from the log; and what they say is
    /// right.</summary>
    private async Task ReplicasAsync()
    {
        var fresh = cluster.FolderOf("from-the-log");
        Folders.Clear(fresh);
        var log = BlobLog.Open(StorageAccount.Parse(cluster.Storage), cluster.Name);
        await using (SqliteJournal.Open(fresh, new JournalOptions { Log = log }))
        {
            // Opening it fills it.
        }
        var expected = await ReplicaImage.ReadAsync(fresh);
        foreach (var silo in cluster.Silos)
        {
            if ((await ReplicaImage.ReadAsync(silo.Folder)).DifferenceTo(expected) is { } difference)
                _problems.Add($"the replica of {silo.Name} is not what the log says: {difference}");
            if ((await OfflineAudit.RunAsync(silo.Folder)).First is { } finding)
                _problems.Add($"the audit of {silo.Name} finds: {finding}");
        }
    }

    /// <summary>Of what a client does not know the journal says whether it took effect at all. When it did, the checker
    /// has to find out: each that may be left out doubles what there is to try.</summary>
    private void Histories(JournalIds ids)
    {
        var treasuries = recorder.Treasuries.SelectMany(section => section.Where(operation =>
                operation.End is not null || (operation.Call.Request is { } id && ids.Has(id)))
            .Select(operation => (section.Key, operation)))
            .ToLookup(call => call.Key, call => call.operation);
        foreach (var section in treasuries)
            if (LinearizabilityChecker.Check(section, TreasuryState.Empty, TreasuryModel.Next) is { } problem)
                _problems.Add($"the history of {section.Key} is not linearizable: {problem}");
        if (StrikeModel.Check([.. recorder.Boards, .. Changes(treasuries)]) is { } board)
            _problems.Add($"the history of the board is not linearizable: {board}");
    }

    /// <summary>What came to the board, at some time after it was decided, and before <see cref="Settling"/> was over.
    /// </summary>
    private static IEnumerable<Operation<BoardCall>> Changes(ILookup<string, Operation<TreasuryCall>> treasuries)
    {
        foreach (var operation in treasuries.SelectMany(section => section))
        {
            if (operation.Call.Refusal is not null)
                continue;
            var end = operation.End is null ? (long?)null : Recorder.Now;
            if (operation.Call is TreasuryCall.Pledge pledge)
                yield return new Operation<BoardCall>(new BoardCall.Pledged(pledge.Id), operation.Start, end);
            if (operation.Call is TreasuryCall.Withdraw withdraw)
                yield return new Operation<BoardCall>(new BoardCall.Withdrawn(withdraw.Id), operation.Start, end);
        }
    }
}
