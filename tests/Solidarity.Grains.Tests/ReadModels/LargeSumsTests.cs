using Solidarity.Domain.Bodies;
using Solidarity.Domain.Federations;
using Solidarity.Domain.Money;
using Solidarity.Domain.Sections;
using Solidarity.Domain.Strikes;
using Solidarity.Grains.Audit;
using Solidarity.Grains.ReadModels;
using Solidarity.Storage;
using static Solidarity.Grains.Tests.Service;

namespace Solidarity.Grains.Tests.ReadModels;

/// <summary>Invariants 10 and 13: whatever one section promises, the read models add it up, and their views answer.
/// </summary>
public sealed class LargeSumsTests
{
    private static readonly SectionId Masons = new("masons");
    private static readonly SectionId Tailors = new("tailors");
    private static readonly FederationId Geneva = new("geneva");
    private static readonly Amount Most = new(Amount.MinorMax, Chf);

    [Fact]
    public async Task Promises_of_the_largest_sums_pass_64_bits_in_totals_and_stop_nothing()
    {
        const int promises = 46;
        await using var journal = new MemoryJournal();
        await using var service = await StartAsync(journal);
        await service.Must(Geneva, new FederationCommand.Found(Geneva.Value, Level.Local, "Geneva", "CH"));
        await service.FoundAsync(Masons, 0);
        await service.FoundAsync(Tailors, 0);
        await service.JoinAsync(Masons, Geneva);
        await service.JoinAsync(Tailors, Geneva);
        await service.Must(Tailors, new SectionCommand.Deposit(Most, ""));
        StrikeId[] strikes = [new("bread"), new("coal")];
        foreach (var strike in strikes)
        {
            await service.Must(Masons, new SectionCommand.DeclareStrike(strike, new StrikeFacts(
                "building", "Geneva", "CH", ["employers"], "", null, new DateOnly(1868, 3, 23))));
            await service.Must(Masons, new SectionCommand.CallForAid(strike, Level.Local, [], "", Francs(100)));
        }
        await service.QuietAsync();
        for (var i = 0; i < promises; i++)
            foreach (var strike in strikes)
                await PromiseAsync(service, strike, new PledgeId($"p{i}"));
        await service.QuietAsync();

        var all = (Int128)2 * promises * (Tranches.CountMax - 1) * Amount.MinorMax;
        all.ShouldBeGreaterThan(long.MaxValue);
        await service.Projector.ReadLatestAsync(world =>
        {
            world.Figures.Given[Chf].Pledged.ShouldBe(all);
            world.Figures.Bodies.Of(Geneva).Sums.Gave[Chf].Pledged.ShouldBe(all);
            var board = StrikeBoard.Of(world, world.Strikes.Find(strikes[0].Value)!, service.Time.GetUtcNow());
            board.Money.Single().Totals.Pledged.ShouldBe(all / 2);
            Total.ShownMinor(board.Coverage!.Pledged).ShouldBe(Amount.TotalMinorMax);
            return 0;
        });
        await CheckAuditAsync(journal);
    }

    // The first tranche is taken back at once, so the same money stands behind each promise.
    private static async Task PromiseAsync(Service service, StrikeId strike, PledgeId id)
    {
        var promise = new PledgeId($"{strike}-{id}");
        await service.Must(Tailors, new SectionCommand.PromiseTranches(
            promise, strike, AidKind.Gift, Most, Tranches.CountMax, EveryDays: 7, "assembly"));
        // No way leads there, so the transfer ends and the money is free again.
        await service.QuietAsync();
        await service.Must(Tailors, new SectionCommand.WithdrawPledge(TrancheIds.Of(promise, 1), ""));
    }

    private static async Task CheckAuditAsync(MemoryJournal journal)
    {
        var audit = new JournalAudit();
        for (long at = 0; at < journal.Position;)
        {
            var page = await journal.ReadAsync(at, JournalLimits.PageEntriesMax);
            foreach (var entry in page)
                await audit.AddAsync(entry, journal);
            at = page[^1].Position;
        }
        await audit.FinishAsync(journal);
        audit.First.ShouldBeNull();
    }
}
