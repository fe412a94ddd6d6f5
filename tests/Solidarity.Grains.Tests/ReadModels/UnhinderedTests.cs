using Solidarity.Domain.Bodies;
using Solidarity.Domain.Sections;
using Solidarity.Domain.Sections.OwnTreasury;
using Solidarity.Grains.ReadModels;
using Solidarity.Storage;
using static Solidarity.Grains.Tests.Service;

namespace Solidarity.Grains.Tests.ReadModels;

/// <summary>While somebody reads from the whole world, which then stands still, nobody else waits who does not need
/// it.</summary>
public sealed class UnhinderedTests
{
    private static readonly SectionId Masons = new("geneva-masons");
    private static readonly SectionId Tailors = new("geneva-tailors");

    [Fact]
    public async Task Bodies_are_looked_up_and_ways_are_searched_while_the_world_stands_still()
    {
        await using var service = await StartAsync();
        await service.FoundAsync(Masons, 100);
        await service.FoundAsync(Tailors, 100);
        await service.OpenAsync(Tailors, Masons);
        using var desk = new RouteDesk(service.Projector);

        var (quote, section) = service.Projector.Read(_ => Beside(async () =>
        {
            var (found, _) = await desk.QuoteAsync(Tailors, Masons, Francs(5), service.Time.GetUtcNow());
            await service.Projector.WaitForLatestAsync();
            return (found, service.Projector.Bodies.Sections.Find(Masons.Value));
        }));

        quote!.Route!.Delivers.ShouldBe(Francs(5));
        section!.Founded.ShouldBeTrue();
    }

    /// <summary>A grain begins from the state in the world; it waits for no reader of it.</summary>
    [Fact]
    public async Task A_grain_wakes_while_the_world_stands_still()
    {
        await using var journal = new MemoryJournal();
        await using (var before = await StartAsync(journal))
            await before.FoundAsync(Masons, 100);
        await using var service = await StartAsync(journal, firstId: 1_000);
        await service.Projector.WaitForLatestAsync();

        var reply = service.Projector.Read(_ => Beside(() =>
            service.Ask(Masons, new OwnTreasuryCommand.Deposit(Francs(1), "dues"))));

        reply.Refusal.ShouldBeNull();
    }

    // Another thread's work, for which this one waits: one that needed the world would wait for this one.
    private static T Beside<T>(Func<Task<T>> work)
    {
        var done = Task.Run(work);
        Task.WaitAny([done], TimeSpan.FromSeconds(60)).ShouldBe(0, "it waits for the world");
        return done.GetAwaiter().GetResult();
    }
}
