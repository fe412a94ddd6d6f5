using Polly;
using Polly.Retry;
using Solidarity.Grains.Faults;
using Solidarity.Storage;

namespace Solidarity.Grains.Delivery;

/// <summary>Takes redundant messages out of the outbox; the more come while it waits for the disk, the more go
/// together. What fails is tried again until the service stops.</summary>
internal sealed class Acknowledger(IJournal journal, DeliveryQueues queues, FaultLog faults, TimeProvider time)
{
    private readonly ResiliencePipeline _retry = new ResiliencePipelineBuilder { TimeProvider = time }
        .AddRetry(new RetryStrategyOptions
        {
            MaxRetryAttempts = int.MaxValue,
            BackoffType = DelayBackoffType.Exponential,
            UseJitter = true,
            Delay = TimeSpan.FromMilliseconds(Dispatcher.RetryMsMin),
            MaxDelay = TimeSpan.FromSeconds(Dispatcher.RetrySecondsMax),
            ShouldHandle = new PredicateBuilder().Handle<Exception>(),
        })
        .Build();

    /// <summary>Those that are being acknowledged. They stay here until that is done, whatever ends
    /// <see cref="RunAsync"/>.</summary>
    private ImmutableArray<long> _batch = [];

    /// <summary>Goes on until the service stops.</summary>
    public async Task RunAsync(CancellationToken stopping)
    {
        while (true)
        {
            if (_batch.IsEmpty)
                _batch = await NextAsync(stopping);
            await _retry.ExecuteAsync(async _ => await AcknowledgeAsync(), stopping);
            queues.Release(_batch);
            _batch = [];
        }
    }

    private async ValueTask AcknowledgeAsync()
    {
        try
        {
            await journal.AcknowledgeAsync(_batch);
        }
        catch (Exception problem)
        {
            faults.OnDelay($"{_batch.Length} redundant messages stay in the outbox for now.", problem);
            throw;
        }
    }

    private async Task<ImmutableArray<long>> NextAsync(CancellationToken stopping)
    {
        await queues.Redundant.WaitToReadAsync(stopping);
        var messages = ImmutableArray.CreateBuilder<long>();
        while (messages.Count < JournalLimits.AcknowledgedMax && queues.Redundant.TryRead(out var message))
            messages.Add(message);
        return messages.DrainToImmutable();
    }
}
