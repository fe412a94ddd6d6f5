using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using Solidarity.Domain.Decisions;
using Solidarity.Grains.Faults;
using Solidarity.Storage;
using Solidarity.Storage.Telemetry;

namespace Solidarity.Server.Callers;

/// <summary>Measures commands of clients: which, how long they took, and what became of them. Where nobody listens it
/// costs a look at a flag.</summary>
internal sealed class CommandMeter : IDisposable
{
    private readonly Meter _meter = new(MetricCatalogue.MeterName);
    private readonly Histogram<double> _duration;

    // As many as there are methods, which no caller can add to.
    private readonly ConcurrentDictionary<string, string> _kinds = new(StringComparer.Ordinal);

    public CommandMeter(CommandsUnderWay commands)
    {
        _duration = MetricCatalogue.CommandDuration.Histogram(_meter);
        MetricCatalogue.CommandsUnderWay.Observe(_meter, () => commands.Count);
    }

    /// <summary>When a command came; 0 where nobody listens.</summary>
    public long Began() => _duration.Enabled ? Stopwatch.GetTimestamp() : 0;

    /// <summary>It was answered.</summary>
    /// <param name="method">The name of a method that is served.</param>
    public void Answered(long began, string method, Refusal? refusal)
    {
        if (began == 0)
            return;
        if (refusal is null)
            Record(began, method, "accepted", error: null);
        else
            Record(began, method, "refused", ClassOf(refusal.Kind));
    }

    /// <summary>It was not answered.</summary>
    public void Failed(long began, string method, Exception problem)
    {
        if (began != 0)
            Record(began, method, "failed", ClassOf(problem));
    }

    public void Dispose() => _meter.Dispose();

    private void Record(long began, string method, string outcome, string? error)
    {
        var tags = new TagList
        {
            { MetricCatalogue.Label.Command, _kinds.GetOrAdd(method, KindOf) },
            { MetricCatalogue.Label.Outcome, outcome },
        };
        if (error is not null)
            tags.Add(MetricCatalogue.Label.Error, error);
        _duration.Record(Stopwatch.GetElapsedTime(began).TotalSeconds, tags);
    }

    /// <summary>Without the package: <c>PledgesService/Pledge</c>.</summary>
    private static string KindOf(string method) => method[(method.LastIndexOf('.') + 1)..];

    private static string ClassOf(RefusalKind kind) => kind switch
    {
        RefusalKind.FailedPrecondition => "failed_precondition",
        RefusalKind.NotFound => "not_found",
        RefusalKind.AlreadyExists => "already_exists",
        RefusalKind.PermissionDenied => "permission_denied",
        RefusalKind.ResourceExhausted => "resource_exhausted",
        RefusalKind.InvalidArgument => "invalid_argument",
        _ => throw new UnreachableException($"refusal kind {kind}"),
    };

    private static string ClassOf(Exception problem) => problem switch
    {
        OperationCanceledException => "cancelled",
        JournalUnavailableException => "journal_unavailable",
        LimitExceededException => "overloaded",
        TimeoutException => "timeout",
        BodyFaultyException => "body_faulty",
        CommandFaultException => "fault",
        OrleansException => "unreachable",
        _ => "other",
    };
}
