using Solidarity.Grains.Tests;
using Solidarity.Views.Worlds;

namespace Solidarity.Views.Tests.Worlds;

/// <summary>A world that is sealed never changes, whatever is folded behind it.</summary>
public sealed class SnapshotTests
{
    /// <summary>Readers on other threads read worlds to the end while later pages are folded: every board in them stays
    /// as it was to the byte, and is what a rebuild up to there shows.</summary>
    [Fact]
    public async Task Who_holds_a_world_sees_no_change_while_later_pages_are_folded()
    {
        var seed = Seed.Next();
        await using var journal = await BusyHistory.MakeAsync(seed, acts: 150);
        var random = new Random(seed);
        var kept = new List<(World World, Task<byte[]> Read)>();
        var world = new World().Seal();
        while (await journal.ReadAsync(world.Position, random.Next(1, 40)) is { Count: > 0 } page)
        {
            var (held, next, begun) = (world, world.Next(), new TaskCompletionSource());
            // The page is folded while the world before it is read.
            var read = Task.Run(() =>
            {
                begun.SetResult();
                return RebuildTests.BytesOf(held);
            });
            await begun.Task;
            foreach (var entry in page)
                next.Apply(entry);
            kept.Add((held, read));
            world = next.Seal();
        }
        kept.Count.ShouldBeGreaterThan(10, $"seed {seed}");
        var rebuilt = new World();
        foreach (var (snapshot, read) in kept)
        {
            while (rebuilt.Position < snapshot.Position)
                foreach (var entry in await journal.ReadAsync(rebuilt.Position, 1))
                    rebuilt.Apply(entry);
            var bytes = RebuildTests.BytesOf(rebuilt);
            (await read).ShouldBe(bytes, $"seed {seed}, read at {snapshot.Position} while the next page was folded");
            RebuildTests.BytesOf(snapshot).ShouldBe(bytes, $"seed {seed}, read at {snapshot.Position} in the end");
        }
    }

    [Fact]
    public async Task Nothing_is_folded_into_a_world_that_is_sealed()
    {
        await using var journal = await BusyHistory.MakeAsync(Seed.Next(), acts: 10);
        var (world, entry) = (new World().Seal(), (await journal.ReadAsync(0, 1)).Single());
        Should.Throw<InvalidOperationException>(() => world.Apply(entry));
        world.Position.ShouldBe(0);
        world.Sections.All.ShouldBeEmpty();

        world.Next().Apply(entry);

        world.Position.ShouldBe(0);
        world.Sections.All.ShouldBeEmpty();
    }
}
