using Solidarity.Domain.Bodies;
using Solidarity.Domain.Sections.OwnTreasury;
using Solidarity.Grains.Planning;
using Solidarity.Grains.Tests;
using Solidarity.Storage;
using static Solidarity.Grains.Tests.Service;

namespace Solidarity.Views.Tests.Worlds;

/// <summary>While somebody is in the middle of reading the whole world, nobody waits: neither other readers, nor grains
/// that wake, nor the folding of what is written. And the reader sees none of it.</summary>
public sealed class UnhinderedTests
{
    private static readonly SectionId Masons = new("geneva-masons");
    private static readonly SectionId Tailors = new("geneva-tailors");

    [Fact]
    public async Task Bodies_are_looked_up_and_ways_are_searched_while_somebody_reads()
    {
        await using var service = await StartAsync();
        await service.FoundAsync(Masons, 100);
        await service.FoundAsync(Tailors, 100);
        await service.OpenAsync(Tailors, Masons);
        using var planner = new Planner(service.Bodies, service.Time);

        var (quote, section) = AmidReading(service, async () =>
        {
            var (found, _) = await planner.QuoteAsync(Tailors, Masons, Francs(5), service.Time.GetUtcNow());
            return (found, (await service.Projector.LatestAsync()).Sections.Find(Masons.Value));
        });

        quote!.Route!.Delivers.ShouldBe(Francs(5));
        section!.Founded.ShouldBeTrue();
    }

    /// <summary>A grain begins from the state in the world; it waits for no reader of it.</summary>
    [Fact]
    public async Task A_grain_wakes_while_somebody_reads()
    {
        await using var journal = new MemoryJournal();
        await using (var before = await StartAsync(journal))
            await before.FoundAsync(Masons, 100);
        await using var service = await StartAsync(journal, firstId: 1_000);
        await service.Projector.LatestAsync();

        var dues = new OwnTreasuryCommand.Deposit(Francs(1), "dues", Again: true);
        var reply = AmidReading(service, () => service.Ask(Masons, dues));

        reply.Refusal.ShouldBeNull();
    }

    [Fact]
    public async Task What_is_written_is_folded_while_somebody_reads_who_does_not_see_it()
    {
        await using var service = await StartAsync();
        await service.FoundAsync(Masons, 100);
        await service.FoundAsync(Tailors, 100);
        var held = await service.Projector.LatestAsync();
        var (position, bytes) = (held.Position, RebuildTests.BytesOf(held));

        var latest = AmidReading(service, async () =>
        {
            for (var i = 0; i < 100; i++)
                await service.Must(Masons, new OwnTreasuryCommand.Deposit(Francs(1), "dues", Again: true));
            return await service.Projector.LatestAsync();
        });

        latest.Position.ShouldBeGreaterThanOrEqualTo(position + 100);
        RebuildTests.BytesOf(latest).ShouldNotBe(bytes);
        held.Position.ShouldBe(position);
        RebuildTests.BytesOf(held).ShouldBe(bytes);
    }

    /// <summary>Another thread's work, for which a reader waits in the midst of all sections: if the work needed what
    /// the reader has, it would wait for the reader.</summary>
    private static T AmidReading<T>(Service service, Func<Task<T>> work)
    {
        var world = service.Projector.Current;
        var before = world.Sections.All.Select(section => section.Id).Order().ToArray();
        T? result = default;
        var read = new List<SectionId>();
        foreach (var section in world.Sections.All)
        {
            if (read.Count == 0)
                result = Beside(work);
            read.Add(section.Id);
        }
        read.Order().ShouldBe(before);
        return result!;
    }

    private static T Beside<T>(Func<Task<T>> work)
    {
        var done = Task.Run(work);
        Task.WaitAny([done], TimeSpan.FromSeconds(60)).ShouldBe(0, "it waits for the world");
        return done.GetAwaiter().GetResult();
    }
}
