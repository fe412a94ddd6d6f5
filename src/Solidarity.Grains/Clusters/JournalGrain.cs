using Orleans.Concurrency;
using Orleans.Placement;
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
        catch (Exception problem)
        {
            return new WriteOutcome(WriteOutcomeKind.Unavailable) { Problem = problem.Message };
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

    private void StepDown() => GrainContext.Deactivate(
        new DeactivationReason(DeactivationReasonCode.ApplicationRequested, "another writer was faster at the log"));
}

/// <summary>Whether the writer of the cluster's journal is in this silo. It only says which way is shorter.</summary>
internal sealed class WriterPlace
{
    private int _activations;

    public bool IsHere => Volatile.Read(ref _activations) > 0;

    public void Enter() => Interlocked.Increment(ref _activations);

    public void Leave() => Interlocked.Decrement(ref _activations);
}
