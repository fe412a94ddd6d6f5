using System.Text.Json;
using Solidarity.Domain.Affiliations;
using Solidarity.Domain.Bodies;
using Solidarity.Domain.Calls;
using Solidarity.Domain.Decisions;
using Solidarity.Domain.Messages;
using Solidarity.Domain.Money;
using Solidarity.Domain.Sections.Answers;
using Solidarity.Domain.Sections.OwnTreasury;
using Solidarity.Domain.Sections.Pledges;
using Solidarity.Domain.Sections.Tranches;
using Solidarity.Domain.Strikes;
using Solidarity.Domain.Strikes.Aid;
using Solidarity.Domain.Strikes.Calls;
using Solidarity.Domain.Strikes.Warnings;
using Solidarity.Domain.Tests.Kit;
using Solidarity.Domain.Text;
using static Solidarity.Domain.Strikes.Aid.AidCommand;
using static Solidarity.Domain.Strikes.Calls.CallCommand;
using static Solidarity.Domain.Strikes.Lifecycle.LifecycleCommand;
using static Solidarity.Domain.Strikes.Warnings.WarningCommand;
using static Solidarity.Domain.Tests.Kit.Sample;

namespace Solidarity.Domain.Tests.Floods;

/// <summary>Whatever one giver tells a strike, the strike's state stays small, others are heard, and money counts.
/// </summary>
public sealed class StrikeFloodTests
{
    /// <summary>How often a flood goes past the limit that ends it; one that is refused once is refused always.
    /// </summary>
    private const int TimesTheLimit = 4;

    private static readonly string LongText = new('願', Texts.MemoCharsMax);

    private static Scenario<Strike, StrikeCommand, StrikeEvent> Open { get; } =
        Scenarios.Strike(Lockout).After(new Open(Builders, Facts)).After(new SendCall(Call(), [Printers, Romande]));

    [Fact]
    public void One_giver_of_many_pledges_is_refused_before_the_strike_grows_and_others_are_not()
    {
        var (flooded, refusal) = Flood(
            Open.State, number => Aid(Printers, number), TimesTheLimit * GiverLimits.AidPerGiverMax);
        refusal.ShouldNotBeNull().Reason.ShouldBe("LIMIT_REACHED");
        refusal.Metadata["limit"].ShouldBe("AidPerGiverMax");
        refusal.Message.ShouldContain("sections/lausanne-printers");
        flooded.Aid.Pieces.Count.ShouldBe(GiverLimits.AidPerGiverMax);
        Bytes(flooded).ShouldBeLessThan(1 << 20);

        var after = From(flooded);
        after.After(Aid(Weavers, 1)).State.Aid.Givers[Party.Of(Weavers)].Answer.ShouldBe(Answer.Pledged);
        // What is known already can still be withdrawn.
        after.When(Aid(Printers, 1) with { State = AidState.Withdrawn }).Afterwards()
            .Aid.Pieces[Aid(Printers, 1).Aid].State.ShouldBe(AidState.Withdrawn);
    }

    [Fact]
    public void Money_of_a_giver_at_its_limit_counts_when_it_arrives()
    {
        var flooded = From(Flood(Open.State, number => Aid(Printers, number), GiverLimits.AidPerGiverMax + 1).State);
        var arrived = flooded.When(new LearnMoney(
            new AidKey(Party.Of(Printers), new PledgeId("late")), AidKind.Gift, 1, MoneyStage.Received, Francs(7)));
        arrived.Afterwards().Aid.Totals[Chf].Received.ShouldBe(7);
    }

    [Fact]
    public void What_the_striking_section_reports_is_counted_apart_from_what_givers_tell()
    {
        // Reports on a giver take nothing from its limit.
        var (reported, _) = Flood(
            Open.State, number => Aid(Printers, number) with { Counted = false, By = Builders }, 600);
        reported.Aid.Reported.ShouldBe(600);
        var told = From(reported).After(Aid(Printers, 1)).State;
        (told.Aid.Reported, told.Aid.Givers[Party.Of(Printers)].Pieces).ShouldBe((599, 1));

        // And when givers have used all there is, the striking section still books what came from outside.
        var full = From(Open.State with { Aid = StrikeAid.None with { Reported = -StrikeAid.AidMax } });
        full.When(Aid(Weavers, 1)).ThenRefused("LIMIT_REACHED");
        full.After(Aid(Weavers, 1) with { Aid = new AidKey(Party.Named("a friend"), First), By = Builders })
            .State.Aid.Reported.ShouldBe(1 - StrikeAid.AidMax);
    }

    [Fact]
    public void Offers_and_sightings_of_one_section_are_bounded_and_old_sightings_give_way()
    {
        var (offered, refusal) = Flood(Open.State, number => new LearnSupport(
            Key(Printers, number), new Support(SupportKind.Letter, null, "", LongText, Withdrawn: false)),
            TimesTheLimit * GiverLimits.SupportPerGiverMax);
        refusal.ShouldNotBeNull().Metadata["limit"].ShouldBe("SupportPerGiverMax");
        offered.Aid.Support.Count.ShouldBe(GiverLimits.SupportPerGiverMax);

        var (seen, no) = Flood(
            Open.State, number => Seen(Printers, number), TimesTheLimit * GiverLimits.SightingsPerSectionMax);
        no.ShouldNotBeNull().Metadata["limit"].ShouldBe("SightingsPerSectionMax");
        seen.Warnings.Sightings.Count.ShouldBe(GiverLimits.SightingsPerSectionMax);

        var full = From(Open.State with
        {
            Warnings = StrikeWarnings.None with
            {
                Sightings = Enumerable.Range(0, StrikeWarnings.SightingsMax)
                    .Select(number => Seen(Stranger(number), number))
                    .ToImmutableSortedDictionary(told => told.Key, told => told.Sighting),
            },
        });
        var newest = full.After(Seen(Weavers, 1_000_000)).State.Warnings.Sightings;
        newest.Count.ShouldBe(StrikeWarnings.SightingsMax);
        newest.ShouldNotContainKey(Seen(Stranger(0), 0).Key);
    }

    [Fact]
    public void Federations_that_one_report_names_do_not_use_up_the_room_of_those_that_report_themselves()
    {
        var strike = Open;
        for (var number = 0; number < 20; number++)
            strike = strike.After(Relayed(new FederationId($"liar-{number}"), [
                .. Enumerable.Range(0, 5_000).Select(told => new FederationId($"made-up-{number}-{told}"))]));
        strike.State.Calls.Relays.Count.ShouldBeLessThanOrEqualTo(StrikeCalls.RelaysHeardOfMax + 20);
        strike.After(Relayed(Romande, [])).State.Calls.Relays[Romande].IsReported.ShouldBeTrue();
    }

    [Fact]
    public void The_state_at_all_its_limits_is_below_its_bound()
    {
        var giver = new SectionId(new string('g', 63));
        var (one, _) = Flood(Open.State, number => Longest(giver, number), GiverLimits.AidPerGiverMax);
        // The first notes are whole, and these are the longest rows there are.
        var whole = Row(Longest(giver, 0));
        var rest = (Bytes(one) - Bytes(Open.State)) / GiverLimits.AidPerGiverMax;
        var support = Row(new LearnSupport(
            Key(giver, 1), new Support(SupportKind.RefusalOfWork, 1_000_000_000, LongText[..50], LongText, false)));
        var sighting = Row(new LearnSighting(Key(giver, 1), new Sighting(LongText[..200], LongText, Noon)));
        var tranches = Row(new LearnTranches(Key(giver, 1), new TranchesAhead(
            AidKind.Unspecified, new Amount(Amount.MinorMax / 104, Longest(giver, 1).Amount!.Value.Currency), 104, Noon,
            92, 0)));
        var relay = Row(Relayed(new FederationId(new string('f', 63)), []));
        var all = (StrikeAid.WholeNotesMax * (long)whole) + ((StrikeAid.AidMax + StrikeAid.ReportedMax) * (long)rest)
            + (StrikeAid.WholeNotesMax * (long)support) + ((StrikeAid.SupportMax - StrikeAid.WholeNotesMax) * 600L)
            + (StrikeWarnings.SightingsMax * (long)sighting) + (StrikeAid.TranchesMax * (long)tranches)
            + (StrikeCalls.RelaysMax * (long)(relay + 300)) + (StrikeWarnings.AcknowledgedMax * 70L);
        all.ShouldBeLessThan(Strike.StateBytesMax);
    }

    [Fact]
    public void A_hundred_thousand_givers_fit_well()
    {
        const int sample = 2_000;
        var strike = Open.State;
        for (var number = 0; number < sample; number++)
            strike = Told(strike, Aid(Stranger(number), number) with { Note = "assembly of 1 April" });
        var each = (Bytes(strike) - Bytes(Open.State)) / sample;
        (each * 100_000L).ShouldBeLessThan(48L << 20);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void A_section_that_pledges_again_and_again_learns_so_itself(int kind)
    {
        var section = PrintersWithCall;
        for (var number = 0; number < GiverLimits.AidPerGiverMax; number++)
            section = kind == 1
                ? section.After(Pledge(1) with { Pledge = new PledgeId($"p-{number}"), Again = true })
                    .After(new PledgeCommand.WithdrawPledge(new PledgeId($"p-{number}"), "no"))
                : section.After(new AnswerCommand.DeclineCall(new PledgeId($"p-{number}"), Lockout, $"no {number}"));
        section.When(Pledge(1) with { Again = true }).ThenRefused("LIMIT_REACHED");
        section.When(new AnswerCommand.DeclineCall(First, Lockout, "again")).ThenRefused("LIMIT_REACHED");
        // Everything else of its own goes on.
        section.After(new OwnTreasuryCommand.Deposit(Francs(1), ""));
    }

    [Fact]
    public void Tranches_are_counted_when_they_are_promised_and_make_room_when_they_end()
    {
        var section = PrintersWithCall;
        var series = Enumerable.Range(0, GiverLimits.AidPerGiverMax / TrancheSeries.CountMax)
            .Select(n => new PledgeId($"s{n}"))
            .ToArray();
        foreach (var id in series)
            section = section.After(Weekly(id));
        section.When(Weekly(new PledgeId("more"))).ThenRefused("LIMIT_REACHED");
        var ended = section.After(new PledgeCommand.WithdrawPledge(series[0], "no"));
        ended.State.Promises.Told[Lockout].Aid.ShouldBe(((series.Length - 1) * TrancheSeries.CountMax) + 1);
        ended.After(Weekly(new PledgeId("more")));
    }

    private static TrancheCommand.PromiseTranches Weekly(PledgeId id) =>
        new(id, Lockout, AidKind.Gift, Francs(1), TrancheSeries.CountMax, 7, "assembly", Again: true);

    private static SectionId Stranger(int number) => new($"stranger-{number}");

    private static AidKey Key(SectionId giver, int number) => new(Party.Of(giver), new PledgeId($"aid-{number}"));

    private static LearnAid Aid(SectionId giver, int number) => new(
        Key(giver, number), AidKind.Gift, AidState.Pledged, Francs(1_000), Counted: true, LongText);

    private static LearnAid Longest(SectionId giver, int number) => new(
        new AidKey(Party.Of(giver), new PledgeId($"{new string('p', 57)}{number}")), AidKind.Unspecified,
        AidState.Withdrawn, new Amount(Amount.MinorMax, Currency.Of("ABCDEFGH", 1_000_000)), Counted: true, LongText);

    private static LearnSighting Seen(SectionId section, int number) =>
        new(Key(section, number), new Sighting("the station", "two agents", Noon.AddSeconds(number)));

    private static LearnRelayed Relayed(FederationId federation, ImmutableArray<FederationId> told) =>
        new(federation, 1, Level.International, 10, told.Length, "", told);

    private static int Row(StrikeCommand command) => Bytes(Told(Open.State, command)) - Bytes(Open.State);

    private static (Strike State, Refusal? Refusal) Flood(
        Strike state, Func<int, StrikeCommand> command, int times)
    {
        Refusal? refusal = null;
        for (var number = 0; number < times; number++)
        {
            var decision = StrikeDecider.Decide(state, command(number), Noon);
            refusal = decision.Refusal ?? refusal;
            state = decision.Events.Aggregate(state, Strike.Evolve);
        }
        return (state, refusal);
    }

    private static Strike Told(Strike state, StrikeCommand command) =>
        StrikeDecider.Decide(state, command, Noon).Events.Aggregate(state, Strike.Evolve);

    private static Scenario<Strike, StrikeCommand, StrikeEvent> From(Strike state) =>
        new(Aggregates.Strike, state);

    private static int Bytes(Strike state) => JsonSerializer.SerializeToUtf8Bytes(state, DomainJson.Strike).Length;
}
