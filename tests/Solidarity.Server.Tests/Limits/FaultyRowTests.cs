using System.Diagnostics.Metrics;
using Solidarity.Domain.Affiliations;
using Solidarity.Domain.Bodies;
using Solidarity.Domain.Calls;
using Solidarity.Domain.Federations;
using Solidarity.Domain.Federations.Collections;
using Solidarity.Domain.Money;
using Solidarity.Domain.Sections.Inbox;
using Solidarity.Domain.Strikes.Calls;
using Solidarity.Server.Tests.Hosting;
using Solidarity.Storage.Telemetry;

namespace Solidarity.Server.Tests.Limits;

/// <summary>A body in a state that nobody foresaw, which no command leads to: the journal is told so. Everything else
/// is shown as usual. Alone, because faults are heard of by all servers of a process.</summary>
[Collection(nameof(Alone))]
public sealed class FaultyRowTests
{
    private static readonly DateTimeOffset At = new(1868, 3, 23, 0, 0, 0, TimeSpan.Zero);
    private static readonly SectionId Masons = new("masons");
    private static readonly SectionId Joiners = new("joiners");
    private static readonly FederationId Geneva = new("geneva");

    [Theory]
    [InlineData("a-text-that-is-none")]
    [InlineData("terms-that-divide-by-zero")]
    public async Task A_strike_that_cannot_be_shown_hides_no_other(string fault)
    {
        using var folder = new TempFolder();
        await TellAsync(folder.Path, fault);
        var counted = 0L;
        using var meter = Listen(count => Interlocked.Add(ref counted, count));
        await using (var server = await TestServer.StartAsync(folder.Path))
        {
            await LookAsync(server);
            // Each row is logged once for each view, however often it is looked at.
            var logged = server.Log.TakeErrors();
            logged.ShouldNotBeEmpty();
            logged.ShouldAllBe(line => line.StartsWith("A row of", StringComparison.Ordinal));
            await LookAsync(server);
            server.Log.Errors.ShouldBeEmpty();
        }
        counted.ShouldBeGreaterThan(4);
    }

    private static async Task TellAsync(string folder, string fault)
    {
        await using var journal = new ToldJournal(folder);
        journal.Tell(Geneva, [new FederationEvent.Founded(Geneva, "Geneva", Level.Local, "", "CH", At)])
            .Found(Masons, Geneva).Found(Joiners, Geneva);
        var facts = ToldJournal.ShortFacts;
        foreach (var good in (string[])["a", "z"])
            journal.Open(new StrikeId(good), Masons, facts);
        var bad = new StrikeId("bad");
        journal.Open(bad, Masons, fault == "a-text-that-is-none" ? facts with { Demands = null! } : facts);
        var call = new Call(bad, Masons, 1, Level.Local, "aid", null, facts);
        var pay = new PayTerms(new Amount(0, ToldJournal.Chf), 0, new DateOnly(1868, 3, 23));
        journal.Tell(bad, [new CallEvent.CallSent(
            call, [], At,
            fault == "terms-that-divide-by-zero" ? new CallTerms(Level.Local, 24, null, [], pay) : null)]);
        journal.Tell(
            Joiners,
            [
                new InboxEvent.CallHeard(call with { Facts = facts with { Demands = null! } }, Geneva, At),
                new InboxEvent.CallHeard(call with { Strike = new StrikeId("a") }, Geneva, At),
            ]);
    }

    private static async Task LookAsync(TestServer server)
    {
        var graph = await server.Graph.GetGraphAsync(new());
        Faults(graph.Strikes, row => (row.Name, row.Fault)).ShouldBe(["strikes/bad"]);
        graph.Strikes.Count.ShouldBe(3);
        using (var watch = server.Graph.WatchGraph(new()))
            (await watch.NextAsync()).Graph.Strikes.ShouldBe(graph.Strikes);
        var federation = await server.Federations.GetFederationBoardAsync(new() { Name = "federations/geneva" });
        Faults(federation.Strikes, row => (row.Name, row.Fault)).ShouldBe(["strikes/bad"]);
        var section = await server.Sections.GetSectionBoardAsync(new() { Name = "sections/masons" });
        Faults(section.Strikes, row => (row.Name, row.Fault)).ShouldBe(["strikes/bad"]);
        var joiners = await server.Sections.GetSectionBoardAsync(new() { Name = "sections/joiners" });
        Faults(joiners.Calls, call => (call.Strike, call.Fault)).ShouldBe(["strikes/bad"]);
        joiners.Calls.Count.ShouldBe(2);
        foreach (var order in (string[])["", "runway", "coverage desc, start"])
        {
            var boards = await server.Strikes.ListBoardsAsync(new() { OrderBy = order });
            Faults(boards.Boards, board => (board.Name, board.Fault)).ShouldBe(["strikes/bad"]);
            boards.Boards.Count.ShouldBe(3);
            (await server.Strikes.ListStrikesAsync(new() { OrderBy = order })).Strikes.Count.ShouldBe(3);
        }
        var inbox = await server.Calls.ListInboxAsync(new() { Section = "sections/joiners" });
        Faults(inbox.Calls, call => (call.Strike, call.Fault)).ShouldBe(["strikes/bad"]);
        (await server.Strikes.GetBoardAsync(new() { Name = "strikes/a" })).Fault.ShouldBeEmpty();
    }

    private static IEnumerable<string> Faults<T>(IEnumerable<T> rows, Func<T, (string Name, string Fault)> read) =>
        rows.Select(read).Where(row => row.Fault.Length > 0).Select(row => row.Name);

    private static MeterListener Listen(Action<long> count)
    {
        var listener = new MeterListener
        {
            InstrumentPublished = (instrument, listening) =>
            {
                if ((instrument.Meter.Name, instrument.Name)
                    == (MetricCatalogue.MeterName, MetricCatalogue.ViewFaults.Name))
                    listening.EnableMeasurementEvents(instrument);
            },
        };
        listener.SetMeasurementEventCallback<long>((_, measured, _, _) => count(measured));
        listener.Start();
        return listener;
    }
}

/// <summary>Tests that no other may run beside.</summary>
[CollectionDefinition(nameof(Alone), DisableParallelization = true)]
public sealed class Alone;
