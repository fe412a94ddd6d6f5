using Azure;
using Azure.Identity;
using Polly;
using Polly.Retry;
using Polly.Timeout;

namespace Solidarity.Storage.Logs;

/// <summary>
/// Asks the storage, and asks again where it is busy or the line broke, but not for long: what has failed through all
/// its tries shows that the storage is away, and for a pause whoever asks is told so at once. Then one request without
/// further tries finds out whether it is back. So callers wait once for the tries, and not each of them. Any thread may
/// ask.
/// </summary>
/// <remarks>Polly's own circuit breaker weighs the failures of many callers within a time; here few ask at once, so one
/// that failed through all tries says enough.</remarks>
/// <param name="name">Of the log, for people.</param>
/// <param name="time">Measures the pauses.</param>
internal sealed class StorageRequests(string name, TimeProvider time)
{
    /// <summary>For one request with all its tries.</summary>
    internal static readonly TimeSpan TriesTimeMax = TimeSpan.FromSeconds(20);

    /// <summary>The first pause; each further one is twice as long.</summary>
    internal static readonly TimeSpan PauseMin = TimeSpan.FromMilliseconds(500);
    internal static readonly TimeSpan PauseMax = TimeSpan.FromSeconds(8);

    /// <summary>The longest that the storage may ask for before the next try.</summary>
    private static readonly TimeSpan AskedPauseMax = TimeSpan.FromSeconds(30);

    /// <summary>The same, between two tries of one request.</summary>
    private static readonly TimeSpan AskedDelayMax = TimeSpan.FromSeconds(2);

    private const int TriesMax = 5;

    private static readonly ResiliencePipeline Retries = new ResiliencePipelineBuilder()
        .AddTimeout(TriesTimeMax)
        .AddRetry(new RetryStrategyOptions
        {
            ShouldHandle = new PredicateBuilder().Handle<Exception>(IsTransient),
            MaxRetryAttempts = TriesMax - 1,
            BackoffType = DelayBackoffType.Exponential,
            Delay = TimeSpan.FromMilliseconds(100),
            UseJitter = true,
            DelayGenerator = tried => new(PauseAskedFor(tried.Outcome.Exception, AskedDelayMax)),
        })
        .Build();

    private readonly Lock _gate = new();
    private TimeSpan _pause;
    private long _failedAt;
    private Exception? _problem;

    /// <exception cref="JournalUnavailableException">The storage is away, or does not answer as it should.</exception>
    internal T Try<T>(Func<CancellationToken, T> request)
    {
        var isAway = FindAway();
        var began = Stopwatch.GetTimestamp();
        try
        {
            var answer = isAway ? request(CancellationToken.None) : Retries.Execute(request);
            lock (_gate) (_problem, _pause) = (null, TimeSpan.Zero);
            JournalMetrics.CountLogRequest(began, error: null);
            return answer;
        }
        catch (Exception problem) when (IsKnown(problem))
        {
            JournalMetrics.CountLogRequest(began, ClassOf(problem));
            OnFailed(problem);
            throw Unavailable(problem);
        }
    }

    /// <inheritdoc cref="Try{T}(Func{CancellationToken, T})"/>
    internal T Try<T>(Func<T> request) => Try(_ => request());

    /// <summary>Whether the storage was away when it was asked last.</summary>
    private bool FindAway()
    {
        lock (_gate)
        {
            if (_problem is { } away && time.GetElapsedTime(_failedAt) < _pause) throw Unavailable(away);
            return _problem is not null;
        }
    }

    private void OnFailed(Exception problem)
    {
        lock (_gate)
        {
            var pause = _pause + _pause;
            if (PauseAskedFor(problem, AskedPauseMax) is { } asked && asked > pause) pause = asked;
            else if (pause > PauseMax) pause = PauseMax;
            (_problem, _failedAt) = (problem, time.GetTimestamp());
            _pause = pause < PauseMin ? PauseMin : pause;
        }
    }

    private JournalUnavailableException Unavailable(Exception problem) => new(
        $"the log {name} cannot be reached ({Short(problem)}); nothing is acknowledged before it is in the "
        + "log; check the storage and try again", problem)
    {
        IsOfTheLog = true,
    };

    // What follows is all that was asked and answered.
    private static string Short(Exception problem)
    {
        var first = problem.Message.Split('\n', 2)[0].TrimEnd();
        return problem is RequestFailedException { Status: > 0 and var status } ? $"{status}: {first}" : first;
    }

    /// <summary>What a busy storage says.</summary>
    private static TimeSpan? PauseAskedFor(Exception? problem, TimeSpan max) =>
        problem is RequestFailedException { Status: 429 or 503 } busy
        && busy.GetRawResponse()?.Headers.TryGetValue("Retry-After", out var text) == true
        && int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds)
            ? TimeSpan.FromSeconds(Math.Min(seconds, max.TotalSeconds))
            : null;

    // Who the process is cannot be found out.
    private static bool IsKnown(Exception problem) =>
        IsTransient(problem) || problem is RequestFailedException or AuthenticationFailedException;

    private static string ClassOf(Exception problem) => problem switch
    {
        RequestFailedException { Status: 429 or 503 } => "busy",
        RequestFailedException { Status: 401 or 403 } or AuthenticationFailedException => "denied",
        RequestFailedException { Status: > 0 } => "refused",
        OperationCanceledException or TimeoutRejectedException => "timeout",
        _ => "unreachable",
    };

    private static bool IsTransient(Exception problem) => problem switch
    {
        RequestFailedException { Status: 0 or 408 or 429 or >= 500 } => true,
        RequestFailedException => false,
        AggregateException { InnerExceptions: [.., var last] } => IsTransient(last),
        OperationCanceledException or TimeoutRejectedException or IOException or HttpRequestException => true,
        _ => false,
    };
}
