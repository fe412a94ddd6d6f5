using System.Diagnostics;
using Solidarity.Domain.Bodies;
using Solidarity.Domain.Calls;
using Solidarity.Domain.Sections;
using Solidarity.Domain.Sections.OwnCalls;
using Solidarity.Domain.Sections.OwnStrikes;
using Solidarity.Domain.Strikes;
using static Solidarity.Domain.Strikes.StrikeEvent;

namespace Solidarity.Domain.Messages;

/// <summary>Whom a strike tells of what happened to it. What goes to all that the call has reached goes the way that
/// the call went: to the strike's own recipients, and on by the federations.</summary>
public static class StrikeOutbox
{
    /// <summary>The silent are reminded so many hours before a wave ends, or at its half where it is shorter than
    /// twice that.</summary>
    public const int ReminderHours = 24;

    public static IEnumerable<Message> Of(StrikeEvent @event, Strike after) => @event switch
    {
        DuplicateRefused e => [new Message(e.Section, new OwnStrikeCommand.LearnStrikeIdTaken(after.Id))],
        CallSent e => Sent(after, e),
        CallTakenBack e => Relay.ToEach(after.Recipients, Relay.OfEnd(after.Id, e.Number, e.How, after.Id)),
        StrikeClosed => Relay.ToEach(
            after.Recipients, Relay.OfEnd(after.Id, after.LastNumber, CallEnd.StrikeOver, after.Id)),
        ReminderSent e => Relay.ToEach(after.Recipients, Relay.OfReminder(after.Id, e.Number, after.Id)),
        CallPassedOn e => PassedOn(after, e.Recipient),
        WarningSent e => Relay.ToEach(e.Recipients, Relay.OfWarning(e.Warning, after.Id)),
        WaveKept { Until: { } until } e => [new Message(after.Id, new StrikeCommand.EndWave(e.Number), until)],
        RunwayWatched { Again: { } due } e => [new Message(after.Id, new StrikeCommand.CheckRunway(e.Check), due)],
        StrikeOpened or WaveKept or RunwayWatched or RelayReported or WarningAcknowledged or SightingNoted
            or SupportNoted or TranchesNoted or AidNoted or MoneyMoved or StrikePayPaid => [],
        _ => throw new UnreachableException($"strike event {@event.GetType().Name}"),
    };

    private static IEnumerable<Message> PassedOn(Strike after, Address recipient)
    {
        var call = Relay.ToEach([recipient], Relay.OfCall(after.Call!, after.Id));
        return after.Warning is { } warning
            ? Relay.ToEach([recipient], Relay.OfWarning(warning, after.Id)).Concat(call)
            : call;
    }

    private static IEnumerable<Message> Sent(Strike after, CallSent e)
    {
        foreach (var message in Relay.ToEach(e.Recipients, Relay.OfCall(e.Call, after.Id)))
            yield return message;
        if (e.Cause != SendingCause.ByHand)
            yield return new Message(after.Section, new OwnCallCommand.LearnCallSent(e.Call));
        if (e.Call.AnswerBy is not { } until)
            yield break;
        var (number, left) = (e.Call.Number, (until - e.At) / 2);
        var early = TimeSpan.FromHours(ReminderHours);
        yield return new Message(
            after.Id, new StrikeCommand.RemindSilent(null, number), until - (left < early ? left : early));
        yield return new Message(after.Id, new StrikeCommand.EndWave(number), until);
    }
}
