using System.Threading.Channels;
using Polly;
using Solidarity.Storage;
using Solidarity.Storage.Logs;

namespace Solidarity.Grains.Clusters;

/// <summary>
/// Sends the writes of this silo to the writer of the cluster, those that wait at the same time together. A few calls
/// are under way at once; while they are, the next writes gather. A call that fails because silos come and go is sent
/// again: an append that was written the first time is then found by the ids of its commands.
/// </summary>
internal sealed class WriteSender : IAsyncDisposable
{
    public const int CallsMax = 4;
    public const int WritesPerCallMax = 1_024;
    public const int WritesWaitingMax = 16_384;
    public const long BytesPerCallMax = 4L << 20;

    /// <summary>How long a write waits for room behind those.</summary>
    private static readonly TimeSpan RoomTimeMax = TimeSpan.FromSeconds(30);

    private readonly Channel<PendingSend> _waiting =
        Channel.CreateBounded<PendingSend>(new BoundedChannelOptions(WritesWaitingMax));
    private readonly IGrainFactory _grains;
    private readonly CancellationTokenSource _stopping = new();
    private readonly ResiliencePipeline _retries;
    private readonly Task _sending;

    public WriteSender(IGrainFactory grains)
    {
        _grains = grains;
        _retries = SiloFaults.Retries(() => _stopping.IsCancellationRequested);
        _sending = Task.WhenAll(Enumerable.Range(0, CallsMax).Select(_ => Task.Run(SendAsync)));
    }

    /// <returns>What became of the write, and how far the journal has come.</returns>
    /// <exception cref="JournalUnavailableException">The writer was not reached, or could not write. The write may be
    /// in the log all the same, and may be sent again.</exception>
    /// <exception cref="WriteFailedException">The writer failed at this one; another try would, too.</exception>
    public async Task<(WriteOutcome Outcome, long Position)> SendAsync(
        LogWrite write, long bytes, CancellationToken cancellationToken)
    {
        var pending = new PendingSend(write, bytes);
        if (!_waiting.Writer.TryWrite(pending))
            await WaitForRoomAsync(pending, cancellationToken);
        var (outcome, position) = await pending.Answer.Task;
        return outcome.Kind switch
        {
            WriteOutcomeKind.Unavailable =>
                throw new JournalUnavailableException(outcome.Problem ?? "the writer could not write; try again"),
            WriteOutcomeKind.Failed => throw new WriteFailedException(outcome.Problem ?? "the writer failed at it"),
            _ => (outcome, position),
        };
    }

    public async ValueTask DisposeAsync()
    {
        _waiting.Writer.TryComplete();
        await _stopping.CancelAsync();
        await _sending;
        _stopping.Dispose();
    }

    private async Task WaitForRoomAsync(PendingSend pending, CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(RoomTimeMax);
        try
        {
            await _waiting.Writer.WriteAsync(pending, limit.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new JournalUnavailableException(
                $"{WritesWaitingMax} writes wait for the writer of the cluster's journal; try again");
        }
    }

    private async Task SendAsync()
    {
        var batch = new List<PendingSend>();
        while (await _waiting.Reader.WaitToReadAsync())
        {
            Take(batch);
            if (batch.Count == 0)
                continue;
            try
            {
                await SendAsync(batch);
            }
            catch (Exception problem)
            {
                var unavailable = new JournalUnavailableException(
                    "the writer of the cluster's journal was not reached; try again with the same request id", problem);
                foreach (var pending in batch)
                    pending.Answer.TrySetException(unavailable);
            }
            batch.Clear();
        }
    }

    private void Take(List<PendingSend> batch)
    {
        var bytes = 0L;
        while (batch.Count < WritesPerCallMax && bytes < BytesPerCallMax && _waiting.Reader.TryRead(out var pending))
        {
            batch.Add(pending);
            bytes += pending.Bytes;
        }
    }

    private async Task SendAsync(List<PendingSend> batch)
    {
        var writes = LogWrites.Serialize([.. batch.Select(pending => pending.Write)]);
        var reply = await _retries.ExecuteAsync(
            async _ => await _grains.GetGrain<IJournalGrain>(0).Write(writes), _stopping.Token);
        foreach (var (pending, outcome) in batch.Zip(reply.Outcomes))
            pending.Answer.TrySetResult((outcome, reply.Position));
    }

    private sealed record PendingSend(LogWrite Write, long Bytes)
    {
        public TaskCompletionSource<(WriteOutcome, long)> Answer { get; } =
            new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}

/// <summary>The writer of the cluster's journal failed at one write by a fault of that write's own.</summary>
internal sealed class WriteFailedException(string message) : Exception(message);
