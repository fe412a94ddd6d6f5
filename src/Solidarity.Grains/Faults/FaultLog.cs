using System.Diagnostics.Metrics;
using Microsoft.Extensions.Logging;
using Solidarity.Grains.Hosting;
using Solidarity.Storage;
using Solidarity.Storage.Telemetry;

namespace Solidarity.Grains.Faults;

/// <summary>
/// The one place where faults of ours are logged and counted: each once, with what it concerns. Counted as
/// <see cref="MetricCatalogue.Faults"/>, with the kind. Any thread may call it.
/// </summary>
public sealed class FaultLog : IDisposable
{
    private const int LoggedMax = 10_000;

    private readonly Meter _meter = new(MetricCatalogue.MeterName);
    private readonly Counter<long> _faults;
    private readonly ILogger<FaultLog> _log;
    private readonly TimeProvider _time;

    /// <summary>Messages whose failure is in the log.</summary>
    private readonly HashSet<CommandId> _logged = [];
    private int _bodies;
    private BodyFault? _unknownEvent;

    public FaultLog(ILogger<FaultLog> log, [BooksTime] TimeProvider time)
    {
        (_log, _time) = (log, time);
        _faults = MetricCatalogue.Faults.Counter(_meter);
        MetricCatalogue.BodiesFaulty.Observe(_meter, () => Bodies);
    }

    /// <summary>For gauges beside the counter.</summary>
    internal Meter Meter => _meter;

    /// <summary>A body was found that the read models cannot follow. Handlers run on the projector's thread.</summary>
    public event Action<BodyFault>? BodyFound;

    /// <summary>The first body that was found to have an event which this version does not know; null where there is
    /// none. Whoever looks here after having asked to be told misses none.</summary>
    public BodyFault? UnknownEvent => Volatile.Read(ref _unknownEvent);

    /// <summary>How often a body was found that the read models cannot follow.</summary>
    public int Bodies => Volatile.Read(ref _bodies);

    internal long Timestamp => _time.GetTimestamp();

    internal double SecondsSince(long timestamp) => _time.GetElapsedTime(timestamp).TotalSeconds;

    public void Dispose() => _meter.Dispose();

    /// <summary>A command whose decision failed; nothing of it was kept. A message that is tried again is logged once.
    /// </summary>
    internal void OnCommand(StreamName stream, CommandId command, string kind, Exception problem)
    {
        Count("command");
        if (command.IsMessage && !IsNew(command))
            return;
        _log.LogError(
            problem, "{Stream} could not decide {Kind} {Command:x32}; the others went on.", stream, kind,
            command.Value);
    }

    /// <summary>A body that the read models cannot follow.</summary>
    internal void OnBody(BodyFault fault)
    {
        Count(fault.Kind == BodyFaultKind.Fold ? "fold" : "figures");
        Interlocked.Increment(ref _bodies);
        if (fault.IsUnknownEvent)
            Interlocked.CompareExchange(ref _unknownEvent, fault, null);
        BodyFound?.Invoke(fault);
        if (fault.Kind == BodyFaultKind.Fold)
            _log.LogError(
                "{Stream} does not fold at entry {Position} ({Problem}); it is shown as it was before, and takes no "
                + "commands. Everything else is served. Run 'solidarity verify' on a copy of the data.",
                fault.Stream, fault.Position, fault.Problem);
        else
            _log.LogError(
                "The figures of {Stream} do not count entry {Position} ({Problem}). Everything else is served.",
                fault.Stream, fault.Position, fault.Problem);
    }

    /// <summary>A body whose stream could not be folded when it was to decide.</summary>
    internal void OnUnfolded(BodyFaultyException problem)
    {
        Count("load");
        _log.LogError(problem, "{Stream} takes no commands.", problem.Stream);
    }

    /// <summary>The journal could not be read.</summary>
    internal void OnUnread(long position, Exception problem)
    {
        Count("journal");
        _log.LogError(problem, "The journal could not be read behind entry {Position}; it is tried again.", position);
    }

    /// <summary>A snapshot that was left out: it only makes the next load slower.</summary>
    internal void OnSnapshot(StreamName stream, long version, string why, Exception problem)
    {
        Count("snapshot");
        _log.LogWarning(
            problem, "The snapshot of {Stream} at version {Version} is left out: {Why}.", stream, version, why);
    }

    /// <summary>Something that is put off and tried again, because the disk or another part failed.</summary>
    internal void OnDelay(string what, Exception problem)
    {
        Count("delay");
        _log.LogWarning(problem, "{What}", what);
    }

    /// <summary>Something else that failed and is tried again or left out.</summary>
    internal void On(string kind, string what, Exception problem)
    {
        Count(kind);
        _log.LogError(problem, "{What}", what);
    }

    private bool IsNew(CommandId message)
    {
        lock (_logged)
        {
            // To forget costs a line in the log at most.
            if (_logged.Count >= LoggedMax)
                _logged.Clear();
            return _logged.Add(message);
        }
    }

    private void Count(string kind) =>
        _faults.Add(1, new KeyValuePair<string, object?>(MetricCatalogue.Label.Fault, kind));
}
