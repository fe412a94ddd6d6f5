using System.Diagnostics;
using Solidarity.Domain.Bodies;
using Solidarity.Domain.Decisions;
using Solidarity.Domain.Federations;
using Solidarity.Domain.Sections;
using static Solidarity.Domain.Strikes.StrikeEvent;

namespace Solidarity.Domain.Strikes;

/// <summary>Whom a strike tells of what happened to it.</summary>
public static class StrikeMessages
{
    public static IEnumerable<Message> Of(StrikeEvent @event, Strike after) => @event switch
    {
        CallSent e => e.Recipients.Select(to => To(to, e.Call, after.Id)),
        DuplicateRefused e => [new Message(e.Section, new SectionCommand.LearnStrikeIdTaken(after.Id))],
        StrikeClosed => after.Reached.Select(
            section => new Message(section, new SectionCommand.LearnCallClosed(after.Id))),
        // Whom the call reaches when the strike is over learns that at once.
        PartyReached e => after.Outcome is not null && e.Party.Body is { } body
            ? [new Message(body, new SectionCommand.LearnCallClosed(after.Id))]
            : [],
        StrikeOpened or AidNoted or MoneyMoved or StrikePayPaid => [],
        _ => throw new UnreachableException($"strike event {@event.GetType().Name}"),
    };

    /// <summary>The message that brings a call to a federation or a section.</summary>
    public static Message To(Address to, Call call, Address from) => to.Kind switch
    {
        BodyKind.Section => new Message(to, new SectionCommand.LearnCall(call, from)),
        BodyKind.Federation => new Message(to, new FederationCommand.LearnCall(call, from)),
        _ => throw new UnreachableException($"{to} cannot hear a call"),
    };
}
