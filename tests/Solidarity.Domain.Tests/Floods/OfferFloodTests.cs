using Solidarity.Domain.Bodies;
using Solidarity.Domain.Federations;
using Solidarity.Domain.Federations.Members;
using Solidarity.Domain.Messages;
using Solidarity.Domain.Money;
using Solidarity.Domain.Routes;
using Solidarity.Domain.Tests.Kit;
using Solidarity.Domain.Treasuries;
using Solidarity.Domain.Treasuries.Corridors;
using static Solidarity.Domain.Tests.Kit.Sample;
using static Solidarity.Domain.Treasuries.Corridors.CorridorCommand;

namespace Solidarity.Domain.Tests.Floods;

/// <summary>Whatever corridors strangers offer, members and neighbours can offer theirs.</summary>
public sealed class OfferFloodTests
{
    private static Scenario<Federation, FederationCommand, FederationEvent> Romandie { get; } =
        Scenarios.Federation(Romande).After(FoundFederation)
            .After(new MemberCommand.LearnAsked(Printers, 1)).After(new MemberCommand.Admit(Printers));

    [Fact]
    public void Twenty_thousand_offers_of_two_strangers_leave_room_for_honest_neighbours()
    {
        var state = Romandie.State;
        var refused = 0;
        foreach (var stranger in new[] { Stranger(1), Stranger(2) })
            for (var number = 0; number < 10_000; number++)
            {
                var decision = Asked(state, Offer(stranger, number), Noon);
                refused += decision.Refusal?.Metadata["limit"] == "CorridorsPerNeighbourMax" ? 1 : 0;
                state = decision.Events.Aggregate(state, Federation.Evolve);
            }
        const int kept = 2 * TreasuryCorridors.CorridorsPerNeighbourMax;
        (refused, state.Treasury.Corridors.Offers.Count).ShouldBe((20_000 - kept, kept));
        From(state).After(new FederationCommand.ToTreasury(Offer(Printers, 1)))
            .After(new FederationCommand.ToTreasury(Offer(Weavers, 1)))
            .After(new FederationCommand.ToTreasury(new AgreeToCorridor(Offer(Weavers, 1).Corridor)));
    }

    [Fact]
    public void Of_too_many_strangers_the_oldest_offer_of_the_one_that_has_most_gives_way_and_it_is_told()
    {
        var state = Romandie.State;
        for (var number = 0; number < 2; number++)
            state = Told(state, Offer(Stranger(0), number), Noon.AddMinutes(number));
        for (var number = 1; state.Treasury.Corridors.Offers.Count < TreasuryCorridors.StrangersOffersMax; number++)
            state = Told(state, Offer(Stranger(number), 0), Noon.AddHours(1));
        var full = From(state);
        var honest = full.When(new FederationCommand.ToTreasury(Offer(Weavers, 0)), Noon.AddHours(2));
        honest.Tells().ShouldHaveSingleItem().To.ShouldBe(Stranger(0));
        var offers = honest.Afterwards().Treasury.Corridors.Offers;
        offers.Count.ShouldBe(TreasuryCorridors.StrangersOffersMax);
        offers.ShouldContainKey(Offer(Weavers, 0).Corridor);
        offers.ShouldNotContainKey(Offer(Stranger(0), 0).Corridor);
        // A member's offer takes nobody's place.
        full.After(new FederationCommand.ToTreasury(Offer(Printers, 0))).State.Treasury.Corridors.Offers.Count
            .ShouldBe(TreasuryCorridors.StrangersOffersMax + 1);
    }

    [Fact]
    public void An_owner_learns_itself_that_it_has_offered_too_many_corridors_to_one_neighbour()
    {
        var treasury = ATreasuryOf(Romande);
        for (var number = 0; number < TreasuryCorridors.CorridorsPerNeighbourMax; number++)
            treasury = treasury.After(new OfferCorridor(Offer(Printers, number).Corridor, CorridorTerms.Free));
        treasury.When(new OfferCorridor(Offer(Printers, 999).Corridor, CorridorTerms.Free))
            .ThenRefused("LIMIT_REACHED");
        treasury.After(new OfferCorridor(Offer(Weavers, 0).Corridor, CorridorTerms.Free));
    }

    [Fact]
    public void Counts_by_neighbour_are_those_of_the_offers_and_corridors()
    {
        var state = Romandie.State;
        for (var number = 0; number < 10; number++)
            state = Told(state, Offer(Stranger(number % 3), number), Noon);
        state = Told(state, new WithdrawAgreement(Offer(Stranger(0), 0).Corridor), Noon);
        state = Told(state, new LearnClosure(Offer(Stranger(1), 1).Corridor, Outward: false), Noon);
        state.Treasury.Corridors.OffersFrom.ShouldBe(state.Treasury.Corridors.Offers.Keys.GroupBy(key => key.Neighbour)
            .Select(offers => KeyValuePair.Create(offers.Key, offers.Count())));
    }

    private static Scenario<Treasury, TreasuryCommand, TreasuryEvent> ATreasuryOf(Address self) =>
        Treasuries.ATreasury.Of(self);

    private static Address Stranger(int number) => new SectionId($"stranger-{number}");

    private static LearnOffer Offer(Address from, int number) => new(
        new CorridorKey(from, Currency.Of("CHF", number + 1), Currency.Of("CHF", number + 1)), CorridorTerms.Free);

    private static Decisions.Decision<FederationEvent> Asked(
        Federation state, TreasuryCommand command, DateTimeOffset at) =>
        FederationDecider.Decide(state, new FederationCommand.ToTreasury(command), at);

    private static Federation Told(Federation state, TreasuryCommand command, DateTimeOffset at) =>
        Asked(state, command, at).Events.Aggregate(state, Federation.Evolve);

    private static Scenario<Federation, FederationCommand, FederationEvent> From(Federation state) =>
        new(Aggregates.Federation, state);
}
