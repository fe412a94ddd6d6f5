using Solidarity.Domain.Affiliations;
using Solidarity.Domain.Bodies;
using Solidarity.Domain.Calls;
using Solidarity.Domain.Federations;
using Solidarity.Domain.Money;
using Solidarity.Domain.Routes;
using Solidarity.Domain.Sections;
using Solidarity.Domain.Sections.Founding;
using Solidarity.Domain.Sections.Inbox;
using Solidarity.Domain.Sections.OwnCalls;
using Solidarity.Domain.Sections.OwnStrikes;
using Solidarity.Domain.Sections.OwnTreasury;
using Solidarity.Domain.Sections.Pledges;
using Solidarity.Domain.Transfers;
using Solidarity.Domain.Treasuries.Hops;

namespace Solidarity.Domain.Tests.Kit;

/// <summary>Bodies and values that many tests speak of: the builders of Geneva strike, the printers of Lausanne help.
/// </summary>
internal static class Sample
{
    public static readonly DateTimeOffset Noon = new(1868, 4, 1, 12, 0, 0, TimeSpan.Zero);
    public static readonly DateOnly Today = new(1868, 4, 1);

    public static readonly Currency Chf = Currency.Of("CHF");
    public static readonly Currency Gbp = Currency.Of("GBP", 240);
    public static readonly Currency Frf = Currency.Of("FRF");

    public static readonly SectionId Builders = new("geneva-builders");
    public static readonly SectionId Printers = new("lausanne-printers");
    public static readonly SectionId Weavers = new("basel-weavers");
    public static readonly FederationId Romande = new("romande");
    public static readonly FederationId Council = new("general-council");
    public static readonly StrikeId Lockout = new("geneva-1868");
    public static readonly PledgeId First = new("first");
    public static readonly TransferId Way = new("first-0123456789abcdef");

    public static Amount Francs(long minor) => new(minor, Chf);

    public static StrikeFacts Facts { get; } = new(
        "building", "Geneva", "CH", ["Master builders"], "A ten-hour day", 3_000, new DateOnly(1868, 3, 23));

    public static Call Call(int number = 1, Level scope = Level.International) =>
        new(Lockout, Builders, number, scope, "Money for bread", Francs(1_000_000), Facts);

    public static AidKey FirstAid => new(Party.Of(Printers), First);

    public static Purpose.ToStrikeFund ToFund(AidKind kind = AidKind.Gift, int run = 1) =>
        new(Builders, Lockout, FirstAid, kind, run);

    public static CorridorKey To(Address neighbour) => new(neighbour, Chf, Chf);

    public static Hop Hop(Address from, Address to, long given, long fee = 0) =>
        new(from, to, Francs(given), Francs(fee), Francs(given - fee));

    public static HopKey Key(int hop = 0, int plan = 1) => new(Way, plan, hop);

    /// <summary>The planned route, whose hops take no time.</summary>
    public static TransferCommand.TakeRoute AtOnce(int plan, Route route) =>
        new(plan, route, [.. route.Hops.Select(_ => 0)]);

    public static FoundingCommand.Found FoundSection { get; } =
        new("A section", SectionKind.Trade, "printing", "Lausanne", "CH", 120, [Chf, Gbp]);

    public static FederationCommand.Found FoundFederation { get; } =
        new("A federation", Level.Regional, "Geneva", "CH");

    /// <summary>The printers, founded, with 1,000.00 CHF and the call of the lockout in their inbox.</summary>
    public static Scenario<Section, SectionCommand, SectionEvent> PrintersWithCall => Scenarios.Section(Printers)
        .After(FoundSection)
        .After(new OwnTreasuryCommand.Deposit(Francs(100_000), ""))
        .After(new InboxCommand.LearnCall(Call(), Romande));

    /// <summary>The builders, founded, with the lockout declared and called for.</summary>
    public static Scenario<Section, SectionCommand, SectionEvent> BuildersOnStrike => Scenarios.Section(Builders)
        .After(FoundSection)
        .After(new OwnStrikeCommand.DeclareStrike(Lockout, Facts))
        .After(new OwnCallCommand.CallForAid(
            Lockout, Level.International, [Romande], new CallChange("Money for bread")));

    public static PledgeCommand.MakePledge Pledge(
        long minor = 5_000, AidKind kind = AidKind.Gift, bool now = false, DateTimeOffset? lapses = null) =>
        new(First, Lockout, kind, Francs(minor), "assembly of 1 April", now, lapses);
}
