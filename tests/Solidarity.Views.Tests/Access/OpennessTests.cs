using System.Text.Json;
using Solidarity.Domain.Bodies;
using Solidarity.Domain.Calls;
using Solidarity.Domain.Money;
using Solidarity.Domain.Sections;
using Solidarity.Domain.Sections.OwnStrikes;
using Solidarity.Domain.Strikes;
using Solidarity.Domain.Strikes.Aid;
using Solidarity.Grains.Tests;
using Solidarity.Views.Access;
using Solidarity.Views.Boards;
using Solidarity.Views.Tests.Worlds;
using Solidarity.Views.Worlds;

namespace Solidarity.Views.Tests.Access;

/// <summary>What sections do not show comes out of no view that shows many of them.</summary>
public sealed class OpennessTests
{
    private static readonly SectionId[] Closed = [new("s-0"), new("s-1")];
    private static readonly SectionId Giver = new("s-2");
    private static readonly GraphFilter All = new("", "");

    [Fact]
    public async Task Whatever_closed_sections_gave_and_got_others_see_the_same_to_the_byte()
    {
        var seed = Seed.Next();
        var random = new Random(seed);
        await using var journal = await BusyHistory.MakeAsync(seed, acts: 200);
        var tale = await Tale.AfterAsync(journal);
        foreach (var section in SectionsOf(tale.World))
            tale.Tell(section.Id, new OwnStrikeEvent.OpennessSet(Closed.Contains(section.Id)
                ? new Openness(Detail.Nothing, Detail.Nothing)
                : new Openness((Detail)random.Next(1, 4), (Detail)random.Next(4))));
        Address[] closed = [.. Closed];
        // The giver sees what it gives itself.
        var viewers = ViewersOf(tale.World).Where(viewer => !closed.Append(Giver).Any(viewer.Owns)).ToArray();
        var before = viewers.Select(viewer => BytesOf(tale.World, viewer, tale.At)).ToArray();
        var whole = BytesOf(tale.World, new Viewer.Operator(), tale.At);

        var strikes = tale.World.Strikes.All.Where(s => s.Opened && Closed.Contains(s.Section)).ToArray();
        strikes.Length.ShouldBeGreaterThan(1, $"seed {seed}");
        foreach (var strike in strikes)
            Give(tale, random, strike);

        for (var i = 0; i < viewers.Length; i++)
            BytesOf(tale.World, viewers[i], tale.At).ShouldBe(before[i], $"seed {seed}, as {viewers[i]}");
        // Whoever may see it does: the test could fail.
        foreach (var viewer in (Viewer[])[new Viewer.Operator(), new Viewer.Member(Closed[0])])
            BytesOf(tale.World, viewer, tale.At).ShouldNotBe(whole, $"seed {seed}");
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public async Task Sums_are_of_all_that_is_shown_and_of_nothing_else(int turn)
    {
        var seed = Seed.Next() + turn;
        var random = new Random(seed);
        await using var journal = await BusyHistory.MakeAsync(seed, acts: 150);
        var tale = await Tale.AfterAsync(journal);
        foreach (var section in SectionsOf(tale.World))
            tale.Tell(section.Id, new OwnStrikeEvent.OpennessSet(
                new Openness(random.Next(2) == 0 ? Detail.Nothing : (Detail)random.Next(4), (Detail)random.Next(4))));
        foreach (var viewer in ViewersOf(tale.World).Prepend(new Viewer.Operator()))
            Check(tale.World, tale.World, viewer, $"seed {seed}, as {viewer}");
        foreach (var federation in tale.World.Federations.All)
            CheckAllGifts(tale.World.Counters.Bodies.Of(federation.Id), $"seed {seed}, {federation.Id}");
    }

    [Fact]
    public async Task Sums_of_the_past_are_of_what_is_shown_now()
    {
        var seed = Seed.Next();
        var random = new Random(seed);
        await using var journal = await BusyHistory.MakeAsync(seed, acts: 150);
        var tale = await Tale.AfterAsync(journal);
        var past = (await Tale.AfterAsync(journal, tale.World.Position / 2)).World;
        foreach (var section in SectionsOf(tale.World))
            tale.Tell(section.Id, new OwnStrikeEvent.OpennessSet(
                new Openness((Detail)random.Next(4), (Detail)random.Next(4))));
        foreach (var viewer in ViewersOf(tale.World))
            Check(past, tale.World, viewer, $"seed {seed}, as {viewer}");
    }

    [Fact]
    public async Task Whatever_strikes_get_whose_sections_have_said_nothing_everybody_sees_the_same_to_the_byte()
    {
        var seed = Seed.Next();
        await using var journal = await BusyHistory.MakeAsync(seed, acts: 150);
        var tale = await Tale.AfterAsync(journal);
        foreach (var section in SectionsOf(tale.World))
            tale.Tell(section.Id, new OwnStrikeEvent.OpennessSet(
                section.Id == Giver ? new Openness(Detail.Books, Detail.Books) : Openness.Default));
        var before = BytesOf(tale.World, new Viewer.Public(), tale.At);
        var strikes = tale.World.Strikes.All.Where(s => s.Opened && s.Section != Giver).ToArray();
        strikes.ShouldNotBeEmpty($"seed {seed}");
        foreach (var strike in strikes)
            Give(tale, new Random(seed), strike);
        BytesOf(tale.World, new Viewer.Public(), tale.At).ShouldBe(before, $"seed {seed}");
    }

    [Fact]
    public async Task Whoever_runs_the_service_sees_all_that_there_is()
    {
        var seed = Seed.Next();
        await using var journal = await BusyHistory.MakeAsync(seed, acts: 150);
        var world = (await Tale.AfterAsync(journal)).World;
        var visible = new VisibleWorld(world, new Viewer.Operator());
        var graph = GraphBoard.Of(visible, All, world.At);
        graph.Money.Select(money => (money.Currency, money.Totals)).ShouldBe(
            world.Counters.Given.Select(given => (given.Key, given.Value)), $"seed {seed}");
        graph.Countries.ShouldBe(world.Counters.Flows.Countries, $"seed {seed}");
        ShownFlows.Of(visible).Select(flow => (flow.From!.Value, flow.To, flow.Arrived, flow.OnTheWay)).ShouldBe(
            world.Counters.Flows.All.Select(flow => (flow.From, flow.To, flow.Arrived, flow.OnTheWay)), $"seed {seed}");
        foreach (var federation in world.Federations.All)
        {
            var (board, figures) = (FederationBoard.Of(visible, federation, world.At),
                world.Counters.Bodies.Of(federation.Id));
            board.Money.SumMinor(money => money.Gave.All).ShouldBe(figures.Sums.Gave.Values.SumMinor(sum => sum.All));
            (board.SilentSections, board.CarryingTotal, board.HiddenSections).ShouldBe(
                (figures.Silent, figures.Carried.Count, 0), $"seed {seed}");
            SilentCalls.Of(visible, federation.Id, null).Others.ShouldBe(0);
        }
    }

    [Fact]
    public void A_setting_of_now_holds_for_the_past()
    {
        var tale = new Tale().Found(Closed[0], "CH");
        var viewer = new Viewer.Public();
        new VisibleWorld(tale.World, viewer).DetailOf(Closed[0]).ShouldBe(Detail.Nothing);
        var changed = tale.World.Counters.Bodies.OpennessChangedAt;
        tale.Tell(Closed[0], new OwnStrikeEvent.OpennessSet(new Openness(Detail.Totals, Detail.Nothing)));
        var past = new World();
        new VisibleWorld(past, viewer).DetailOf(Closed[0]).ShouldBe(Detail.Nothing);
        new VisibleWorld(past, viewer, tale.World).DetailOf(Closed[0]).ShouldBe(Detail.Totals);
        // Who watches is shown it again.
        viewer.ChangedAt(tale.World, changed).ShouldBe(tale.World.Position);
        new Viewer.Operator().ChangedAt(tale.World, changed).ShouldBe(changed);
    }

    private static void Check(World world, World present, Viewer viewer, string says)
    {
        var visible = new VisibleWorld(world, viewer, present);
        var sums = new ShownSums(world, present, viewer);
        var graph = GraphBoard.Of(visible, All, world.At);
        graph.Money.ToDictionary(money => money.Currency, money => money.Totals).ShouldBe(sums.Given, says);
        foreach (var (currency, given) in sums.Given)
            (graph.Countries.Where(flow => flow.Currency == currency).SumMinor(flow => flow.Arrived),
                graph.Countries.Where(flow => flow.Currency == currency).SumMinor(flow => flow.OnTheWay))
                .ShouldBe((given.Received, given.Held + given.InTransit), says);
        foreach (var row in graph.Strikes.Where(row => sums.IsHidden(row.Strike.Section)))
            (row.Answers, row.Money.Length, row.Coverage, row.RunwayDays).ShouldBe(
                (BoardAnswers.None, 0, null, null), says);
        CheckFlows(visible, present, viewer, says);
        foreach (var federation in world.Federations.All)
        {
            var (board, of) = (FederationBoard.Of(visible, federation, world.At), sums.For(federation.Id));
            board.HiddenSections.ShouldBe(of.SectionsIn(federation.Id).Count(of.IsHidden), says);
            Rows(board, money => money.Got).ShouldBe(of.GotBy(federation.Id), says);
            Rows(board, money => money.Gave).ShouldBe(of.GaveFrom(federation.Id), says);
            board.Money.ShouldAllBe(money => money.GivenByAll
                == of.Given.GetValueOrDefault(money.Currency, AidTotals.None).Received, says);
            if (world == present)
                CheckSilent(visible, viewer, federation.Id, says);
        }
    }

    private static Dictionary<Currency, AidTotals> Rows(FederationBoard board, Func<FederationMoney, AidTotals> of) =>
        board.Money.Where(money => of(money) != AidTotals.None).ToDictionary(money => money.Currency, of);

    // Each gift to a strike that there is stands once, under one giver's audience.
    private static void CheckAllGifts(FederationCounters figures, string says)
    {
        var all = Total(figures.Sums.GaveTo.Values.SelectMany(sums => sums));
        all.Select(row => (row.Key, row.Value.All)).ShouldBe(
            figures.Sums.Gave.Select(row => (row.Key, row.Value.All)), says);
    }

    private static void CheckFlows(VisibleWorld visible, World present, Viewer viewer, string says)
    {
        var (all, shown) = (visible.World.Counters.Flows.All, ShownFlows.Of(visible));
        foreach (var flow in shown)
        {
            if (flow.From is { } from)
                (viewer.DetailOf(present, flow.To) == Detail.Books
                    || (from.Body is { } giver && viewer.Owns(giver))).ShouldBeTrue(says);
            else
                flow.FromCountry.ShouldBeEmpty(says);
            (viewer.DetailOf(present, flow.To) == Detail.Nothing && flow.From is null).ShouldBeFalse(says);
        }
        foreach (var section in all.Select(flow => flow.To).Distinct())
            shown.Where(flow => flow.To == section).SumMinor(flow => flow.Arrived).ShouldBe(
                all.Where(flow => flow.To == section && (viewer.DetailOf(present, section) != Detail.Nothing
                    || (flow.From.Body is { } giver && viewer.Owns(giver)))).SumMinor(flow => flow.Arrived), says);
    }

    private static void CheckSilent(VisibleWorld visible, Viewer viewer, FederationId federation, string says)
    {
        var world = visible.World;
        var (silent, figures) = (SilentCalls.Of(visible, federation, null), world.Counters.Bodies.Of(federation));
        foreach (var call in silent.Named)
            (viewer.Owns(call.Section) || DetailOf(call) == Detail.Books).ShouldBeTrue(says);
        var calls = world.Counters.Bodies.SilentIn(federation)
            .SelectMany(section => SilentSection.Of(world, section)).ToArray();
        silent.Others.ShouldBe(figures.Sections < SmallGroups.GroupGiversMin
            ? 0
            : calls.Except(silent.Named).Count(call => DetailOf(call) >= Detail.Breakdown), says);

        Detail DetailOf(SilentSection call) =>
            viewer.DetailOf(world, world.Strikes.Find(call.Strike.Value)!.Section);
    }

    // Aid comes to a strike of a closed section, from outside, from the other closed one, and from one that is open.
    private static void Give(Tale tale, Random random, Strike strike)
    {
        var other = Closed[strike.Section == Closed[0] ? 1 : 0];
        Party[] givers = [Party.Named($"reader {random.Next(9)}"), Party.Of(other), Party.Of(Giver)];
        foreach (var giver in givers)
        {
            var aid = new AidKey(giver, new PledgeId($"late-{random.Next(1_000_000)}"));
            var sum = Service.Francs(random.Next(1, 500));
            tale.Tell(strike.Id, new AidEvent.AidNoted(
                aid, AidKind.Gift, AidState.Pledged, sum, Counted: true, ""));
            if (random.Next(2) == 0)
                tale.Tell(strike.Id, new AidEvent.MoneyMoved(aid, 1, MoneyStage.Received, sum));
        }
    }

    // Everything that shows many sections, and each strike's board.
    private static byte[] BytesOf(World world, Viewer viewer, DateTimeOffset at)
    {
        var visible = new VisibleWorld(world, viewer);
        var (graph, federations) = (GraphBoard.Of(visible, All, at), world.Federations.All.OrderBy(f => f.Id));
        return JsonSerializer.SerializeToUtf8Bytes(new
        {
            Graph = graph with { Strikes = [] },
            Rows = graph.Strikes.Select(Row),
            Flows = ShownFlows.Of(visible).OrderBy(flow => $"{flow.From} {flow.To} {flow.Currency}"),
            Federations = federations.Select(federation => FederationBoard.Of(visible, federation, at)).Select(board =>
                (object)new
                {
                    board.Sections,
                    board.Money,
                    board.Carrying,
                    board.CarryingTotal,
                    board.SilentSections,
                    board.SilentInPart,
                    Rows = board.Strikes.Select(Row),
                }),
            Silent = federations.Select(federation => SilentCalls.Of(visible, federation.Id, null)),
            Own = SectionsOf(world).Where(section => viewer is not Viewer.Operator && viewer.Owns(section.Id))
                .Select(section => SectionBoard.Of(visible, section, at)),
            Boards = world.Strikes.All.Where(strike => strike.Opened).OrderBy(strike => strike.Id)
                .Select(strike => StrikeBoard.Of(visible, strike, at))
                .Select(board => (object)new
                {
                    board.Answers,
                    board.Money,
                    board.Coverage,
                    board.Runway,
                    board.Delivery,
                    board.Countries,
                    board.Federations,
                    board.OnTheWay,
                    board.Ahead,
                    board.Support,
                    board.PayRuns,
                }),
        });
    }

    private static object Row(StrikeRow row) =>
        new { row.Strike.Id, row.Detail, row.Answers, row.Money, row.Coverage, row.RunwayDays };

    private static Section[] SectionsOf(World world) =>
        [.. world.Sections.All.Where(section => section.Founded).OrderBy(section => section.Id)];

    private static IEnumerable<Viewer> ViewersOf(World world) =>
    [
        new Viewer.Public(), .. SectionsOf(world).Select(section => new Viewer.Member(section.Id)),
        .. world.Federations.All.Select(federation => new Viewer.Member(federation.Id)),
    ];

    private static ImmutableSortedDictionary<Currency, AidTotals> Total(
        IEnumerable<KeyValuePair<Currency, AidTotals>> rows) => rows.GroupBy(row => row.Key)
        .ToImmutableSortedDictionary(group => group.Key, group => new AidTotals(
            group.SumMinor(row => row.Value.Pledged), group.SumMinor(row => row.Value.Held),
            group.SumMinor(row => row.Value.InTransit), group.SumMinor(row => row.Value.Received),
            group.SumMinor(row => row.Value.Gifts), group.SumMinor(row => row.Value.Loans)));
}
