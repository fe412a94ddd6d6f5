using Solidarity.Domain.Bodies;
using Solidarity.Domain.Calls;
using Solidarity.Domain.Sections.OwnCalls;
using Solidarity.Domain.Strikes;
using Solidarity.Domain.Strikes.Calls;
using static Solidarity.Domain.Strikes.Calls.CallCommand;
using static Solidarity.Domain.Strikes.Calls.CallEvent;

namespace Solidarity.Domain.Messages;

/// <summary>Whom a strike tells of its call, and when it looks at it again itself.</summary>
internal static class CallOutbox
{
    /// <summary>The silent are reminded so many hours before a wave ends, or at its half where it is shorter than
    /// twice that.</summary>
    public const int ReminderHours = 24;

    internal static IEnumerable<Message> Of(CallEvent @event, Strike after) => @event switch
    {
        CallSent e => Sent(after, e),
        CallTakenBack e =>
            Relay.ToEach(after.Calls.Recipients, Relay.OfEnd(after.Id, e.Number, e.How, after.Id)),
        ReminderSent e => Relay.ToEach(after.Calls.Recipients, Relay.OfReminder(after.Id, e.Number, after.Id)),
        CallPassedOn e => PassedOn(after, e.Recipient),
        WaveKept { Until: { } until } e => [new Message(after.Id, new EndWave(e.Number), until)],
        RunwayWatched { Again: { } due } e => [new Message(after.Id, new CheckRunway(e.Check), due)],
        WaveKept or RunwayWatched or RelayReported => [],
        _ => throw new UnreachableException($"call event {@event.GetType().Name}"),
    };

    private static IEnumerable<Message> PassedOn(Strike after, Address recipient)
    {
        var call = Relay.ToEach([recipient], Relay.OfCall(after.Calls.Call!, after.Id));
        return after.Warnings.Warning is { } warning
            ? Relay.ToEach([recipient], Relay.OfWarning(warning, after.Id)).Concat(call)
            : call;
    }

    private static IEnumerable<Message> Sent(Strike after, CallSent e)
    {
        foreach (var message in Relay.ToEach(e.Recipients, Relay.OfCall(e.Call, after.Id)))
            yield return message;
        if (e.Cause is WaveCause.Deadline or WaveCause.Runway)
            yield return new Message(after.Section, new OwnCallCommand.LearnCallSent(e.Call));
        if (e.Call.AnswerBy is not { } until)
            yield break;
        var (number, left) = (e.Call.Number, (until - e.At) / 2);
        var early = TimeSpan.FromHours(ReminderHours);
        yield return new Message(
            after.Id, new RemindSilent(null, number), until - (left < early ? left : early));
        yield return new Message(after.Id, new EndWave(number), until);
    }
}
