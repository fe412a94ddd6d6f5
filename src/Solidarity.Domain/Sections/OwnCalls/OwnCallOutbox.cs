using Solidarity.Domain.Bodies;
using Solidarity.Domain.Sections;
using Solidarity.Domain.Sections.OwnCalls;
using Solidarity.Domain.Strikes.Calls;
using Solidarity.Domain.Strikes.Warnings;
using static Solidarity.Domain.Sections.OwnCalls.OwnCallEvent;

namespace Solidarity.Domain.Messages;

/// <summary>What a section has its strikes send out.</summary>
internal static class OwnCallOutbox
{
    public static IEnumerable<Message> Of(OwnCallEvent @event, Section after) => @event switch
    {
        CalledForAid e => [new Message(e.Call.Strike, new CallCommand.SendCall(e.Call, e.Recipients, e.Terms))],
        CallAmended e => [new Message(e.Call.Strike, new CallCommand.AmendCall(e.Call, e.Terms))],
        CallNarrowed e => [new Message(e.Strike, new CallCommand.NarrowCall(after.Id, e.Scope))],
        CallCancelled e => [new Message(e.Strike, new CallCommand.CancelCall(after.Id, e.Reason))],
        RemindersAsked e => [new Message(e.Strike, new CallCommand.RemindSilent(after.Id, Number: 0))],
        WarningGiven e => [new Message(e.Strike, new WarningCommand.SendWarning(after.Id, e.Text, e.Recipients))],
        CallWidened => [],
        _ => throw new UnreachableException($"section event {@event.GetType().Name}"),
    };
}
