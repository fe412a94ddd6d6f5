using Solidarity.Domain.Amendments;
using Solidarity.Domain.Bodies;
using Solidarity.Domain.Calls;
using Solidarity.Domain.Federations;
using Solidarity.Domain.Routes;
using Solidarity.Domain.Sections.Founding;
using Solidarity.Domain.Sections.OwnCalls;
using Solidarity.Domain.Sections.OwnStrikes;
using Solidarity.Domain.Strikes.Lifecycle;
using Solidarity.Domain.Tests.Kit;
using Solidarity.Domain.Treasuries.Corridors;
using static Solidarity.Domain.Sections.Founding.FoundingCommand;
using static Solidarity.Domain.Sections.OwnStrikes.OwnStrikeCommand;
using static Solidarity.Domain.Sections.OwnTreasury.OwnTreasuryCommand;
using static Solidarity.Domain.Tests.Kit.Sample;

namespace Solidarity.Domain.Tests.Sections;

/// <summary>What was typed wrong about a section, a federation or a strike is put right, and what it was stays known.
/// </summary>
public sealed class AmendmentTests
{
    private static readonly Amend None = new(null, null, null, null, null, null, false, [], []);

    private static readonly Scenario<Domain.Sections.Section, Domain.Sections.SectionCommand,
        Domain.Sections.SectionEvent> Founded = Scenarios.Section(Printers).After(FoundSection);

    [Fact]
    public void Only_what_changes_is_given_and_what_it_was_is_kept()
    {
        var amended = Founded.After(None with { Name = "Printers of Lausanne", Members = 130 }).State;
        (amended.Profile.Name, amended.Profile.Members, amended.Profile.Trade).ShouldBe(
            ("Printers of Lausanne", 130, FoundSection.Trade));
        amended.Amendments.ShouldBe(
            [
                new Amendment(Noon, "display_name", FoundSection.Name, "Printers of Lausanne"),
                new Amendment(Noon, "members", "120", "130"),
            ]);
        Founded.When(None with { Members = 120 }).ThenNothing();
        Founded.After(None with { WithoutMembers = true }).State.Profile.Members.ShouldBeNull();
        Scenarios.Section(Weavers).When(None with { Name = "x" }).ThenRefused("UNKNOWN_BODY");
    }

    [Fact]
    public void The_newest_amendments_are_kept()
    {
        var section = Founded;
        for (var i = 1; i <= Amendment.KeptMax + 1; i++)
            section = section.After(None with { Members = 1_000 + i });
        section.State.Amendments.Length.ShouldBe(Amendment.KeptMax);
        section.State.Amendments[^1].After.ShouldBe($"{1_000 + Amendment.KeptMax + 1}");
    }

    [Fact]
    public void What_is_said_then_is_sound_as_a_whole()
    {
        Founded.When(None with { Name = "" }).ThenMalformed("name");
        Founded.When(None with { Trade = "" }).ThenMalformed("trade");
        Founded.When(None with { Country = "che" }).ThenMalformed("country");
        Founded.When(None with { Members = 0 }).ThenMalformed("members");
        Founded.When(None with { Kind = SectionKind.Central }).ThenMalformed("trade");
        var mixed = Founded.After(None with { Kind = SectionKind.Central, Trade = "" });
        mixed.State.Profile.Kind.ShouldBe(SectionKind.Central);
        mixed.When(None with { Kind = SectionKind.Trade }).ThenMalformed("trade");
    }

    [Fact]
    public void A_currency_is_taken_away_where_nothing_of_it_is_left()
    {
        var without = None with { Removed = [Gbp] };
        Founded.After(without).State.Profile.Currencies.ShouldBe([Chf]);
        Founded.When(None with { Removed = [Frf] }).ThenRefused("CURRENCY_LACKING");
        Founded.When(None with { Removed = [Chf, Gbp] }).ThenMalformed("currencies");
        Founded.After(None with { Removed = [Chf, Gbp], Added = [Frf] }).State.Profile.Currencies.ShouldBe([Frf]);

        var rich = Founded.After(new Deposit(new(5, Gbp), ""));
        rich.When(without).ThenRefused("CURRENCY_IN_USE");
        rich.After(new PayOut(new(5, Gbp), "")).After(without);
        var way = new CorridorKey(Romande, Gbp, Gbp);
        var offered = Founded.After(new ToTreasury(new CorridorCommand.OfferCorridor(way, CorridorTerms.Free)));
        offered.When(without).ThenRefused("CURRENCY_IN_USE");
        offered.After(new ToTreasury(new CorridorCommand.CloseCorridor(way))).After(without);
        var called = Founded.After(new DeclareStrike(Lockout, Facts)).After(new OwnCallCommand.CallForAid(
            Lockout, Affiliations.Level.Local, [], new CallChange(Need: new(5, Gbp))));
        called.When(without).ThenRefused("CURRENCY_IN_USE");
        called.After(new EndStrike(Lockout, Outcome.Won, "")).After(without);
    }

    [Fact]
    public void A_federation_keeps_its_level_and_amends_the_rest()
    {
        var founded = Scenarios.Federation(Romande).After(FoundFederation);
        var amended = founded.After(new FederationCommand.Amend("Fédération romande", "", "FR")).State;
        amended.Profile.ShouldBe(new FederationProfile("Fédération romande", FoundFederation.Level, "", "FR"));
        amended.Amendments.Select(amendment => amendment.Field).ShouldBe(["display_name", "locality", "country"]);
        founded.When(new FederationCommand.Amend(FoundFederation.Name, null, null)).ThenNothing();
        founded.When(new FederationCommand.Amend(null, null, "x")).ThenMalformed("country");
        Scenarios.Federation(Council).When(new FederationCommand.Amend("x", null, null)).ThenRefused("UNKNOWN_BODY");
    }

    [Fact]
    public void A_strike_tells_what_its_section_has_put_right_also_when_it_is_over()
    {
        var change = new FactsChange(Employers: [], Strikers: 2_900, Start: new DateOnly(1868, 3, 24));
        var after = change.Applied(Facts);
        BuildersOnStrike.When(new AmendStrike(Lockout, change)).ThenTells(
            new Message(Lockout, new LifecycleCommand.Amend(Builders, after)));
        BuildersOnStrike.After(new EndStrike(Lockout, Outcome.Won, "")).After(new AmendStrike(Lockout, change))
            .State.Strikes.Declared[Lockout].Facts.ShouldBe(after);
        // The next call has them, too.
        BuildersOnStrike.After(new AmendStrike(Lockout, change)).State.Strikes.Declared[Lockout].Call!.Facts
            .ShouldBe(after);
        BuildersOnStrike.When(new AmendStrike(Lockout, new FactsChange(Trade: Facts.Trade))).ThenNothing();
        BuildersOnStrike.When(new AmendStrike(Lockout, new FactsChange(Trade: ""))).ThenMalformed("trade");
        BuildersOnStrike.When(new AmendStrike(Lockout, new FactsChange(Strikers: 0))).ThenMalformed("strikers");
        BuildersOnStrike.When(new AmendStrike(new("other"), change)).ThenRefused("UNKNOWN_STRIKE");
        BuildersOnStrike.After(new AmendStrike(Lockout, new FactsChange(WithoutStrikers: true)))
            .State.Strikes.Declared[Lockout].Facts.Strikers.ShouldBeNull();
    }

    // All who have the call are told each time.
    [Fact]
    public void A_flood_of_amendments_is_refused()
    {
        var flood = BuildersOnStrike;
        for (var i = 1; i < SectionStrikes.SendingsPerDayMax; i++)
            flood = flood.After(new AmendStrike(Lockout, new FactsChange(Strikers: i)));
        flood.When(new AmendStrike(Lockout, new FactsChange(Strikers: 99))).ThenRefused("LIMIT_REACHED");
    }
}
