using Solidarity.Domain.Bodies;
using Solidarity.Domain.Routes;
using Solidarity.Domain.Treasuries;
using Solidarity.Domain.Treasuries.Carrying;
using Solidarity.Domain.Treasuries.Corridors;
using Solidarity.Domain.Treasuries.Quarantines;
using Solidarity.Grains.Planning;
using Solidarity.Routing;

namespace Solidarity.Grains.Tests.Planning;

/// <summary>The planner sees treasuries as they stand at the moment that it plans for.</summary>
public sealed class TreasuryNodesTests
{
    private static readonly DateTimeOffset At = new(1868, 3, 23, 8, 0, 0, TimeSpan.Zero);
    private static readonly Address Joiners = new SectionId("joiners");
    private static readonly Address Geneva = new FederationId("geneva");
    private static readonly CorridorKey ToGeneva = new(Geneva, Service.Chf, Service.Chf);
    private static readonly Quarantine Silent = new("silent", At);

    [Fact]
    public void Capacity_comes_free_with_the_next_period()
    {
        var midnight = new DateTimeOffset(1868, 3, 24, 0, 0, 0, TimeSpan.Zero);
        var taken = With(capacity: 100, taken: 30);
        RoomMinor(taken, At).ShouldBe(70);
        RoomMinor(taken, midnight.AddTicks(-1)).ShouldBe(70);
        RoomMinor(taken, midnight).ShouldBe(100);
        // What is taken of a corridor stays taken when it comes to allow less.
        RoomMinor(With(capacity: 20, taken: 30), At).ShouldBe(0);
    }

    [Fact]
    public void Only_open_corridors_are_seen()
    {
        Edges(With(100), At).Length.ShouldBe(1);
        Edges(With(100, status: CorridorStatus.Closed), At).ShouldBeEmpty();
        Edges(With(100, status: CorridorStatus.Offered), At).ShouldBeEmpty();
    }

    [Fact]
    public void A_quarantine_at_either_end_takes_the_corridor_out()
    {
        var open = With(100);
        var here = open with { Quarantines = open.Quarantines.Add(Geneva, Silent) };
        var there = Treasury.Empty with { Quarantines = Treasury.Empty.Quarantines.Add(Joiners, Silent) };
        IsOpen(open, Treasury.Empty).ShouldBeTrue();
        IsOpen(here, Treasury.Empty).ShouldBeFalse();
        IsOpen(open, there).ShouldBeFalse();
        Edges(here, At).ShouldBeEmpty();
        Node(there, At).Refuses!(Joiners).ShouldBeTrue();
        Node(there, At).Refuses!(Geneva).ShouldBeFalse();
    }

    [Fact]
    public void What_may_pass_is_the_limit_less_what_is_expected()
    {
        var limited = Treasury.Empty with
        {
            Carriage = Carriage.Free with
            {
                Limits = Carriage.Free.Limits.Add(Service.Chf, 100),
                Terms = Carriage.Free.Terms.Add(Service.Chf, new PassingTerms(48, null)),
                Coming = Carriage.Free.Coming.Add(Service.Chf, 30),
            },
        };
        Node(limited, At).Passing[Service.Chf].ShouldBe(new PassingRoom(70, new PassingTerms(48, null)));
        Node(Treasury.Empty, At).Passing.ShouldBeEmpty();
        Node(Treasury.Empty with { Carriage = Carriage.Free with { Draining = true } }, At).Carries.ShouldBeFalse();
    }

    private static bool IsOpen(Treasury joiners, Treasury geneva) => TreasuryNodes.IsOpen(
        body => body == Joiners ? joiners : geneva, new ExcludedCorridor(Joiners, ToGeneva));

    private static long? RoomMinor(Treasury treasury, DateTimeOffset at) =>
        Edges(treasury, at).ShouldHaveSingleItem().RoomMinor;

    private static CorridorEdge[] Edges(Treasury treasury, DateTimeOffset at) => [.. Node(treasury, at).Corridors];

    private static TreasuryNode Node(Treasury treasury, DateTimeOffset at) =>
        TreasuryNodes.Of(_ => treasury, at)(Joiners)!;

    private static Treasury With(
        long capacity, long taken = 0, CorridorStatus status = CorridorStatus.Open)
    {
        var terms = CorridorTerms.Free with { CapacityMinor = capacity };
        var corridor = new Corridor(terms, status, terms.Period(At), taken);
        return Treasury.Empty with { Corridors = TreasuryCorridors.None.With(ToGeneva, corridor) };
    }
}
