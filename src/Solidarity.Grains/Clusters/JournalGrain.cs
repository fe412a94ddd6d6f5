using Orleans.Concurrency;
using Orleans.Placement;
using Solidarity.Grains.Faults;
using Solidarity.Storage;
using Solidarity.Storage.Logs;
using Solidarity.Storage.Sqlite;

namespace Solidarity.Grains.Clusters;

/// <inheritdoc cref="IJournalGrain"/>
/// <remarks>The replica of its silo does the work: it takes all writes that wait together, checks them against all that
/// is in the log, and appends one block. A writer that finds that another one was faster steps down, and whoever comes
/// next asks the one that Orleans knows.</remarks>
[GrainType("journal"), Reentrant, PreferLocalPlacement, CollectionAgeLimit(AlwaysActive = true)]
internal sealed class JournalGrain(SqliteJournal replica, WriterPlace place) : Grain, IJournalGrain
{
    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        place.ThrowIfBarred(replica.WriteProblem);
        place.Enter();
        replica.RaceLost += StepDown;
        return Task.CompletedTask;
    }

    public override Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        replica.RaceLost -= StepDown;
        place.Leave();
        return Task.CompletedTask;
    }

    public async Task<WriteReply> Write(byte[] writes)
    {
        var outcomes = await Task.WhenAll(LogWrites.Parse(writes).Select(WriteAsync));
        return new WriteReply([.. outcomes], replica.Position);
    }

    private async Task<WriteOutcome> WriteAsync(LogWrite write)
    {
        try
        {
            if (write is LogWrite.Appended { Append: var append })
                return OutcomeOf(await replica.AppendAsync(append));
            await replica.AcknowledgeAsync(((LogWrite.Acknowledged)write).Messages);
            return new WriteOutcome(WriteOutcomeKind.Written);
        }
        catch (Exception problem) when (!AppendFaults.IsOfAnEntry(problem))
        {
            if (problem is JournalUnavailableException { IsOfTheLog: false } && replica.WriteProblem is not null)
                LeaveToOthers();
            return new WriteOutcome(WriteOutcomeKind.Unavailable) { Problem = problem.Message };
        }
        catch (Exception problem)
        {
            return new WriteOutcome(WriteOutcomeKind.Failed) { Problem = problem.Message };
        }
    }

    private static WriteOutcome OutcomeOf(AppendResult result) => result switch
    {
        AppendResult.Appended appended => new(WriteOutcomeKind.Written, appended.FirstPosition),
        AppendResult.VersionConflict conflict => new(WriteOutcomeKind.Conflict, conflict.ActualVersion),
        AppendResult.AlreadyAnswered answered =>
            new(WriteOutcomeKind.Answered) { Answered = [.. answered.Earlier.Select(earlier => earlier.Command)] },
        _ => throw new UnreachableException($"{result.GetType()} is no result of an append"),
    };

    /// <summary>The disk of this silo refuses, which need not be so elsewhere.</summary>
    private void LeaveToOthers()
    {
        place.Bar();
        GrainContext.Deactivate(new DeactivationReason(
            DeactivationReasonCode.ApplicationRequested, "the replica of this silo cannot be written"));
    }

    private void StepDown() => GrainContext.Deactivate(
        new DeactivationReason(DeactivationReasonCode.ApplicationRequested, "another writer was faster at the log"));
}

/// <summary>Whether the writer of the cluster's journal is in this silo, which only says which way is shorter, and
/// whether it may be.</summary>
internal sealed class WriterPlace
{
    private int _activations;
    private volatile bool _isBarred;

    public bool IsHere => Volatile.Read(ref _activations) > 0;

    public void Enter() => Interlocked.Increment(ref _activations);

    /// <summary>The writer goes, and does not come back while the replica cannot be written.</summary>
    public void Bar() => _isBarred = true;

    /// <exception cref="JournalUnavailableException">It may not be here.</exception>
    public void ThrowIfBarred(string? writeProblem)
    {
        if (writeProblem is null)
            _isBarred = false;
        if (_isBarred)
            throw new JournalUnavailableException($"another silo has to write, for here {writeProblem}");
    }

    public void Leave() => Interlocked.Decrement(ref _activations);
}
