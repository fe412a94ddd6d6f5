using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using Solidarity.Grains.Hosting;

namespace Solidarity.Server.Errors;

/// <summary>
/// What the log says of calls that failed: one line each, and of one kind only so many a minute, so that nobody can
/// fill a disk by asking badly. How many lines were left out is said with the next one of that kind.
/// </summary>
internal sealed class CallLog(ILogger<CallLog> log, [BooksTime] TimeProvider time)
{
    /// <summary>The most lines a minute of one kind: a method and a reason.</summary>
    public const int LinesPerMinuteMax = 20;

    private static readonly TimeSpan Window = TimeSpan.FromMinutes(1);

    // As many as there are methods and reasons, which no caller can add to.
    private readonly ConcurrentDictionary<(string Method, string Reason), Kind> _kinds = [];

    /// <summary>The caller's fault: nothing is wrong here.</summary>
    public void Malformed(string method, RpcException told)
    {
        if (log.IsEnabled(LogLevel.Information) && MaySay(method, "MALFORMED", out var more))
            log.LogInformation("{Method} was asked badly: {Problem}{More}", method, told.Status.Detail, more);
    }

    /// <summary>Something around the service keeps it from its work.</summary>
    public void Unavailable(string method, Exception problem)
    {
        if (MaySay(method, "UNAVAILABLE", out var more))
            log.LogWarning("{Method}: {Problem}{More}", method, problem.Message, more);
    }

    /// <summary>A fault of ours, whole.</summary>
    public void Failed(string method, Exception problem)
    {
        if (MaySay(method, problem.GetType().Name, out var more))
            log.LogError(problem, "{Method} failed.{More}", method, more);
    }

    private bool MaySay(string method, string reason, out string more)
    {
        var left = _kinds.GetOrAdd((method, reason), _ => new Kind(time)).TakeLine();
        more = left > 0 ? $" ({left} more like this were not logged)" : "";
        return left >= 0;
    }

    private sealed class Kind(TimeProvider time)
    {
        private readonly Lock _gate = new();
        private long _begun = time.GetTimestamp();
        private int _lines;
        private int _leftOut;

        /// <summary>How many were left out before this one; -1 where this one is, too.</summary>
        public int TakeLine()
        {
            lock (_gate)
            {
                if (time.GetElapsedTime(_begun) >= Window)
                    (_begun, _lines) = (time.GetTimestamp(), 0);
                if (_lines >= LinesPerMinuteMax)
                {
                    _leftOut++;
                    return -1;
                }
                _lines++;
                var left = _leftOut;
                _leftOut = 0;
                return left;
            }
        }
    }
}
