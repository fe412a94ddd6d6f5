using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Solidarity.Commands.Sheets;
using Solidarity.Commands.Terminals;
using Spectre.Console;

namespace Solidarity.Demos;

/// <summary>What a storm was: nothing in it but what was counted or measured.</summary>
/// <param name="Board">After the answers, before strike pay.</param>
/// <param name="Inboxes">At the end.</param>
/// <param name="Promises">How long each took, shortest first, in ticks of the stopwatch.</param>
/// <param name="PeakBytes">Of the process: the service, all connections and watchers, and the drawing.</param>
/// <param name="Data">Where the journal is kept; null: it is gone.</param>
internal sealed record StormReport(
    StormSize Size, int Federations, StormPhase[] Phases, V1.Board Board, StormInboxes Inboxes, long[] Promises,
    StormWatched Watched, long Entries, long Bytes, long PeakBytes, string? Data)
{
    private int Sent => Math.Min(Size.Pledges, StormPlan.SentMax);

    private long BytesEach => Bytes / Size.Sections;

    public void Write(IAnsiConsole console)
    {
        var sheet = new Sheet("Phase", "Count>", "Of what", "Seconds>", "Per second>", "Entries>");
        foreach (var phase in Phases)
            sheet.Row(
                phase.Name, Counting.Invariant($"{phase.Count:N0}"), phase.What,
                Counting.Invariant($"{phase.Seconds:0.00}"), phase.Rate,
                Counting.Invariant($"{phase.Entries:N0}"));
        console.WriteLine();
        console.Write(sheet);
        console.WriteLine();
        foreach (var line in Lines())
            console.WriteLine(line);
    }

    public void WriteJson(TextWriter output) => JsonText.Write(output, json =>
    {
        json.WriteStartObject();
        json.WriteNumber("sections", Size.Sections);
        json.WriteNumber("federations", Federations);
        json.WriteStartArray("phases");
        foreach (var phase in Phases)
            WritePhase(json, phase);
        json.WriteEndArray();
        WriteNumbers(json, "counts",
            ("reached", Inboxes.Reached), ("warned", Inboxes.Warned), ("pledged", Board.Answers.Pledged),
            ("sentAtOnce", Sent), ("declined", Board.Answers.Declined), ("supported", Board.Answers.Supported),
            ("over", Inboxes.Over), ("relays", Board.Delivery.Relays));
        json.WriteStartObject("journal");
        json.WriteNumber("entries", Entries);
        json.WriteNumber("bytes", Bytes);
        json.WriteNumber("bytesPerSection", BytesEach);
        json.WriteString("data", Data);
        json.WriteEndObject();
        json.WriteStartObject("watchers");
        json.WriteNumber("watchers", Watched.Watchers);
        json.WriteNumber("boards", Watched.Boards);
        json.WriteNumber("longestPauseMs", Math.Round(Watched.PauseSecondsMax * 1_000));
        json.WriteEndObject();
        json.WriteStartObject("promiseMs");
        WriteMs(json, "p50", 0.50);
        WriteMs(json, "p99", 0.99);
        json.WriteEndObject();
        json.WriteNumber("peakMemoryBytes", PeakBytes);
        json.WriteEndObject();
    });

    private IEnumerable<string> Lines()
    {
        yield return string.Create(CultureInfo.InvariantCulture,
            $"{Size.Sections:N0} sections in {Federations:N0} federations; every one but the striking one has been "
            + $"reached. {Board.Delivery.Relays:N0} federations relayed the call.");
        yield return Counting.Invariant(
            $"{Size.Pledges:N0} pledged; {Sent:N0} sent their money at once, and it arrived; the others promised it.");
        yield return Counting.Invariant(
            $"The journal has {Entries:N0} entries in {Counting.MiB(Bytes)}, {BytesEach:N0} bytes a section.");
        yield return string.Create(CultureInfo.InvariantCulture,
            $"{Watched.Watchers:N0} watchers saw {Watched.Boards:N0} boards, all in order and right; the longest pause "
            + $"between two while answers came in: {Watched.PauseSecondsMax * 1_000:N0} ms.");
        if (Promises.Length > 0)
            yield return string.Create(CultureInfo.InvariantCulture,
                $"A promise was answered in {Ms(0.50):N1} ms (median), {Ms(0.99):N1} ms (99 of 100), with up to "
                + $"{StormConnections.UnderWayMax:N0} under way.");
        yield return $"Peak memory of this process, with all of its clients: {Counting.MiB(PeakBytes)}.";
        if (Data is not null)
            yield return $"Check the journal with: solidarity verify --data {Data}";
    }

    private static void WritePhase(Utf8JsonWriter json, StormPhase phase)
    {
        json.WriteStartObject();
        json.WriteString("name", phase.Name);
        json.WriteNumber("count", phase.Count);
        json.WriteString("what", phase.What);
        json.WriteNumber("seconds", Math.Round(phase.Seconds, 3));
        json.WriteNumber("perSecond", Math.Round(phase.PerSecond));
        json.WriteNumber("entries", phase.Entries);
        json.WriteEndObject();
    }

    private static void WriteNumbers(Utf8JsonWriter json, string name, params (string Name, long Value)[] numbers)
    {
        json.WriteStartObject(name);
        foreach (var number in numbers)
            json.WriteNumber(number.Name, number.Value);
        json.WriteEndObject();
    }

    // Null where there were no promises: all pledges were sent.
    private void WriteMs(Utf8JsonWriter json, string name, double share)
    {
        if (Promises.Length > 0)
            json.WriteNumber(name, Math.Round(Ms(share), 1));
        else
            json.WriteNull(name);
    }

    private double Ms(double share) =>
        Promises[(int)((Promises.Length - 1) * share)] * 1_000.0 / Stopwatch.Frequency;
}
