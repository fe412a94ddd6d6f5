using System.Text;
using System.Text.Json;
using Solidarity.Domain.Messages;
using Solidarity.Grains.Tests;
using Solidarity.Storage;
using Solidarity.Views.Access;
using Solidarity.Views.Boards;
using Solidarity.Views.Worlds;

namespace Solidarity.Views.Tests.Worlds;

/// <summary>Boards are a function of the journal: however often and in however many goes it is folded, they are the
/// same to the byte.</summary>
public sealed class RebuildTests
{
    private static readonly DateTimeOffset At = new(1868, 6, 1, 0, 0, 0, TimeSpan.Zero);

    [Fact]
    public async Task Boards_are_rebuilt_to_the_same_bytes()
    {
        var seed = Seed.Next();
        var journal = new MemoryJournal();
        await using var held = journal;
        byte[] live;
        long position;
        DateTimeOffset now;
        await using (var service = await Service.StartAsync(journal))
        {
            await new BusyHistory(service, new Random(seed)).RunAsync(acts: 250);
            (live, position) = (BytesOf(service.Projector.Current), service.Projector.Position);
            now = service.Time.GetUtcNow();
        }
        await ShouldHaveNothingNewAsync(journal, position, $"seed {seed}, while the service stopped");
        // Again from nothing by another process, as after a projection was killed. Its clock goes on: to one that was
        // set back by weeks, what waits in the outbox is something else.
        await using (var again = await Service.StartAsync(journal, firstId: 1_000_000, now: now))
        {
            await again.QuietAsync();
            await ShouldHaveNothingNewAsync(journal, position, $"seed {seed}, after the restart");
            ShouldBeSame(BytesOf(again.Projector.Current), live, $"seed {seed}, after the restart");
        }
        ShouldBeSame(await FoldedAsync(journal, journal.Position), live, $"seed {seed}, folded in one go");
    }

    [Fact]
    public async Task However_the_journal_is_cut_into_pages_the_boards_are_the_same()
    {
        var seed = Seed.Next();
        await using var journal = await BusyHistory.MakeAsync(seed, acts: 150);
        var whole = await FoldedAsync(journal, journal.Position);
        var entries = await journal.ReadAsync(0, JournalLimits.PageEntriesMax);
        var random = new Random(seed);
        for (var round = 0; round < 10; round++)
        {
            var (world, early) = (new World().Seal(), new List<(World World, byte[] Boards)>());
            for (var at = 0; at < entries.Count;)
            {
                world = world.Next();
                for (var left = random.Next(1, 1 << random.Next(10)); left > 0 && at < entries.Count; left--)
                    world.Apply(entries[at++]);
                world = world.Seal();
                if (random.Next(20) == 0)
                    early.Add((world, BytesOf(world)));
            }
            ShouldBeSame(BytesOf(world), whole, $"seed {seed}, round {round}");
            // What was published does not change by what comes later.
            foreach (var (published, boards) in early)
                ShouldBeSame(BytesOf(published), boards, $"seed {seed}, round {round}, at {published.Position}");
        }
    }

    [Fact]
    public async Task A_projection_that_was_broken_off_goes_on_to_the_same_bytes()
    {
        var seed = Seed.Next();
        await using var journal = await BusyHistory.MakeAsync(seed, acts: 150);
        var whole = await FoldedAsync(journal, journal.Position);
        var random = new Random(seed);
        for (var round = 0; round < 5; round++)
        {
            var world = new World();
            var breakAt = random.NextInt64(1, journal.Position);
            await FoldAsync(world, journal, breakAt);
            // Somebody looks at it meanwhile: looking changes nothing.
            BytesOf(world);
            await FoldAsync(world, journal, journal.Position);
            ShouldBeSame(BytesOf(world), whole, $"seed {seed}, broken off at {breakAt}");
        }
    }

    [Fact]
    public async Task The_past_is_what_was_folded_then()
    {
        var seed = Seed.Next();
        await using var journal = await BusyHistory.MakeAsync(seed, acts: 150);
        using var histories = new Histories(journal, BodyRules.Ours);
        var entries = await journal.ReadAsync(0, JournalLimits.PageEntriesMax);
        var random = new Random(seed);
        // Forward, backward, forward: with what is kept and without.
        int[] whens = [entries.Count / 3, entries.Count / 2, 0, entries.Count - 1, random.Next(entries.Count)];
        foreach (var index in whens)
        {
            var asOf = entries[index].At;
            var last = entries.TakeWhile(entry => entry.At <= asOf).Last().Position;
            var (read, refusal) = await histories.ReadAsync(asOf, BytesOf);
            refusal.ShouldBeNull();
            read.ShouldBe(await FoldedAsync(journal, last), $"seed {seed}, as of {asOf:O}");
        }
        (await histories.ReadAsync(entries[0].At.AddTicks(-1), world => world.Position)).Read.ShouldBe(0);
    }

    [Fact]
    public async Task Only_so_many_look_at_the_past_at_once()
    {
        await using var journal = new MemoryJournal();
        using var histories = new Histories(journal, BodyRules.Ours);
        var nested = await histories.ReadAsync(At, _ => histories.ReadAsync(At, _ =>
            histories.ReadAsync(At, _ => 0).Result.Refusal).Result.Read);
        nested.Read.ShouldNotBeNull().Reason.ShouldBe("LIMIT_REACHED");
        // All seats are free again.
        (await histories.ReadAsync(At, _ => 1)).ShouldBe((1, null));
    }

    /// <summary>All boards of a world, as JSON.</summary>
    internal static byte[] BytesOf(World world)
    {
        var whole = new VisibleWorld(world, new Viewer.Operator());
        var boards = new
        {
            Strikes = world.Strikes.All.OrderBy(strike => strike.Id).Where(strike => strike.Opened)
                .Select(strike => StrikeBoard.Of(world, strike, At)),
            Federations = world.Federations.All.OrderBy(one => one.Id)
                .Select(federation => FederationBoard.Of(whole, federation, At)),
            Silent = world.Federations.All.OrderBy(one => one.Id).Select(one => world.Counters.Bodies
                .SilentIn(one.Id).Order().SelectMany(section => SilentSection.Of(world, section))),
            Sections = world.Sections.All.OrderBy(one => one.Id).Select(section => SectionBoard.Of(whole, section, At)),
            Graph = GraphBoard.Of(whole, new GraphFilter("", ""), At),
            Flows = world.Counters.Flows.All.OrderBy(flow => (flow.From, flow.To, flow.Currency)),
        };
        return JsonSerializer.SerializeToUtf8Bytes(boards);
    }

    // Bytes tell a person nothing.
    private static void ShouldBeSame(byte[] actual, byte[] expected, string when)
    {
        if (!actual.AsSpan().SequenceEqual(expected))
            throw new ShouldAssertException($"{when}: {JsonDifference.First(actual, expected) ?? "only in spelling"}");
    }

    private static async Task ShouldHaveNothingNewAsync(MemoryJournal journal, long position, string when)
    {
        var late = await journal.ReadAsync(position, 10);
        late.Select(entry => $"{entry.Position} {entry.Stream} {Encoding.UTF8.GetString(entry.Body.Span)}")
            .ShouldBeEmpty($"{when}: entries that nobody waited for");
    }

    private static async Task<byte[]> FoldedAsync(IJournal journal, long until)
    {
        var world = new World();
        await FoldAsync(world, journal, until);
        return BytesOf(world);
    }

    private static async Task FoldAsync(World world, IJournal journal, long until)
    {
        while (world.Position < until)
            foreach (var entry in await journal.ReadAsync(world.Position, 100))
                if (entry.Position <= until)
                    world.Apply(entry);
    }
}
