using Solidarity.Benchmarks.Journal;
using Solidarity.Domain.Affiliations;
using Solidarity.Domain.Bodies;
using Solidarity.Domain.Calls;
using Solidarity.Domain.Federations;
using Solidarity.Domain.Money;
using Solidarity.Domain.Routes;
using Solidarity.Domain.Sections.Inbox;
using Solidarity.Domain.Sections.OwnCalls;
using Solidarity.Domain.Sections.OwnStrikes;
using Solidarity.Domain.Sections.OwnTreasury;
using Solidarity.Domain.Sections.Pledges;
using Solidarity.Domain.Treasuries.Corridors;

namespace Solidarity.Benchmarks.Settle;

/// <summary>Sections with money, a strike whose call they have heard, and open corridors from each of them to it.
/// </summary>
internal sealed class SettleWorld(ServiceHost host, Roads roads, int sections)
{
    public const long PledgeMinor = 25_00;
    private const long DepositMinor = 100_00;

    /// <summary>Never reached; but where there is a capacity, it has to be held.</summary>
    private const long CapacityMinor = 1_000_000_000_00;

    private static readonly StrikeId Strike = new("the-strike");
    private static readonly SectionId Striking = new("striking");
    private static readonly CorridorTerms Terms = CorridorTerms.Free with { CapacityMinor = CapacityMinor };

    public async Task BuildAsync()
    {
        await StrikeAsync();
        for (var tier = 0; tier < roads.Tiers.Length; tier++)
            for (var number = 0; number < roads.Tiers[tier]; number++)
                await host.AskAsync(Carrier(tier, number), new FederationCommand.Found(
                    Roads.Carrier(tier, number), Level.Local, "", "CH"));
        await EachAsync(FoundAsync);
        await host.QuietAsync();
        await EachAsync(section => host.AskAsync(Local(section), new FederationCommand.ToTreasury(
            new CorridorCommand.AgreeToCorridor(Key(Section(section))))));
        await host.QuietAsync();
        foreach (var (from, to) in Corridors())
            await OfferAsync(from, to);
        await host.QuietAsync();
        foreach (var (from, to) in Corridors())
            await AgreeAsync(from, to);
        await host.QuietAsync();
    }

    /// <summary>Completes when every pledge is answered; the money may still be on its way.</summary>
    public async Task PledgeAsync(int inFlight)
    {
        var next = -1;
        await Task.WhenAll(Enumerable.Range(0, inFlight).Select(_ => Task.Run(async () =>
        {
            int section;
            while ((section = Interlocked.Increment(ref next)) < sections)
                await host.AskAsync(Section(section), new PledgeCommand.MakePledge(
                    PledgeId.Of("p-1"), Strike, AidKind.Gift, new Amount(PledgeMinor, ServiceHost.Chf),
                    "general meeting of 23 March", HonourNow: true, LapsesAt: null));
        })));
    }

    /// <summary>All of it has arrived, and is counted once.</summary>
    public void Check()
    {
        var totals = host.Projector.Current.Strikes.Find(Strike.Value)!.Aid.Totals[ServiceHost.Chf];
        if (totals.Received != sections * PledgeMinor || totals.All != totals.Received)
            throw new InvalidOperationException($"{sections} pledges were to arrive; there is {totals}");
    }

    private static SectionId Section(int number) => new($"section-{number}");

    private static FederationId Carrier(int tier, int number) => new(Roads.Carrier(tier, number));

    private async Task StrikeAsync()
    {
        await host.AskAsync(Striking, ServiceHost.Founding(0));
        await host.AskAsync(Striking, new OwnStrikeCommand.DeclareStrike(Strike, new StrikeFacts(
            "masons", "Geneva", "CH", ["the master builders"], "ten hours", 3_000, new DateOnly(1868, 3, 23))));
        await host.AskAsync(Striking, new OwnCallCommand.CallForAid(
            Strike, Level.International, [], new("money", new Amount(sections * PledgeMinor, ServiceHost.Chf))));
        await host.QuietAsync();
    }

    private async Task FoundAsync(int number)
    {
        var call = host.Projector.Current.Strikes.Find(Strike.Value)!.Calls.Call!;
        await host.AskAsync(Section(number), ServiceHost.Founding(number));
        await host.AskAsync(Section(number), new OwnTreasuryCommand.Deposit(
            new Amount(DepositMinor, ServiceHost.Chf), "weekly dues of the members"));
        // As the dispatcher brings it.
        await host.AskAsync(Section(number), new InboxCommand.LearnCall(call, Strike));
        await host.AskAsync(Section(number), new OwnTreasuryCommand.ToTreasury(
            new CorridorCommand.OfferCorridor(Key(Local(number)), Terms)));
    }

    private FederationId Local(int section) => Carrier(0, roads.Of(section).First());

    private Task EachAsync(Func<int, Task> act) => Parallel.ForEachAsync(
        Enumerable.Range(0, sections), new ParallelOptions { MaxDegreeOfParallelism = 256 },
        async (number, _) => await act(number));

    // Those between carriers, and from the last of them to the striking section.
    private IEnumerable<(FederationId From, Address To)> Corridors() =>
        Enumerable.Range(0, sections).SelectMany(Onward).Distinct();

    private IEnumerable<(FederationId From, Address To)> Onward(int section)
    {
        FederationId[] way = [.. roads.Of(section).Select((number, tier) => Carrier(tier, number))];
        return way.Zip([.. way.Skip(1).Select(next => (Address)next), Striking]);
    }

    private Task OfferAsync(FederationId from, Address to) => host.AskAsync(from, new FederationCommand.ToTreasury(
        new CorridorCommand.OfferCorridor(Key(to), Terms)));

    private Task AgreeAsync(FederationId from, Address to)
    {
        var agree = new CorridorCommand.AgreeToCorridor(Key(from));
        return to.IsSection
            ? host.AskAsync(to.Section, new OwnTreasuryCommand.ToTreasury(agree))
            : host.AskAsync(to.Federation, new FederationCommand.ToTreasury(agree));
    }

    private static CorridorKey Key(Address neighbour) => new(neighbour, ServiceHost.Chf, ServiceHost.Chf);
}
