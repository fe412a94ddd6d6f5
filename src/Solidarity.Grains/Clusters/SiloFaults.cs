using Polly;
using Polly.Retry;

namespace Solidarity.Grains.Clusters;

/// <summary>Calls that fail because silos come and go. Whoever asks again with the same id reaches the grain at its
/// next place, and what was done already counts once.</summary>
public static class SiloFaults
{
    /// <summary>How often a call is tried again: for half a minute, in which a silo that is lost was replaced.
    /// </summary>
    public const int RetriesMax = 35;

    /// <summary>Whether the grain was not reached, or nobody knows whether it was.</summary>
    public static bool IsPassing(Exception problem) =>
        problem is SiloUnavailableException or OrleansMessageRejectionException;

    /// <param name="isEnding">Whether nothing is tried again any more.</param>
    public static ResiliencePipeline Retries(Func<bool> isEnding) =>
        new ResiliencePipelineBuilder()
            .AddRetry(new RetryStrategyOptions
            {
                ShouldHandle = new PredicateBuilder().Handle<Exception>(problem => IsPassing(problem) && !isEnding()),
                MaxRetryAttempts = RetriesMax,
                BackoffType = DelayBackoffType.Exponential,
                Delay = TimeSpan.FromMilliseconds(20),
                MaxDelay = TimeSpan.FromSeconds(1),
                UseJitter = true,
            })
            .Build();
}
