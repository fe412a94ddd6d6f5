using System.Collections.Immutable;
using Polly;
using Polly.Retry;
using Solidarity.Grains.Faults;
using Solidarity.Storage;

namespace Solidarity.Grains.Delivery;

/// <summary>Takes redundant messages out of the outbox; the more come while it waits for the disk, the more go
/// together. What fails is tried again until the service stops.</summary>
internal sealed class Acknowledger(IJournal journal, Dispatch dispatch, FaultLog faults, TimeProvider time)
{
    private readonly ResiliencePipeline _retry = new ResiliencePipelineBuilder { TimeProvider = time }
        .AddRetry(new RetryStrategyOptions
        {
            MaxRetryAttempts = int.MaxValue,
            BackoffType = DelayBackoffType.Exponential,
            UseJitter = true,
            Delay = TimeSpan.FromMilliseconds(Courier.RetryMsMin),
            MaxDelay = TimeSpan.FromSeconds(Courier.RetrySecondsMax),
            ShouldHandle = new PredicateBuilder().Handle<Exception>(),
        })
        .Build();

    private readonly Lock _gate = new();
    private readonly Queue<long> _waiting = [];
    private bool _isBusy;

    public void Add(List<long> messages, CancellationToken stopping)
    {
        lock (_gate)
        {
            foreach (var message in messages)
                _waiting.Enqueue(message);
            if (_isBusy)
                return;
            _isBusy = true;
        }
        _ = AcknowledgeAllAsync(stopping);
    }

    private async Task AcknowledgeAllAsync(CancellationToken stopping)
    {
        try
        {
            while (Next() is { } messages)
            {
                // Nobody but the service's stop ends that, whatever is thrown.
                await _retry.ExecuteAsync(async _ => await AcknowledgeAsync(messages), stopping);
                dispatch.Leave(messages);
            }
        }
        catch (Exception) when (stopping.IsCancellationRequested)
        {
            // They come again after the next start.
        }
    }

    private async ValueTask AcknowledgeAsync(ImmutableArray<long> messages)
    {
        try
        {
            await journal.AcknowledgeAsync(messages);
        }
        catch (Exception problem)
        {
            faults.OnDelay($"{messages.Length} redundant messages stay in the outbox for now.", problem);
            throw;
        }
    }

    private ImmutableArray<long>? Next()
    {
        lock (_gate)
        {
            if (_waiting.Count == 0)
            {
                _isBusy = false;
                return null;
            }
            var messages = ImmutableArray.CreateBuilder<long>(Math.Min(_waiting.Count, JournalLimits.AcknowledgedMax));
            while (messages.Count < messages.Capacity)
                messages.Add(_waiting.Dequeue());
            return messages.MoveToImmutable();
        }
    }
}
