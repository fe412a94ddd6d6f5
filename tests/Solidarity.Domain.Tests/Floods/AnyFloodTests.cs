using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Solidarity.Domain.Affiliations;
using Solidarity.Domain.Bodies;
using Solidarity.Domain.Calls;
using Solidarity.Domain.Federations;
using Solidarity.Domain.Federations.Members;
using Solidarity.Domain.Federations.Relays;
using Solidarity.Domain.Federations.Successions;
using Solidarity.Domain.Messages;
using Solidarity.Domain.Money;
using Solidarity.Domain.Routes;
using Solidarity.Domain.Sections;
using Solidarity.Domain.Sections.Affiliations;
using Solidarity.Domain.Sections.Inbox;
using Solidarity.Domain.Sections.OwnStrikes;
using Solidarity.Domain.Sections.OwnTreasury;
using Solidarity.Domain.Strikes;
using Solidarity.Domain.Strikes.Aid;
using Solidarity.Domain.Strikes.Calls;
using Solidarity.Domain.Strikes.Lifecycle;
using Solidarity.Domain.Strikes.Warnings;
using Solidarity.Domain.Tests.Kit;
using Solidarity.Domain.Text;
using Solidarity.Domain.Transfers;
using Solidarity.Domain.Treasuries.Carrying;
using Solidarity.Domain.Treasuries.Corridors;
using Solidarity.Domain.Treasuries.Holds;
using Xunit.Abstractions;
using static Solidarity.Domain.Tests.Kit.Sample;

namespace Solidarity.Domain.Tests.Floods;

/// <summary>After any flood of what a few strangers can send, what members, neighbours and the owner ask is accepted,
/// and the state is no larger than a few strangers may make it.</summary>
public sealed class AnyFloodTests(ITestOutputHelper output)
{
    private const int Runs = 5;
    private const int Commands = 2_500;
    private const int Strangers = 12;

    /// <summary>What one stranger may add to any state, in bytes of JSON.</summary>
    private const long BytesPerStrangerMax = 3L << 20;

    private static readonly string LongText = new('願', Texts.MemoCharsMax);

    [Fact]
    public void A_federation_relays_its_members_calls_and_takes_its_neighbours_offers() =>
        Randomly.ForAll(output, Randomly.Seeds(), Runs, 1, seed =>
        {
            var before = Scenarios.Federation(Romande).After(FoundFederation)
                .After(new MemberCommand.LearnAsked(Printers, 1)).After(new MemberCommand.Admit(Printers))
                .After(new FederationCommand.ToTreasury(new CarryingCommand.SetPassingLimit(Chf, 1_000_000)))
                .After(new FederationCommand.ToTreasury(new CorridorCommand.OfferCorridor(
                    To(Builders), CorridorTerms.Free)))
                .After(new FederationCommand.ToTreasury(new CorridorCommand.LearnAgreement(
                    To(Builders), CorridorTerms.Free)));
            var flooded = Flooded(before, Aggregates.Federation, new Random(seed), ToFederation);

            var (strike, call) = (new StrikeId("honest"), Call() with { Strike = new StrikeId("honest") });
            flooded.After(new RelayCommand.LearnCall(call with { Section = Printers }, strike))
                .State.Relays.OpenCalls.ShouldContainKey(strike);
            flooded.After(Offer(Printers)).State.Treasury.Corridors.Offers.ShouldContainKey(To(Printers));
            flooded.When(new FederationCommand.ToTreasury(new HoldCommand.HoldHop(
                Key(1), Hop(Romande, Builders, 1_000), Noon.AddHours(90), [], Printers))).Tells()[0].Command
                .ShouldBeOfType<TransferCommand.LearnHeld>();
            flooded.After(new MemberCommand.AskAffiliation(Council))
                .After(new FederationCommand.ToTreasury(new CarryingCommand.SetDrain(true)));
        });

    [Fact]
    public void A_section_hears_its_federations_calls_and_its_own_commands_pass() =>
        Randomly.ForAll(output, Randomly.Seeds(), Runs, 1, seed =>
        {
            var before = Scenarios.Section(Printers).After(FoundSection)
                .After(new AffiliationCommand.AskAffiliation(Romande))
                .After(new AffiliationCommand.LearnAffiliation(Romande, 1, Admitted: true, ""));
            var flooded = Flooded(before, Aggregates.Section, new Random(seed), ToSection);

            flooded.After(new OwnTreasuryCommand.Deposit(Francs(10_000), ""))
                .After(new InboxCommand.LearnCall(Call(), Romande)).After(Pledge(100))
                .After(new OwnTreasuryCommand.ToTreasury(
                    new CorridorCommand.LearnOffer(To(Romande), CorridorTerms.Free)))
                .After(new OwnTreasuryCommand.ToTreasury(new CorridorCommand.AgreeToCorridor(To(Romande))))
                .After(new OwnStrikeCommand.DeclareStrike(new StrikeId("own"), Facts));
        });

    [Fact]
    public void A_strike_hears_its_givers_and_counts_what_arrives() =>
        Randomly.ForAll(output, Randomly.Seeds(), Runs, 1, seed =>
        {
            var before = Scenarios.Strike(Lockout).After(new LifecycleCommand.Open(Builders, Facts))
                .After(new CallCommand.SendCall(Call(), [Romande]));
            var flooded = Flooded(before, Aggregates.Strike, new Random(seed), ToStrike);

            var received = flooded.State.Aid.Totals.GetValueOrDefault(Chf, AidTotals.None).Received;
            var aid = new AidCommand.LearnAid(
                FirstAid, AidKind.Gift, AidState.Pledged, Francs(500), Counted: true, "assembly");
            var after = flooded.After(aid).After(new AidCommand.LearnMoney(
                FirstAid, AidKind.Gift, 1, MoneyStage.Received, Francs(500))).State;
            (after.Aid.Totals[Chf].Received - received).ShouldBe(500);
            after.Aid.Givers[Party.Of(Printers)].Answer.ShouldBe(Answer.Pledged);
            flooded.After(new CallCommand.LearnRelayed(Romande, 1, Level.International, 10, 0, ""))
                .After(new LifecycleCommand.Close(Builders, Outcome.Won, ""));
        });

    private static Scenario<TState, TCommand, TEvent> Flooded<TState, TCommand, TEvent>(
        Scenario<TState, TCommand, TEvent> before, Aggregate<TState, TCommand, TEvent> aggregate, Random chance,
        Func<Random, int, TCommand> next)
    {
        var state = before.State;
        for (var number = 0; number < Commands; number++)
            state = aggregate.Fold(state, aggregate.Decide(
                state, next(chance, number), Noon.AddSeconds(chance.Next(86_400))).Events);
        Bytes(state, aggregate.StateJson).ShouldBeLessThan(
            Bytes(before.State, aggregate.StateJson) + (Strangers * BytesPerStrangerMax));
        return new(aggregate, state);
    }

    private static FederationCommand ToFederation(Random chance, int number)
    {
        var (stranger, strike) = (Stranger(chance), new StrikeId($"s-{chance.Next(Commands)}"));
        return chance.Next(8) switch
        {
            0 => new RelayCommand.LearnCall(Of(stranger, strike, number), strike),
            1 => new RelayCommand.LearnWarning(new Warning(strike, stranger, LongText, Facts), strike),
            2 => new RelayCommand.LearnCallEnd(strike, chance.Next(1_000), CallEnd.Cancelled, strike),
            3 => new MemberCommand.LearnAsked(stranger, number),
            4 => new SuccessorCommand.LearnSuccessionProposed(
                new FederationId($"f-{chance.Next(200)}"), 1, LongText, [stranger], []),
            5 => new RelayCommand.LearnReminder(strike, number, strike),
            6 => new FederationCommand.ToTreasury(Held(chance, stranger, number)),
            _ => Offer(stranger, number),
        };
    }

    private static SectionCommand ToSection(Random chance, int number)
    {
        var (stranger, strike) = (Stranger(chance), new StrikeId($"s-{chance.Next(Commands)}"));
        return chance.Next(6) switch
        {
            0 => new InboxCommand.LearnCall(Of(stranger, strike, number), strike),
            1 => new InboxCommand.LearnWarning(
                new Warning(strike, stranger, LongText, Facts with { Trade = "printing" }), strike),
            2 => new InboxCommand.LearnCallEnd(strike, chance.Next(1_000), CallEnd.StrikeOver),
            3 => new InboxCommand.LearnReminder(strike, number),
            4 => new OwnTreasuryCommand.ToTreasury(Held(chance, stranger, number)),
            _ => new OwnTreasuryCommand.ToTreasury(OfferOf(stranger, number)),
        };
    }

    private static StrikeCommand ToStrike(Random chance, int number)
    {
        var stranger = Stranger(chance);
        var key = new AidKey(Party.Of(stranger), new PledgeId($"p-{number}"));
        var sum = new Amount(1 + chance.Next(1_000), Chf);
        return chance.Next(7) switch
        {
            0 or 1 => new AidCommand.LearnAid(
                key, AidKind.Gift, (AidState)chance.Next(7), sum, Counted: true, LongText),
            2 => new AidCommand.LearnSupport(
                key, new Support(SupportKind.Letter, null, "", LongText, chance.Next(2) == 0)),
            3 => new AidCommand.LearnTranches(key, new TranchesAhead(AidKind.Loan, sum, 104, Noon, 7, 0)),
            4 => new WarningCommand.LearnSighting(key, new Sighting("station", LongText, Noon.AddSeconds(number))),
            5 => new CallCommand.LearnRelayed(
                new FederationId($"f-{number}"), number, Level.Local, 1, 50, "",
                [.. Enumerable.Range(0, 50).Select(told => new FederationId($"t-{number}-{told}"))]),
            _ => new WarningCommand.LearnAcknowledged(stranger),
        };
    }

    // Of money that is to pass, short and long.
    private static HoldCommand.HoldHop Held(Random chance, SectionId stranger, int number) => new(
        new HopKey(new TransferId($"t-{number}"), 1, 1), Hop(Romande, Builders, 1 + chance.Next(100)),
        Noon.AddHours(200 + chance.Next(2_000)), [], stranger);

    private static FederationCommand.ToTreasury Offer(SectionId from, int number = 99) =>
        new(OfferOf(from, number));

    private static CorridorCommand.LearnOffer OfferOf(SectionId from, int number) => new(
        new CorridorKey(from, Currency.Of("CHF", number + 1), Currency.Of("CHF", number + 1)), CorridorTerms.Free);

    private static Call Of(SectionId section, StrikeId strike, int number) =>
        new(strike, section, number + 1, Level.International, LongText, null, Facts);

    private static SectionId Stranger(Random chance) => new($"stranger-{chance.Next(Strangers)}");

    private static long Bytes<T>(T state, JsonTypeInfo<T> json) =>
        JsonSerializer.SerializeToUtf8Bytes(state, json).Length;
}
