using Azure;
using Polly;
using Polly.Retry;

namespace Solidarity.Storage.Logs;

/// <summary>Asks the storage, a few times where it does not answer or is busy, and tells what stays so in the journal's
/// words. Any thread may ask.</summary>
/// <param name="log">The log's name, for people.</param>
internal sealed class BlobRequests(string log)
{
    private readonly ResiliencePipeline _retries = Retries();

    /// <exception cref="JournalUnavailableException">The storage cannot be reached, or refuses.</exception>
    internal T Try<T>(Func<T> request)
    {
        try
        {
            return _retries.Execute(request);
        }
        catch (Exception problem) when (IsTransient(problem) || problem is RequestFailedException)
        {
            throw new JournalUnavailableException(
                $"the log {log} cannot be reached ({FirstLine(problem)}); nothing is acknowledged before it is in the "
                + "log; check the storage and try again", problem);
        }
    }

    private static string FirstLine(Exception problem) => problem.Message.Split('\n', 2)[0].TrimEnd();

    private static bool IsTransient(Exception problem) => problem switch
    {
        RequestFailedException { Status: 0 or 408 or 429 or >= 500 } => true,
        RequestFailedException => false,
        AggregateException { InnerExceptions: [.., var last] } => IsTransient(last),
        OperationCanceledException or IOException or HttpRequestException => true,
        _ => false,
    };

    private static ResiliencePipeline Retries() => new ResiliencePipelineBuilder()
        .AddRetry(new RetryStrategyOptions
        {
            ShouldHandle = new PredicateBuilder().Handle<Exception>(IsTransient),
            MaxRetryAttempts = 4,
            BackoffType = DelayBackoffType.Exponential,
            Delay = TimeSpan.FromMilliseconds(100),
            UseJitter = true,
        })
        .Build();
}
