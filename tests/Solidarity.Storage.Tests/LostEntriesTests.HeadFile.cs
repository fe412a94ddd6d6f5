using Solidarity.Storage.Sqlite;
using static Solidarity.Storage.Tests.TestEntries;

namespace Solidarity.Storage.Tests;

/// <summary>What the head file itself may suffer.</summary>
public sealed partial class LostEntriesTests
{
    [Fact]
    public async Task A_head_file_that_is_behind_is_no_loss()
    {
        await AppendAsync(1, 10);
        var behind = await File.ReadAllBytesAsync(Head);
        await AppendAsync(11, Entries);
        await File.WriteAllBytesAsync(Head, behind);
        JournalVerifier.Verify(_folder.Path).ShouldBe(new Verification(Entries, null));

        await RequireOpensSilentlyAsync();
        JournalVerifier.HeadOf(_folder.Path).ShouldBe(new JournalHead(Entries, null));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public async Task Of_a_torn_head_file_the_other_record_counts(int slot)
    {
        await AppendAsync(1, Entries);
        await TearAsync(slot);
        var fault = JournalVerifier.Verify(_folder.Path).Fault.ShouldNotBeNull();
        (fault.Kind, fault.Position).ShouldBe((VerificationFaultKind.HeadFileDamaged, null));

        var told = new List<string>();
        await SqliteJournal.Open(_folder.Path, new JournalOptions { Warn = told.Add }).DisposeAsync();
        told.ShouldHaveSingleItem().ShouldContain("power cut");
        JournalVerifier.Verify(_folder.Path).ShouldBe(new Verification(Entries, null));
        await RequireOpensSilentlyAsync();
    }

    [Fact]
    public async Task A_torn_head_file_still_tells_of_a_loss()
    {
        await AppendAsync(1, 10);
        var old = await File.ReadAllBytesAsync(_folder.Database);
        await AppendAsync(11, Entries);
        await File.WriteAllBytesAsync(_folder.Database, old);
        await TearAsync(NewestSlot());
        var refusal = Should.Throw<JournalLossException>(() => SqliteJournal.Open(_folder.Path));
        refusal.Loss.Position.ShouldBe(10);
        refusal.Loss.Acknowledged.ShouldBeInRange(11, Entries);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Of_a_head_file_without_a_readable_record_nobody_can_tell(bool isEmpty)
    {
        await AppendAsync(1, 9);
        if (isEmpty)
        {
            await File.WriteAllBytesAsync(Head, []);
        }
        else
        {
            await TearAsync(0);
            await TearAsync(1);
        }

        var before = await ContentsAsync();
        var refusal = Should.Throw<JournalLossException>(() => SqliteJournal.Open(_folder.Path));
        refusal.Loss.ShouldBe(new JournalLoss(JournalLossKind.HeadUnreadable, 9, 0));
        (await ContentsAsync()).ShouldBe(before);
        JournalVerifier.Verify(_folder.Path).Fault.ShouldNotBeNull().Kind
            .ShouldBe(VerificationFaultKind.HeadFileDamaged);

        await SqliteJournal.Open(_folder.Path, new JournalOptions { AcceptLoss = true }).DisposeAsync();
        JournalVerifier.Verify(_folder.Path).ShouldBe(new Verification(9, null));
    }

    [Fact]
    public async Task A_missing_head_file_is_told_and_begun_anew()
    {
        await RequireOpensSilentlyAsync();
        await AppendAsync(1, 9);
        File.Delete(Head);
        JournalVerifier.Verify(_folder.Path).ShouldBe(new Verification(9, null));
        JournalVerifier.HeadOf(_folder.Path).ShouldBeNull();

        var told = new List<string>();
        await SqliteJournal.Open(_folder.Path, new JournalOptions { Warn = told.Add }).DisposeAsync();
        told.ShouldHaveSingleItem().ShouldContain("behind entry 9");
        JournalVerifier.HeadOf(_folder.Path).ShouldBe(new JournalHead(9, null));
    }

    [Fact]
    public async Task A_flipped_bit_in_the_head_file_is_found_and_loses_nothing()
    {
        var random = new Random(Seed.Draw(output));
        await AppendAsync(1, Entries);
        var bytes = await File.ReadAllBytesAsync(Head);
        for (var i = 0; i < Flips; i++)
        {
            var flipped = (byte[])bytes.Clone();
            var at = (random.Next(2) * HeadFile.RecordStride) + random.Next(HeadFile.RecordBytes);
            flipped[at] ^= (byte)(1 << random.Next(8));
            await File.WriteAllBytesAsync(Head, flipped);
            JournalVerifier.Verify(_folder.Path).Fault.ShouldNotBeNull($"byte {at}").Kind
                .ShouldBe(VerificationFaultKind.HeadFileDamaged, $"byte {at}");
            await using var journal = SqliteJournal.Open(_folder.Path);
            journal.Position.ShouldBe(Entries, $"byte {at}");
        }
    }

    [Fact]
    public async Task The_head_file_says_what_was_answered_before_the_answer_is_there()
    {
        await using var journal = SqliteJournal.Open(_folder.Path);
        for (var number = 1; number <= Entries; number++)
        {
            await journal.AppendAsync(On(new($"sections/{number}"), 0, Entry(number)));
            JournalVerifier.HeadOf(_folder.Path)!.Position.ShouldBe(number);
        }

        new FileInfo(Head).Length.ShouldBe(HeadFile.RecordStride + HeadFile.RecordBytes);
    }

    private async Task TearAsync(int slot)
    {
        await using var file = File.OpenWrite(Head);
        file.Position = (slot * HeadFile.RecordStride) + 30;
        file.Write(new byte[40]);
    }

    private int NewestSlot() => (int)(HeadFile.Read(_folder.Path).Newest!.Value.Number % 2);
}
