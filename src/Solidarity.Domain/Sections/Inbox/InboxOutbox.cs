using Solidarity.Domain.Bodies;
using Solidarity.Domain.Sections;
using Solidarity.Domain.Sections.Inbox;
using Solidarity.Domain.Strikes.Warnings;
using static Solidarity.Domain.Sections.Inbox.InboxEvent;

namespace Solidarity.Domain.Messages;

/// <summary>What a section tells a strike, and itself later, of what is in its inbox.</summary>
internal static class InboxOutbox
{
    public static IEnumerable<Message> Of(InboxEvent @event, Section after) => @event switch
    {
        WarningAcknowledged e => [new Message(e.Strike, new WarningCommand.LearnAcknowledged(after.Id))],
        ReminderPutOff e => [new Message(after.Id, new InboxCommand.RingReminder(e.Strike, e.Number), e.Until)],
        CallHeard or CallClosed or CallEnded or CallSeen or Reminded or RemindersSet or WarningHeard => [],
        _ => throw new UnreachableException($"section event {@event.GetType().Name}"),
    };
}
