using Solidarity.Domain.Bodies;
using Solidarity.Domain.Calls;
using Solidarity.Domain.Sections.OwnStrikes;
using Solidarity.Domain.Strikes;
using Solidarity.Domain.Strikes.Aid;
using Solidarity.Domain.Strikes.Calls;
using Solidarity.Domain.Strikes.Funds;
using Solidarity.Domain.Strikes.Lifecycle;
using Solidarity.Domain.Strikes.Pay;
using Solidarity.Domain.Strikes.Warnings;
using static Solidarity.Domain.Strikes.Lifecycle.LifecycleEvent;
using static Solidarity.Domain.Strikes.Warnings.WarningEvent;

namespace Solidarity.Domain.Messages;

/// <summary>Whom a strike tells of what happened to it. What goes to all that the call has reached goes the way that
/// the call went: to the strike's own recipients, and on by the federations.</summary>
public static class StrikeOutbox
{
    public static IEnumerable<Message> Of(StrikeEvent @event, Strike after) => @event switch
    {
        DuplicateRefused e => [new Message(e.Section, new OwnStrikeCommand.LearnStrikeIdTaken(after.Id))],
        StrikeClosed => Relay.ToEach(
            after.Calls.Recipients,
            Relay.OfEnd(after.Id, after.Calls.LastNumber, CallEnd.StrikeOver, after.Id)),
        StrikeReopened e => Relay.ToEach(
            after.Calls.Recipients, Relay.OfEnd(after.Id, e.Number, CallEnd.Reopened, after.Id)),
        CallEvent e => CallOutbox.Of(e, after),
        WarningSent e => Relay.ToEach(e.Recipients, Relay.OfWarning(e.Warning, after.Id)),
        LifecycleEvent or AidEvent or WarningEvent or PayEvent or FundEvent => [],
        _ => throw new UnreachableException($"strike event {@event.GetType().Name}"),
    };
}
