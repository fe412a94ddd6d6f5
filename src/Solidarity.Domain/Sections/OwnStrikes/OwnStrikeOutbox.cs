using Solidarity.Domain.Bodies;
using Solidarity.Domain.Calls;
using Solidarity.Domain.Sections;
using Solidarity.Domain.Sections.OwnStrikes;
using Solidarity.Domain.Strikes.Aid;
using Solidarity.Domain.Strikes.Lifecycle;
using Solidarity.Domain.Strikes.Pay;
using Solidarity.Domain.Transfers;
using static Solidarity.Domain.Messages.SectionOutbox;
using static Solidarity.Domain.Sections.OwnStrikes.OwnStrikeEvent;

namespace Solidarity.Domain.Messages;

/// <summary>What a section tells strikes of its own.</summary>
internal static class OwnStrikeOutbox
{
    public static IEnumerable<Message> Of(OwnStrikeEvent @event, Section after) => @event switch
    {
        StrikeDeclared e => [new Message(e.Strike, new LifecycleCommand.Open(after.Id, e.Facts))],
        StrikeAmended e => [new Message(e.Strike, new LifecycleCommand.Amend(after.Id, e.After))],
        StrikeReopened e => [new Message(e.Strike, new LifecycleCommand.Reopen(after.Id, e.Reason))],
        StrikeEnded e => [new Message(e.Strike, new LifecycleCommand.Close(after.Id, e.Outcome, e.Note))],
        StrikePayPaid e =>
            [new Message(e.Strike, new PayCommand.LearnStrikePay(after.Id, e.Amount, e.Through, e.Number))],
        OutsideAidReceived e =>
        [
            Aid(e.Strike, e.Aid, e.Kind, AidState.Honoured, e.Amount, e.Note, by: after.Id),
            Moved(e.Strike, e.Aid, e.Kind, run: 1, MoneyStage.Received, e.Amount, by: after.Id),
        ],
        AidReported e => [new Message(e.Strike, new AidCommand.LearnAid(
            e.Aid, e.Kind, e.State, e.Amount, Counted: false, e.Note, By: after.Id))],
        AidArrived e =>
        [
            new Message(e.Key.Transfer, new TransferCommand.LearnDelivered(e.Key, e.Passed)),
            Moved(e.Delivery.Strike, e.Delivery.Aid, e.Delivery.Kind, e.Delivery.Run, MoneyStage.Received, e.Amount,
                by: after.Id),
            .. AcknowledgementOutbox.AtOnce(e.From, e.Key, e.Owed),
        ],
        StrikeIdTaken or OpennessSet => [],
        _ => throw new UnreachableException($"section event {@event.GetType().Name}"),
    };
}
