using System.Text.Json.Serialization.Metadata;
using Solidarity.Domain.Bodies;
using Solidarity.Domain.Messages;
using Solidarity.Domain.Tests.Kit;
using Solidarity.Domain.Treasuries;

namespace Solidarity.Domain.Tests.Treasuries;

/// <summary>Where scenarios of a treasury by itself begin.</summary>
internal static class ATreasury
{
    public static Scenario<Treasury, TreasuryCommand, TreasuryEvent> Of(Address self) => new(
        new Aggregate<Treasury, TreasuryCommand, TreasuryEvent>(
            self.Kind,
            _ => Treasury.Empty,
            (state, command, at) => TreasuryDecider.Decide(self, state, command, at),
            Treasury.Evolve,
            (_, @event, _) => TreasuryOutbox.Of(self, @event),
            // A treasury is stored within its owner only; what happens to it has its JSON from there.
            null!, null!,
            (JsonTypeInfo<TreasuryEvent>)DomainJson.SectionEvent.Options.GetTypeInfo(typeof(TreasuryEvent))),
        Treasury.Empty);
}
