using Solidarity.Domain.Bodies;
using Solidarity.Domain.Federations;
using Solidarity.Domain.Sections;
using Solidarity.Domain.Sections.OwnTreasury;
using static Solidarity.Domain.Sections.OwnTreasury.OwnTreasuryEvent;

namespace Solidarity.Domain.Messages;

/// <summary>Whom a section tells of movements of its money.</summary>
internal static class OwnTreasuryOutbox
{
    public static IEnumerable<Message> Of(OwnTreasuryEvent @event, Section after) => @event switch
    {
        OfTreasury e => TreasuryOutbox.Of(after.Id, e.Happened),
        DuesPaid e => [new Message(e.Federation, new FederationCommand.LearnDues(after.Id, e.Amount))],
        Deposited or PaidOut => [],
        _ => throw new UnreachableException($"section event {@event.GetType().Name}"),
    };
}
