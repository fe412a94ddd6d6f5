using Solidarity.Commands.CommandLine;
using Solidarity.Commands.Sheets;
using Solidarity.Commands.Terminals;
using Spectre.Console;

namespace Solidarity.Demos.Storms;

/// <summary>What a storm was: nothing in it but what was counted or measured.</summary>
/// <param name="Board">After the answers, before strike pay.</param>
/// <param name="Inboxes">At the end.</param>
/// <param name="Promises">How long each took, shortest first, in ticks of the stopwatch.</param>
/// <param name="PeakBytes">Of the process: the service, all connections and watchers, and the drawing.</param>
/// <param name="Data">Where the journal is kept; null: it is gone.</param>
internal sealed record StormReport(
    StormSize Size, int Federations, DemoPhase[] Phases, V1.Board Board, StormInboxes Inboxes, long[] Promises,
    StormWatched Watched, long Entries, long Bytes, long PeakBytes, string? Data) : DemoReport(Data)
{
    private int Sent => Math.Min(Size.Pledges, StormPlan.SentMax);

    private long BytesEach => Bytes / Size.Sections;

    public override Sheet Table => Sheet.Of(
        Phases, ["Phase", "Count>", "Of what", "Seconds>", "Per second>", "Entries>"], phase =>
        [
            phase.Name, Counting.Of(phase.Count), phase.What,
            Counting.Of(phase.Seconds, 2), phase.Rate, Counting.Of(phase.Entries),
        ]);

    public override void Write(IAnsiConsole console)
    {
        console.WriteLine();
        console.Write(Table);
        console.WriteLine();
        foreach (var line in Lines())
            console.WriteLine(line);
    }

    public override void WriteJson(TextWriter output) => JsonText.Write(output, new JsonFields
    {
        ["sections"] = Size.Sections,
        ["federations"] = Federations,
        ["phases"] = Phases.Select(phase => new JsonFields
        {
            ["name"] = phase.Name,
            ["count"] = phase.Count,
            ["what"] = phase.What,
            ["seconds"] = Math.Round(phase.Seconds, 3),
            ["perSecond"] = Math.Round(phase.PerSecond),
            ["entries"] = phase.Entries,
        }),
        ["counts"] = new JsonFields
        {
            ["reached"] = Inboxes.Reached,
            ["warned"] = Inboxes.Warned,
            ["pledged"] = Board.Answers.Pledged,
            ["sentAtOnce"] = Sent,
            ["declined"] = Board.Answers.Declined,
            ["supported"] = Board.Answers.Supported,
            ["over"] = Inboxes.Over,
            ["relays"] = Board.Delivery.Relays,
        },
        ["journal"] = new JsonFields
        {
            ["entries"] = Entries,
            ["bytes"] = Bytes,
            ["bytesPerSection"] = BytesEach,
            ["data"] = Data,
        },
        ["watchers"] = new JsonFields
        {
            ["watchers"] = Watched.Watchers,
            ["boards"] = Watched.Boards,
            ["longestPauseMs"] = Math.Round(Watched.PauseSecondsMax * 1_000),
        },
        // Null where there were no promises: all pledges were sent.
        ["promiseMs"] = new JsonFields { ["p50"] = RoundedMs(0.50), ["p99"] = RoundedMs(0.99) },
        ["peakMemoryBytes"] = PeakBytes,
    });

    private IEnumerable<string> Lines()
    {
        yield return T(
            $"{Counting.Of(Size.Sections)} sections in {Counting.Of(Federations)} federations; every one but the "
            + $"striking one has been reached. {Counting.Of(Board.Delivery.Relays)} federations relayed the call.");
        yield return T(
            $"{Counting.Of(Size.Pledges)} pledged; {Counting.Of(Sent)} sent their money at once, and it arrived; the "
            + $"others promised it.");
        yield return T(
            $"The journal has {Counting.Of(Entries)} entries in {Counting.MiB(Bytes)}, {Counting.Of(BytesEach)} "
                + $"bytes a "
            + $"section.");
        yield return T(
            $"{Counting.Of(Watched.Watchers)} watchers saw {Counting.Of(Watched.Boards)} boards, all in order "
                + $"and right; "
            + $"the longest pause between two while answers came in: "
            + $"{Counting.Of(Watched.PauseSecondsMax * 1_000, 0)} ms.");
        if (Promises.Length > 0)
            yield return T(
                $"A promise was answered in {Counting.Of(Ms(0.50), 1)} ms (median), {Counting.Of(Ms(0.99), 1)} "
                    + $"ms (99 of "
                + $"100), with up to {Counting.Of(Connections.UnderWayMax)} under way.");
        yield return T($"Peak memory of this process, with all of its clients: {Counting.MiB(PeakBytes)}.");
        if (Data is not null)
            yield return new Hint("Check the journal", $"verify --data {Data}").ToString();
    }

    private double? RoundedMs(double share) => Promises.Length > 0 ? Math.Round(Ms(share), 1) : null;

    private double Ms(double share) =>
        Promises[(int)((Promises.Length - 1) * share)] * 1_000.0 / Stopwatch.Frequency;
}
