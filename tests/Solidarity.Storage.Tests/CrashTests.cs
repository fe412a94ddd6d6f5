using Solidarity.Storage.Sqlite;
using Xunit.Abstractions;

namespace Solidarity.Storage.Tests;

/// <summary>A process that appends is killed with SIGKILL, over and over, at moments that nobody chose.</summary>
public sealed class CrashTests(ITestOutputHelper output)
{
    private const int LinesMax = 400;

    /// <summary>SOLIDARITY_CRASHES asks for more.</summary>
    private static readonly int Rounds = int.Parse(
        Environment.GetEnvironmentVariable("SOLIDARITY_CRASHES") ?? "12", CultureInfo.InvariantCulture);

    private static readonly string Writer =
        Path.Combine(AppContext.BaseDirectory, "Solidarity.Storage.CrashWriter.dll");

    [Fact]
    public async Task Nothing_acknowledged_is_lost_when_the_process_is_killed()
    {
        var random = new Random(Seed.Draw(output));
        using var folder = new TempFolder();
        var acknowledged = new List<string>();
        for (var round = 0; round < Rounds; round++)
        {
            // Few lines kill it while it opens or makes the journal.
            var lines = random.Next(2) == 0 ? random.Next(5) : random.Next(LinesMax);
            acknowledged.AddRange(await KillAfterAsync(folder.Path, round, lines));
            if (random.Next(2) == 0) await RequireAsync(folder.Path, acknowledged);
        }

        await RequireAsync(folder.Path, acknowledged);
        output.WriteLine($"{acknowledged.Count} appends acknowledged in {Rounds} rounds");
        acknowledged.ShouldNotBeEmpty();
    }

    [Fact]
    public async Task A_copy_of_file_and_log_of_a_running_journal_opens_with_every_entry()
    {
        using var folder = new TempFolder();
        using var copy = new TempFolder();
        await using var journal = SqliteJournal.Open(folder.Path);
        for (var number = 1; number <= 50; number++)
            await journal.AppendAsync(TestEntries.On(new($"sections/{number}"), 0, TestEntries.Entry(number)));
        foreach (var suffix in (string[])["", "-wal"]) File.Copy(folder.Database + suffix, copy.Database + suffix);

        JournalVerifier.Verify(copy.Path).ShouldBe(new Verification(50, null));
        await using var opened = SqliteJournal.Open(copy.Path);
        opened.Position.ShouldBe(50);
    }

    /// <returns>The appends that the process told to be on disk before it died.</returns>
    private static async Task<List<string>> KillAfterAsync(string folder, int round, int lines)
    {
        var start = new ProcessStartInfo("dotnet", [Writer, folder, $"{round}"]) { RedirectStandardOutput = true };
        using var process = Process.Start(start).ShouldNotBeNull();
        var told = new List<string>();
        for (var i = 0; i < lines; i++)
            told.Add((await process.StandardOutput.ReadLineAsync()).ShouldNotBeNull("the writer ended by itself"));
        process.Kill();
        await process.WaitForExitAsync();
        var rest = await process.StandardOutput.ReadToEndAsync();
        // What stands behind the last line end was cut off by the kill.
        told.AddRange(rest[..(rest.LastIndexOf('\n') + 1)].Split('\n', StringSplitOptions.RemoveEmptyEntries));
        return [.. told.Where(line => line != "opening")];
    }

    private static async Task RequireAsync(string folder, List<string> acknowledged)
    {
        // The killed process had it written before it acknowledged anything.
        var last = acknowledged.Select(line => long.Parse(line.Split(' ')[0], CultureInfo.InvariantCulture))
            .DefaultIfEmpty().Max();
        (JournalVerifier.HeadOf(folder)?.Position ?? 0).ShouldBeGreaterThanOrEqualTo(last);
        await using (var journal = SqliteJournal.Open(folder))
        {
            foreach (var line in acknowledged)
            {
                var words = line.Split(' ');
                var entry = (await FindAsync(journal, words[2])).ShouldNotBeNull(line);
                entry.Position.ShouldBe(long.Parse(words[0], CultureInfo.InvariantCulture), line);
                (await FindAsync(journal, words[3])).ShouldNotBeNull(line).Position.ShouldBe(entry.Position, line);
                var end = entry.Position + long.Parse(words[1], CultureInfo.InvariantCulture) - 1;
                end.ShouldBeLessThanOrEqualTo(journal.Position, line);
            }

            await RequireMessagesAsync(journal);
        }

        JournalVerifier.Verify(folder).Fault.ShouldBeNull();
    }

    private static ValueTask<Entry?> FindAsync(SqliteJournal journal, string command) => journal.FindAsync(
        new CommandId(UInt128.Parse(command, NumberStyles.HexNumber, CultureInfo.InvariantCulture)));

    /// <summary>The writer takes out only messages with an even id, and some of their rows hold odd ones as well.
    /// </summary>
    private static async Task RequireMessagesAsync(SqliteJournal journal)
    {
        const int page = 1_000;
        var waiting = new List<long>();
        while (await journal.PendingAsync(waiting.LastOrDefault(), page) is { Count: > 0 } some)
            waiting.AddRange(some.Select(message => message.Id));
        var odd = waiting.Where(id => id % 2 == 1).ToList();
        odd.ShouldBe(Enumerable.Range(0, odd.Count).Select(i => (2L * i) + 1));
        waiting.ShouldBe(waiting.Distinct().Order());
    }
}
