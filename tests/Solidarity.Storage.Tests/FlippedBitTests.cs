using Solidarity.Storage.Sqlite;
using Xunit.Abstractions;

namespace Solidarity.Storage.Tests;

/// <summary>One bit of a journal is flipped, in a column or anywhere in the file, and the verifier has to see it.
/// </summary>
public sealed class FlippedBitTests(SampleJournal sample, ITestOutputHelper output) : IClassFixture<SampleJournal>
{
    private const int FlipsPerColumn = 25;

    /// <summary>SOLIDARITY_FLIPS asks for more.</summary>
    private static readonly int FileFlips = int.Parse(
        Environment.GetEnvironmentVariable("SOLIDARITY_FLIPS") ?? "400", CultureInfo.InvariantCulture);

    [Theory]
    [InlineData("version")]
    [InlineData("stream")]
    [InlineData("at")]
    [InlineData("command")]
    [InlineData("content")]
    [InlineData("body")]
    [InlineData("further")]
    [InlineData("hash")]
    public void A_flipped_bit_in_any_column_of_an_entry_is_found_at_that_entry(string column)
    {
        var random = new Random(Seed.Draw(output));
        for (var i = 0; i < FlipsPerColumn; i++)
        {
            using var folder = sample.Copy();
            // Few entries have further messages.
            var position = column == "further" ? random.Next(1, 3) * 8 : random.Next(1, SampleJournal.Entries + 1);
            Flip(folder.Database, column, position, random);
            var fault = JournalVerifier.Verify(folder.Path).Fault;
            fault.ShouldNotBeNull($"{column} of entry {position}").Position.ShouldBe(position, fault.Text);
        }
    }

    [Theory]
    [InlineData("count")]
    [InlineData("sender")]
    [InlineData("receivers")]
    [InlineData("payload")]
    [InlineData("seal")]
    public async Task A_flipped_bit_in_a_row_of_several_messages_is_found_and_not_handed_out(string column)
    {
        var random = new Random(Seed.Draw(output));
        for (var i = 0; i < FlipsPerColumn; i++)
        {
            using var folder = sample.Copy();
            var before = Tampering.Ask(folder.Database, $"SELECT {column} FROM outbox WHERE count = 3 LIMIT 1")!;
            Tampering.Execute(
                folder.Database,
                $"UPDATE outbox SET {column} = $value WHERE id = (SELECT id FROM outbox WHERE count = 3 LIMIT 1)",
                ("$value", Flipped(before, random)));
            JournalVerifier.Verify(folder.Path).Fault.ShouldNotBeNull().Kind
                .ShouldBe(VerificationFaultKind.MessageDiffers);
            (await ReadAllAsync(folder.Path)).ShouldBeFalse();
        }
    }

    [Fact]
    public void A_flipped_bit_anywhere_in_the_file_is_found_or_changes_nothing_that_the_file_says()
    {
        var random = new Random(Seed.Draw(output));
        using var original = sample.Copy();
        var bytes = File.ReadAllBytes(original.Database);
        var said = Tampering.Dump(original.Database);
        var unseen = 0;
        for (var i = 0; i < FileFlips; i++)
        {
            using var folder = new TempFolder();
            var flipped = Flipped(bytes, random);
            File.WriteAllBytes(folder.Database, flipped);
            if (!JournalVerifier.Verify(folder.Path).IsWhole) continue;
            unseen++;
            Tampering.Dump(folder.Database).ShouldBe(said, $"byte {bytes.AsSpan().CommonPrefixLength(flipped)}");
        }

        output.WriteLine($"{FileFlips} flips, {unseen} of them where nothing is said");
        unseen.ShouldBeLessThan(FileFlips);
    }

    [Fact]
    public async Task A_file_with_a_flipped_bit_is_read_or_refused_in_the_journals_own_words()
    {
        var random = new Random(Seed.Draw(output));
        using var original = sample.Copy();
        var bytes = await File.ReadAllBytesAsync(original.Database);
        var refused = 0;
        for (var i = 0; i < FileFlips; i++)
        {
            using var folder = new TempFolder();
            var flipped = Flipped(bytes, random);
            await File.WriteAllBytesAsync(folder.Database, flipped);
            if (!await ReadAllAsync(folder.Path)) refused++;
        }

        refused.ShouldBeInRange(1, FileFlips - 1);
    }

    private static async Task<bool> ReadAllAsync(string folder)
    {
        try
        {
            await using var journal = SqliteJournal.Open(folder);
            await journal.ReadAsync(0, 1000);
            await journal.PendingAsync(0, 1000);
            await journal.DueAsync(DateTimeOffset.MaxValue, 1000);
            await journal.NextDueAsync();
            await journal.ReadStreamAsync(SampleJournal.Strike, 0, 1000);
            await journal.ReadSnapshotAsync(SampleJournal.Strike);
            return true;
        }
        catch (Exception exception) when (exception is JournalUnreadableException or JournalUnavailableException)
        {
            return false;
        }
    }

    /// <summary>What would be the key of another entry cannot be written at all; then another bit is tried.</summary>
    private static void Flip(string database, string column, int position, Random random)
    {
        var before = Ask(database, column, position);
        do
        {
            Tampering.Execute(
                database,
                $"UPDATE OR IGNORE entries SET {column} = $value WHERE position = $position",
                ("$value", Flipped(before, random)),
                ("$position", position));
        }
        while (Said(Ask(database, column, position)) == Said(before));
    }

    private static object Ask(string database, string column, int position) =>
        Tampering.Ask(database, $"SELECT {column} FROM entries WHERE position = {position}")!;

    private static string Said(object value) => value is byte[] bytes ? Convert.ToHexString(bytes) : $"{value}";

    private static object Flipped(object value, Random random) => value switch
    {
        long number => number ^ (1L << random.Next(64)),
        byte[] bytes => Flipped(bytes, random),
        string text => Flipped(text, random.Next(text.Length), random),
        _ => throw new System.Diagnostics.UnreachableException(value.GetType().Name),
    };

    /// <summary>Of a character, for half of a UTF-8 sequence cannot be bound as text.</summary>
    private static string Flipped(string text, int at, Random random) =>
        string.Concat(text.AsSpan(0, at), [(char)(text[at] ^ (1 << random.Next(7)))], text.AsSpan(at + 1));

    private static byte[] Flipped(byte[] bytes, Random random)
    {
        var flipped = (byte[])bytes.Clone();
        flipped[random.Next(flipped.Length)] ^= (byte)(1 << random.Next(8));
        return flipped;
    }
}
