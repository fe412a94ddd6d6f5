using Solidarity.Domain.Affiliations;
using Solidarity.Domain.Bodies;
using Solidarity.Domain.Calls;
using Solidarity.Domain.Federations;
using Solidarity.Domain.Federations.Collections;
using Solidarity.Domain.Federations.Members;
using Solidarity.Domain.Money;
using Solidarity.Domain.Routes;
using Solidarity.Domain.Sections;
using Solidarity.Domain.Sections.Affiliations;
using Solidarity.Domain.Sections.Answers;
using Solidarity.Domain.Sections.Founding;
using Solidarity.Domain.Sections.Inbox;
using Solidarity.Domain.Sections.OwnCalls;
using Solidarity.Domain.Sections.OwnStrikes;
using Solidarity.Domain.Sections.OwnTreasury;
using Solidarity.Domain.Sections.Pledges;
using Solidarity.Domain.Sections.Tranches;
using Solidarity.Domain.Treasuries.Carrying;
using Solidarity.Domain.Treasuries.Corridors;
using Solidarity.Domain.Treasuries.Quarantines;
using Solidarity.Grains.Tests;
using Solidarity.Storage;

namespace Solidarity.Views.Tests.Worlds;

/// <summary>A journal in which everything happens that can: sections and federations do what comes into their heads,
/// and much of it is refused.</summary>
internal sealed class BusyHistory(Service service, Random random)
{
    private static readonly string[] Countries = ["CH", "FR", "GB"];

    private readonly SectionId[] _sections = [.. Enumerable.Range(0, 8).Select(i => new SectionId($"s-{i}"))];
    private readonly FederationId[] _federations = [.. Enumerable.Range(0, 4).Select(i => new FederationId($"f-{i}"))];
    private readonly StrikeId[] _strikes = [.. Enumerable.Range(0, 4).Select(i => new StrikeId($"x-{i}"))];
    private int _named;

    public static async Task<MemoryJournal> MakeAsync(int seed, int acts)
    {
        var journal = new MemoryJournal();
        await using var service = await Service.StartAsync(journal);
        await new BusyHistory(service, new Random(seed)).RunAsync(acts);
        return journal;
    }

    public async Task RunAsync(int acts)
    {
        await FoundAsync();
        for (var i = 0; i < acts; i++)
        {
            await service.Ask(One(_sections), Act());
            if (random.Next(8) == 0)
                await ActAsync(One(_federations));
            if (random.Next(4) == 0)
                await service.QuietAsync();
            if (random.Next(10) == 0)
                service.Time.Advance(TimeSpan.FromHours(random.Next(1, 60)));
        }
        await service.QuietAsync();
    }

    private async Task FoundAsync()
    {
        foreach (var federation in _federations)
            await service.Must(federation, new FederationCommand.Found(
                federation.Value, federation == _federations[^1] ? Level.National : Level.Local, "", One(Countries)));
        foreach (var section in _sections)
        {
            await service.Must(section, new FoundingCommand.Found(
                section.Value, SectionKind.Trade, One(["masons", "tailors"]), "", One(Countries),
                random.Next(3) == 0 ? null : random.Next(1, 500), [Service.Chf]));
            await service.Must(section, new OwnTreasuryCommand.Deposit(Service.Francs(1_000), ""));
            await service.JoinAsync(section, One(_federations[..^1]));
        }
        foreach (var federation in _federations[..^1])
        {
            await service.Must(federation, new MemberCommand.AskAffiliation(_federations[^1]));
            await service.QuietAsync();
            await service.Must(_federations[^1], new MemberCommand.Admit(federation));
            await service.QuietAsync();
        }
        foreach (var section in _sections)
            foreach (var federation in _federations[..2])
            {
                await service.OpenAsync(section, federation);
                await service.OpenAsync(federation, section);
            }
        foreach (var i in (int[])[0, 1])
            await service.Must(_sections[i], new OwnStrikeCommand.DeclareStrike(_strikes[i], Facts()));
        await AidOnceAsync();
    }

    // What chance brings may all be refused; that some money arrives is made sure of.
    private async Task AidOnceAsync()
    {
        var (striking, giver) = (_sections[0], _sections[^1]);
        await service.Must(striking, new OwnCallCommand.CallForAid(
            _strikes[0], Level.National, [], new CallChange("aid")));
        await service.QuietAsync();
        await service.Must(giver, new PledgeCommand.MakePledge(
            new PledgeId("first"), _strikes[0], AidKind.Gift, Service.Francs(10), "assembly", HonourNow: true, null));
        await service.QuietAsync();
    }

    private SectionCommand Act()
    {
        var (strike, id) = (One(_strikes), new PledgeId($"p-{_named++}"));
        var known = new PledgeId($"p-{random.Next(_named)}");
        return random.Next(26) switch
        {
            0 => new OwnStrikeCommand.DeclareStrike(strike, Facts()),
            1 or 2 => new OwnCallCommand.CallForAid(
                strike, One(Enum.GetValues<Level>()), [], new CallChange(
                    "aid", random.Next(3) == 0 ? null : Sum(500), Terms: random.Next(2) == 0 ? null : Terms())),
            3 => new OwnCallCommand.NarrowCall(strike, Level.Local),
            4 => new OwnCallCommand.CancelCall(strike, "enough"),
            5 => new OwnCallCommand.RemindSilent(strike),
            6 => new OwnCallCommand.GiveWarning(strike, "keep away"),
            7 => random.Next(4) > 0
                ? new InboxCommand.SeeCall(strike)
                : new OwnStrikeCommand.EndStrike(strike, Outcome.Won, ""),
            8 => new OwnStrikeCommand.PayStrikePay(strike, Sum(20), ""),
            9 => new OwnStrikeCommand.ReceiveOutsideAid(strike, id, "a reader", AidKind.Gift, Sum(30), ""),
            10 => new OwnStrikeCommand.ReportAid(
                strike, new AidKey(Party.Named("others"), id), AidKind.Aggregate, AidState.Honoured, Sum(900), ""),
            11 => new InboxCommand.SeeCall(strike),
            12 => new AnswerCommand.OfferSupport(id, strike, SupportKind.Lodging, 5, "beds", ""),
            13 => new AnswerCommand.WithdrawSupport(known, "full"),
            14 => new InboxCommand.AcknowledgeWarning(strike),
            15 => new AnswerCommand.ReportSighting(id, strike, "the station", "two agents"),
            16 => new TrancheCommand.PromiseTranches(id, strike, AidKind.Gift, Sum(10), 3, 1, "assembly"),
            17 => new PledgeCommand.WithdrawPledge(known, "strike of our own"),
            18 or 19 => new AnswerCommand.DeclineCall(id, strike, "poor"),
            20 => new AffiliationCommand.AskAffiliation(One(_federations)),
            21 => random.Next(3) == 0
                ? new AffiliationCommand.LeaveFederation(One(_federations))
                : new PledgeCommand.HonourPledge(known),
            22 => new OwnStrikeCommand.SetOpenness(
                new Openness(One(Enum.GetValues<Detail>()), One(Enum.GetValues<Detail>()))),
            _ => new PledgeCommand.MakePledge(
                id, strike, One([AidKind.Gift, AidKind.Loan]), Sum(40), "assembly",
                HonourNow: random.Next(3) > 0, random.Next(5) == 0 ? service.Time.GetUtcNow().AddDays(2) : null),
        };
    }

    private async Task ActAsync(FederationId federation)
    {
        var of = random.Next(2);
        FederationCommand command = random.Next(9) switch
        {
            6 => new FederationCommand.ToTreasury(
                new QuarantineCommand.QuarantineNeighbour(One(_sections), "seized")),
            7 => new FederationCommand.ToTreasury(new QuarantineCommand.LiftQuarantine(One(_sections))),
            8 => new FederationCommand.ToTreasury(random.Next(2) == 0
                ? new CarryingCommand.SetDrain(random.Next(2) == 0)
                : new CarryingCommand.SetPassingLimit(Service.Chf, random.Next(2) == 0 ? null : random.Next(5_000))),
            5 => new CollectionCommand.Collect(
                new PledgeId($"c-{_named++}"), _strikes[of], _sections[of], AidKind.Gift, Sum(50), ""),
            0 => new MemberCommand.Admit(One(_sections)),
            1 => new MemberCommand.AskAffiliation(One(_federations)),
            2 => new MemberCommand.LeaveFederation(One(_federations)),
            3 => new MemberCommand.Admit(One(_federations)),
            _ => new FederationCommand.ToTreasury(
                new CorridorCommand.CloseCorridor(new CorridorKey(One(_sections), Service.Chf, Service.Chf))),
        };
        await service.Ask(federation, command);
    }

    private CallTermsChange Terms() => new(
        Level.International, 24, random.Next(2) == 0 ? null : 3, [],
        new PayTermsChange(new Amount(700, Service.Chf), 10, new DateOnly(1868, 3, 23)));

    private StrikeFacts Facts() =>
        new(One(["masons", "tailors"]), "", One(Countries), [], "ten hours", 100, new DateOnly(1868, 3, 23));

    private Amount Sum(int francsMax) => Service.Francs(random.Next(1, francsMax));

    private T One<T>(IReadOnlyList<T> of) => of[random.Next(of.Count)];
}
