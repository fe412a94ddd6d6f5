using System.Text.Json;
using Microsoft.Extensions.Logging;
using Solidarity.Grains.Faults;
using Solidarity.Storage;
using Solidarity.Storage.Telemetry;

namespace Solidarity.Grains.Delivery;

/// <summary>A message that was set aside, because its receiver fails at it again and again by a fault of ours.
/// </summary>
/// <param name="Kind">What it asks, by the name of the command; of several the first.</param>
/// <param name="Since">When it failed first.</param>
/// <param name="Tries">How often it was tried.</param>
/// <param name="Problem">What went wrong last, in one line.</param>
[Alias("solidarity.stuck-message")]
public sealed record StuckMessage(
    long Id, StreamName Sender, StreamName Receiver, string Kind, bool IsAlarm, DateTimeOffset Since, int Tries,
    string Problem);

/// <summary>
/// The messages that were set aside. They still lie in the outbox, so nothing is lost; after a restart, which is mostly
/// an update, each is tried again and set aside again if it still fails. Any thread may call it.
/// </summary>
public sealed class StuckMessages
{
    /// <summary>How often a message is tried before it is set aside: about ten seconds in all.</summary>
    public const int TriesMax = 10;

    /// <summary>The most messages set aside; a further one that fails is tried again and again, ever more seldom.
    /// </summary>
    public const int StuckMax = 10_000;

    private const int KindCharsMax = 80;

    private readonly Lock _gate = new();
    private readonly SortedDictionary<long, StuckMessage> _all = [];
    private readonly ILogger<StuckMessages> _log;

    /// <summary>Messages that somebody had tried again: one try is all they get.</summary>
    private readonly Dictionary<long, StuckMessage> _retried = [];

    /// <summary>Alarms that failed, with the number of tries, when they did so first, and the time of the next.
    /// </summary>
    private readonly Dictionary<long, (int Tries, DateTimeOffset Since, DateTimeOffset Next)> _alarms = [];
    private volatile int _count;
    private volatile bool _isAnyTried;

    public StuckMessages(FaultLog faults, ILogger<StuckMessages> log)
    {
        _log = log;
        MetricCatalogue.MessagesStuck.Observe(faults.Meter, () => _count);
    }

    public int Count => _count;

    /// <summary>By id, behind one, at most <paramref name="max"/>.</summary>
    public IReadOnlyList<StuckMessage> List(long afterId, int max)
    {
        lock (_gate)
            return [.. _all.Values.SkipWhile(message => message.Id <= afterId).Take(max)];
    }

    internal bool Has(long id)
    {
        if (_count == 0)
            return false;
        lock (_gate)
            return _all.ContainsKey(id);
    }

    internal bool IsPaused(long alarm, DateTimeOffset now)
    {
        if (!_isAnyTried)
            return false;
        lock (_gate)
            return _alarms.TryGetValue(alarm, out var failed) && failed.Next > now;
    }

    /// <summary>Sets a message aside that was tried as often as it may be; false where it is to be tried again.
    /// </summary>
    internal bool TrySetAside(OutboxMessage message, int tries, DateTimeOffset since, string problem)
    {
        lock (_gate)
        {
            if (_retried.Remove(message.Id, out var before))
                (tries, since) = (before.Tries + 1, before.Since);
            if (tries < TriesMax || _all.Count >= StuckMax)
                return false;
            _all[message.Id] = new StuckMessage(
                message.Id, message.Sender, message.Receiver, KindOf(message.Payload),
                message.Due is not null, since, tries, problem);
            _count = _all.Count;
        }
        _log.LogError(
            "Message {Id} to {Receiver} is set aside after {Tries} tries ({Problem}); what follows it goes on. Mend "
            + "the fault, then run 'solidarity messages retry {Id}'.", message.Id, message.Receiver, tries, problem,
            message.Id);
        return true;
    }

    /// <summary>An alarm failed.</summary>
    internal void OnAlarm(OutboxMessage alarm, string problem, DateTimeOffset at)
    {
        int tries;
        DateTimeOffset since;
        lock (_gate)
        {
            (tries, since) = _alarms.TryGetValue(alarm.Id, out var failed)
                ? (failed.Tries + 1, failed.Since)
                : (1, at);
            _alarms[alarm.Id] = (tries, since, at + Dispatcher.PauseAfter(tries));
            _isAnyTried = true;
        }
        if (TrySetAside(alarm, tries, since, problem))
            Answered(alarm.Id);
    }

    /// <summary>When the next alarm is tried again that failed; null where none waits for that.</summary>
    internal DateTimeOffset? NextAlarmTry(DateTimeOffset now)
    {
        if (!_isAnyTried)
            return null;
        lock (_gate)
            return _alarms.Values.Where(failed => failed.Next > now).Min(failed => (DateTimeOffset?)failed.Next);
    }

    /// <summary>A message was answered, so that nothing has to be known of it any more.</summary>
    internal void Answered(long id)
    {
        if (!_isAnyTried)
            return;
        lock (_gate)
        {
            _alarms.Remove(id);
            _retried.Remove(id);
            _isAnyTried = _alarms.Count > 0 || _retried.Count > 0;
        }
    }

    /// <summary>Forgets those that are for others to deliver, and tries of alarms, which begin anew.</summary>
    internal void Keep(Func<StreamName, bool> isOurs)
    {
        lock (_gate)
        {
            foreach (var message in _all.Values.Where(message => !isOurs(message.Receiver)).ToList())
                _all.Remove(message.Id);
            _alarms.Clear();
            _retried.Clear();
            (_count, _isAnyTried) = (_all.Count, false);
        }
    }

    /// <summary>Takes messages out, to be tried again.</summary>
    /// <param name="id">Null for all.</param>
    internal IReadOnlyList<StuckMessage> TakeForRetry(long? id)
    {
        List<StuckMessage> taken;
        lock (_gate)
        {
            taken = id is not { } one ? [.. _all.Values] : _all.TryGetValue(one, out var found) ? [found] : [];
            foreach (var message in taken)
            {
                _all.Remove(message.Id);
                _retried[message.Id] = message;
            }
            _count = _all.Count;
            _isAnyTried |= taken.Count > 0;
        }
        return taken;
    }

    /// <summary>The name of a payload's command, the first of several; empty where it has none.</summary>
    private static string KindOf(ReadOnlyMemory<byte> payload)
    {
        try
        {
            var reader = new Utf8JsonReader(payload.Span);
            while (reader.Read() && reader.TokenType != JsonTokenType.PropertyName)
            {
            }
            if (!reader.Read() || reader.TokenType != JsonTokenType.String)
                return "";
            var name = reader.GetString() ?? "";
            return name.Length <= KindCharsMax ? name : name[..KindCharsMax];
        }
        catch (Exception problem) when (problem is JsonException or InvalidOperationException)
        {
            return "";
        }
    }
}
