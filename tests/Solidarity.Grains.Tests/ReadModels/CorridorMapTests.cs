using Solidarity.Domain.Bodies;
using Solidarity.Domain.Routes;
using Solidarity.Domain.Routing;
using Solidarity.Domain.Treasuries;
using Solidarity.Domain.Treasuries.Corridors;
using Solidarity.Domain.Treasuries.Quarantines;
using Solidarity.Grains.ReadModels;
using Solidarity.Storage;

namespace Solidarity.Grains.Tests.ReadModels;

/// <summary>The kept graph of corridors is the one that would be made anew.</summary>
public sealed class CorridorMapTests
{
    private static readonly DateTimeOffset At = new(1868, 3, 23, 8, 0, 0, TimeSpan.Zero);
    private static readonly Address Joiners = new SectionId("joiners");
    private static readonly Address Geneva = new FederationId("geneva");
    private static readonly CorridorKey ToGeneva = new(Geneva, Service.Chf, Service.Chf);
    private static readonly ExcludedCorridor Corridor = new(Joiners, ToGeneva);

    [Fact]
    public async Task It_is_that_of_any_history_whenever_it_is_asked_for()
    {
        var seed = Seed.Next();
        await using var journal = await BusyHistory.MakeAsync(seed, acts: 250);
        var (world, kept, random) = (new World(), new CorridorMap(), new Random(seed));
        var looks = 0;
        foreach (var entry in await journal.ReadAsync(0, JournalLimits.PageEntriesMax))
        {
            world.Apply(entry);
            if (random.Next(3) > 0)
                continue;
            looks++;
            var graph = kept.With(world.Corridors.Since(kept.Position), world.Corridors.ChangedAt, entry.At);
            var all = AllOf(world);
            var anew = new CorridorMap().With(all, entry.Position, entry.At);
            RoomsOf(graph, all).ShouldBe(RoomsOf(anew, all), $"seed {seed}, entry {entry.Position}");
            graph.Corridors.ShouldBe(anew.Corridors, $"seed {seed}, entry {entry.Position}");
        }
        kept.Builds.ShouldBeLessThan(looks, $"seed {seed}");
    }

    [Fact]
    public void Room_that_is_taken_and_given_back_changes_it_in_place()
    {
        var map = new CorridorMap();
        map.With([With(1, capacity: 100)], 1, At).RoomMinor(Corridor).ShouldBe(100);
        map.With([With(2, capacity: 100, taken: 30)], 2, At).RoomMinor(Corridor).ShouldBe(70);
        map.With([], 2, At.AddHours(1)).RoomMinor(Corridor).ShouldBe(70);
        map.With([With(3, capacity: 100)], 3, At).RoomMinor(Corridor).ShouldBe(100);
        map.Builds.ShouldBe(1);
    }

    [Fact]
    public void Capacity_comes_free_with_the_next_period()
    {
        var map = new CorridorMap();
        var midnight = new DateTimeOffset(1868, 3, 24, 0, 0, 0, TimeSpan.Zero);
        map.With([With(1, capacity: 100, taken: 30)], 1, At).RoomMinor(Corridor).ShouldBe(70);
        map.With([], 1, midnight.AddTicks(-1)).RoomMinor(Corridor).ShouldBe(70);
        map.Builds.ShouldBe(1);
        map.With([], 1, midnight).RoomMinor(Corridor).ShouldBe(100);
        // Also for who looks with a clock that is behind.
        map.With([], 1, At).RoomMinor(Corridor).ShouldBe(70);
    }

    [Fact]
    public void A_corridor_that_is_closed_or_has_other_terms_makes_it_anew()
    {
        var map = new CorridorMap();
        map.With([With(1, capacity: 100)], 1, At).IsOpen(Corridor).ShouldBeTrue();
        map.With([With(2, capacity: 100, status: CorridorStatus.Closed)], 2, At).IsOpen(Corridor).ShouldBeFalse();
        map.With([With(3, capacity: 50)], 3, At).RoomMinor(Corridor).ShouldBe(50);
        // What is taken of a corridor stays taken when it comes to allow less.
        map.With([With(4, capacity: 20, taken: 30)], 4, At).RoomMinor(Corridor).ShouldBe(0);
        map.Builds.ShouldBe(4);
    }

    [Fact]
    public void A_quarantine_at_either_end_takes_the_corridor_out()
    {
        var map = new CorridorMap();
        var known = With(1, capacity: 100);
        map.With([known], 1, At).IsOpen(Corridor).ShouldBeTrue();
        var silent = new Quarantine("silent", At);
        var there = Treasury.Empty with { Quarantines = Treasury.Empty.Quarantines.Add(Joiners, silent) };
        map.With([new RoutedTreasury(Geneva, there, 2)], 2, At).IsOpen(Corridor).ShouldBeFalse();
        map.With([new RoutedTreasury(Geneva, Treasury.Empty, 3)], 3, At).IsOpen(Corridor).ShouldBeTrue();
        var here = known.Treasury with { Quarantines = known.Treasury.Quarantines.Add(Geneva, silent) };
        map.With([new RoutedTreasury(Joiners, here, 4)], 4, At).IsOpen(Corridor).ShouldBeFalse();
    }

    [Fact]
    public void What_else_happens_in_a_treasury_is_not_noted()
    {
        var book = new CorridorBook();
        var treasury = With(1, capacity: 100).Treasury;
        book.OnTreasury(Joiners, Treasury.Empty, treasury, 1);
        book.OnTreasury(Joiners, treasury, treasury with { Dispatches = Treasury.Empty.Dispatches.Clear() }, 2);
        (book.ChangedAt, book.Since(0).Count, book.Since(1).Count).ShouldBe((1L, 1, 0));
    }

    private static RoutedTreasury With(
        long position, long capacity, long taken = 0, CorridorStatus status = CorridorStatus.Open)
    {
        var terms = CorridorTerms.Free with { CapacityMinor = capacity };
        return new RoutedTreasury(Joiners, Treasury.Empty with
        {
            Corridors = Treasury.Empty.Corridors.Add(
                ToGeneva, new Corridor(terms, status, terms.Period(At), taken)),
        }, position);
    }

    private static RoutedTreasury[] AllOf(World world) =>
    [
        .. world.Sections.All.Select(s => new RoutedTreasury(s.Id, s.Treasury, 1)),
        .. world.Federations.All.Select(f => new RoutedTreasury(f.Id, f.Treasury, 1)),
    ];

    private static string[] RoomsOf(CorridorGraph graph, RoutedTreasury[] treasuries) =>
    [
        .. from treasury in treasuries
           from key in treasury.Treasury.Corridors.Keys
           let corridor = new ExcludedCorridor(treasury.Owner, key)
           select $"{treasury.Owner} {key}: {(graph.IsOpen(corridor) ? graph.RoomMinor(corridor) ?? -1 : -2)}",
    ];
}
