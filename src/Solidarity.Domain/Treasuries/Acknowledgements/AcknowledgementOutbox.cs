using Solidarity.Domain.Bodies;
using Solidarity.Domain.Routes;
using Solidarity.Domain.Treasuries.Acknowledgements;
using static Solidarity.Domain.Treasuries.Acknowledgements.AcknowledgementCommand;
using static Solidarity.Domain.Treasuries.Acknowledgements.AcknowledgementEvent;

namespace Solidarity.Domain.Messages;

/// <summary>Those who have sent money are told that it is here.</summary>
internal static class AcknowledgementOutbox
{
    /// <summary>The acknowledgement of money that came in, where it is not sent later.</summary>
    public static IEnumerable<Message> AtOnce(Address sender, HopKey key, bool? owed) =>
        owed == true ? [] : [TreasuryOutbox.To(sender, new LearnTakenIn(key))];

    internal static IEnumerable<Message> Of(Address self, AcknowledgementEvent @event) => @event switch
    {
        AcknowledgementsPutOff e => [TreasuryOutbox.To(self, new SendAcknowledgements(), e.Until)],
        AcknowledgementsSent e => [TreasuryOutbox.To(e.Sender, new LearnAllTakenIn(e.Keys))],
        SumAcknowledged => [],
        _ => throw new UnreachableException($"acknowledgement event {@event.GetType().Name}"),
    };
}
