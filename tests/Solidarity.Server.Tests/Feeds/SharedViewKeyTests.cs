using System.Text.Json.Serialization.Metadata;
using Solidarity.Domain.Affiliations;
using Solidarity.Domain.Bodies;
using Solidarity.Domain.Calls;
using Solidarity.Domain.Federations;
using Solidarity.Domain.Federations.Members;
using Solidarity.Domain.Messages;
using Solidarity.Domain.Money;
using Solidarity.Domain.Sections.Affiliations;
using Solidarity.Domain.Sections.Founding;
using Solidarity.Domain.Sections.Inbox;
using Solidarity.Domain.Sections.OwnStrikes;
using Solidarity.Domain.Strikes;
using Solidarity.Domain.Strikes.Aid;
using Solidarity.Domain.Strikes.Calls;
using Solidarity.Domain.Strikes.Lifecycle;
using Solidarity.Grains.Entries;
using Solidarity.Server.Federations;
using Solidarity.Server.Feeds;
using Solidarity.Server.Graph;
using Solidarity.Server.Strikes;
using Solidarity.Server.Tests.Hosting;
using Solidarity.Storage;
using Solidarity.Views.Access;
using Solidarity.Views.Boards;
using Solidarity.Views.Worlds;
using Xunit.Abstractions;

namespace Solidarity.Server.Tests.Feeds;

/// <summary>Who shares a feed is shown the same, to the byte, as each would be alone.</summary>
public sealed class SharedViewKeyTests(ITestOutputHelper output)
{
    private const int Worlds = 20;
    private static readonly DateTimeOffset At = new(1868, 3, 23, 0, 0, 0, TimeSpan.Zero);
    private readonly Dictionary<Address, long> _versions = [];
    private World _world = new();

    [Fact]
    public void Who_is_alike_sees_the_same()
    {
        var seed = Environment.GetEnvironmentVariable("SOLIDARITY_SEED") is { Length: > 0 } given
            ? int.Parse(given, CultureInfo.InvariantCulture)
            : new Random().Next();
        output.WriteLine($"SOLIDARITY_SEED={seed}");
        var random = new Random(seed);
        var shared = 0;
        for (var i = 0; i < Worlds; i++)
        {
            Make(random);
            shared += Compare(
                null, viewer => GraphBoard.Of(new VisibleWorld(_world, viewer), new("", ""), At).ToWire());
            foreach (var board in _world.Federations.All)
                shared += Compare(
                    board.Id, viewer => FederationBoard.Of(new VisibleWorld(_world, viewer), board, At).ToWire());
            foreach (var strike in _world.Strikes.All)
                CompareBoards(strike);
        }
        shared.ShouldBeGreaterThan(Worlds);
    }

    private static IEnumerable<Viewer> Viewers() =>
    [
        new Viewer.Operator(), new Viewer.Public(), new Viewer.Member(new SectionId("nobody")),
        .. Enumerable.Range(0, 12).Select(i => new Viewer.Member(new SectionId($"s-{i}"))),
        .. Enumerable.Range(0, 4).Select(i => new Viewer.Member(new FederationId($"f-{i}"))),
    ];

    // Gives how many were shown what another was.
    private int Compare<T>(FederationId? board, Func<Viewer, T> show)
    {
        var shared = 0;
        foreach (var alike in Viewers().GroupBy(viewer => SharedViewKey.Of(_world, viewer, board)))
        {
            var first = show(alike.Key.Viewer);
            foreach (var viewer in alike)
                show(viewer).ShouldBe(first, $"{viewer} and {alike.Key.Viewer} of {board}");
            shared += alike.Count() - 1;
        }
        return shared;
    }

    private void CompareBoards(Strike strike)
    {
        foreach (var viewer in Viewers())
        {
            var topic = new BoardTopic(strike.Id, V1.BoardView.Full, viewer, new ManualTime(At));
            var alone = StrikeBoard.Of(new VisibleWorld(_world, viewer), strike, At).ToBoard(V1.BoardView.Full);
            topic.Shared(_world).Write(_world, 1).Board.ShouldBe(alone);
        }
    }

    private void Make(Random random)
    {
        _world = new World();
        _versions.Clear();
        for (var i = 0; i < 4; i++)
        {
            var id = new FederationId($"f-{i}");
            Tell(id, DomainJson.FederationEvent, new FederationEvent.Founded(id, "f", Level.Local, "", "CH", At));
            if (i > 0 && random.Next(2) == 0)
                Tell(
                    id, DomainJson.FederationEvent, new MemberEvent.AffiliationAsked(new FederationId("f-0"), 1),
                    new MemberEvent.AffiliationGranted(new FederationId("f-0"), Level.National, [new("f-0")], At));
        }
        for (var i = 0; i < 12; i++)
            Found(new SectionId($"s-{i}"), random);
        for (var i = 0; i < 5; i++)
            Strike(new StrikeId($"x-{i}"), new SectionId($"s-{random.Next(6)}"), random);
    }

    private void Found(SectionId id, Random random)
    {
        Tell(id, DomainJson.SectionEvent, new FoundingEvent.Founded(
            id, id.Value, SectionKind.Trade, "masons", "", "CH", 100, [ToldJournal.Chf], At));
        foreach (var i in Enumerable.Range(0, 4).Where(_ => random.Next(3) == 0))
            Tell(
                id, DomainJson.SectionEvent, new AffiliationEvent.AffiliationAsked(new FederationId($"f-{i}"), i + 1),
                new AffiliationEvent.AffiliationGranted(new FederationId($"f-{i}")));
        if (random.Next(2) == 0)
            Tell(id, DomainJson.SectionEvent, new OwnStrikeEvent.OpennessSet(new Openness(
                One<Detail>(random), One<Detail>(random))));
    }

    private void Strike(StrikeId id, SectionId section, Random random)
    {
        var call = new Call(
            id, section, 1, Level.Local, "aid", new Amount(1_000, ToldJournal.Chf), ToldJournal.ShortFacts);
        Tell(
            id, DomainJson.StrikeEvent,
            new LifecycleEvent.StrikeOpened(id, section, ToldJournal.ShortFacts, At),
            new CallEvent.CallSent(call, [], At));
        for (var i = 0; i < 6; i++)
            Tell(id, DomainJson.StrikeEvent, new AidEvent.AidNoted(
                new AidKey(Party.Of(new SectionId($"s-{random.Next(12)}")), new PledgeId($"p-{i}")), AidKind.Gift,
                AidState.Pledged, new Amount(random.Next(1, 500), ToldJournal.Chf), Counted: true, ""));
        foreach (var i in Enumerable.Range(0, 12).Where(_ => random.Next(3) == 0))
            Tell(
                new SectionId($"s-{i}"), DomainJson.SectionEvent,
                new InboxEvent.CallHeard(call, new FederationId("f-0"), At));
    }

    private static T One<T>(Random random) where T : struct, Enum =>
        Enum.GetValues<T>()[random.Next(Enum.GetValues<T>().Length)];

    private void Tell<TEvent>(Address body, JsonTypeInfo<TEvent> json, params TEvent[] events)
    {
        var version = _versions[body] = _versions.GetValueOrDefault(body) + 1;
        var position = _world.Position + 1;
        _world.Apply(new Entry(
            position, new StreamName(body.ToString()), version, new CommandId((UInt128)position), default, At,
            EntryBody.Write<TEvent>(events.ToImmutableArray(), json)));
    }
}
