using System.Globalization;
using System.Security.Cryptography;
using Solidarity.Storage.Sqlite;
using Solidarity.Storage.Verification;
using Xunit.Abstractions;
using static Solidarity.Storage.Tests.TestEntries;

namespace Solidarity.Storage.Tests;

/// <summary>A journal that lacks what it acknowledged is noticed when it is opened and when it is verified, named with
/// both positions, and not written to before somebody says so.</summary>
public sealed class LostEntriesTests(ITestOutputHelper output) : IDisposable
{
    private const int Entries = 40;
    private const int WalHeaderBytes = 32;

    /// <summary>SOLIDARITY_FLIPS asks for more.</summary>
    private static readonly int Flips =
        int.Parse(Environment.GetEnvironmentVariable("SOLIDARITY_FLIPS") ?? "400", CultureInfo.InvariantCulture) / 10;

    /// <summary>The log stays as it is.</summary>
    private static readonly JournalOptions Patient = new() { IdleTime = TimeSpan.FromHours(1) };

    private readonly TempFolder _folder = new();

    private string Log => _folder.Database + "-wal";

    private string Head => HeadFile.PathIn(_folder.Path);

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_flipped_bit_in_the_log_loses_nothing_unseen()
    {
        var random = new Random(Seed.Draw(output));
        using var killed = await KilledAsync();
        for (var i = 0; i < Flips; i++)
        {
            killed.CopyTo(_folder);
            var bytes = await File.ReadAllBytesAsync(Log);
            // The first ones hit the header of the log.
            var at = i < 4 ? random.Next(WalHeaderBytes) : random.Next(bytes.Length);
            bytes[at] ^= (byte)(1 << random.Next(8));
            await File.WriteAllBytesAsync(Log, bytes);
            await RequireShorterAsync($"bit flipped in byte {at}");
        }
    }

    [Fact]
    public async Task A_log_that_lost_its_tail_loses_nothing_unseen()
    {
        var random = new Random(Seed.Draw(output));
        using var killed = await KilledAsync();
        for (var i = 0; i < Flips; i++)
        {
            killed.CopyTo(_folder);
            var length = i == 0 ? 0 : random.NextInt64(new FileInfo(Log).Length);
            await using (var file = File.OpenWrite(Log)) file.SetLength(length);
            await RequireShorterAsync($"cut to {length} bytes");
        }

        killed.CopyTo(_folder);
        File.Delete(Log);
        await RequireShorterAsync("without a log");
    }

    [Fact]
    public async Task An_older_database_put_back_is_refused_until_its_loss_is_accepted()
    {
        await AppendAsync(1, 10);
        var old = await File.ReadAllBytesAsync(_folder.Database);
        await AppendAsync(11, Entries);
        await File.WriteAllBytesAsync(_folder.Database, old);
        var loss = (await RequireShorterAsync("older copy")).ShouldNotBeNull();
        loss.ShouldBe(new JournalLoss(JournalLossKind.Shorter, 10, Entries));

        var told = new List<string>();
        var accepting = new JournalOptions { AcceptLoss = true, Warn = told.Add };
        await using (var journal = SqliteJournal.Open(_folder.Path, accepting))
        {
            told.ShouldHaveSingleItem().ShouldContain("accepted");
            told[0].ShouldContain($"ends at entry 10, but journal.head says that {Entries} were acknowledged");
            journal.Position.ShouldBe(10);
            Text(await journal.AppendAsync(On(new("sections/11"), 0, Entry(11)))).ShouldBe("appended at 11");
        }

        JournalVerifier.Verify(_folder.Path).ShouldBe(new Verification.Verification(11, null));
        JournalVerifier.HeadOf(_folder.Path).ShouldBe(new JournalHead(11, new AcceptedLoss(10, Entries)));
        // It is said for one loss, and not for all that may follow.
        Should.Throw<NothingLostException>(() => SqliteJournal.Open(_folder.Path, accepting));
        await SqliteJournal.Open(_folder.Path).DisposeAsync();
        JournalVerifier.HeadOf(_folder.Path)!.Accepted.ShouldBe(new AcceptedLoss(10, Entries));
    }

    [Fact]
    public async Task An_older_database_beside_a_newer_log_is_not_made_one_journal_with_it()
    {
        await AppendAsync(1, 10);
        var old = await File.ReadAllBytesAsync(_folder.Database);
        await AppendAsync(11, 20);
        using var killed = new KilledFolder();
        await using (var journal = SqliteJournal.Open(_folder.Path, Patient))
        {
            await AppendAsync(journal, 21, Entries);
            killed.TakeFrom(_folder);
        }

        killed.CopyTo(_folder);
        JournalVerifier.Verify(_folder.Path).ShouldBe(new Verification.Verification(Entries, null));
        await File.WriteAllBytesAsync(_folder.Database, old);
        var before = await ContentsAsync();
        var refusal = Should.Throw<JournalUnreadableException>(() => SqliteJournal.Open(_folder.Path));
        refusal.Message.ShouldContain("ends at entry 10, and the log goes on behind entry 20");
        Should.Throw<JournalUnreadableException>(
            () => SqliteJournal.Open(_folder.Path, new JournalOptions { AcceptLoss = true }));
        JournalVerifier.Verify(_folder.Path).Fault.ShouldNotBeNull().Kind
            .ShouldBe(VerificationFaultKind.OlderThanItsLog);
        (await ContentsAsync()).ShouldBe(before);

        File.Delete(Log);
        Should.Throw<JournalLossException>(() => SqliteJournal.Open(_folder.Path)).Loss
            .ShouldBe(new JournalLoss(JournalLossKind.Shorter, 10, Entries));
    }

    [Fact]
    public async Task Another_journal_in_its_place_is_refused()
    {
        using var other = new TempFolder();
        await AppendAsync(1, 5);
        await AppendAsync(101, 130, other);
        File.Copy(other.Database, _folder.Database, overwrite: true);

        var refusal = Should.Throw<JournalLossException>(() => SqliteJournal.Open(_folder.Path));
        refusal.Loss.ShouldBe(new JournalLoss(JournalLossKind.Differs, 30, 5));
        var fault = JournalVerifier.Verify(_folder.Path).Fault.ShouldNotBeNull();
        (fault.Kind, fault.Position).ShouldBe((VerificationFaultKind.HeadFileDiffers, 5));
    }

    [Fact]
    public async Task A_database_that_is_gone_is_not_begun_anew()
    {
        await AppendAsync(1, 7);
        File.Delete(_folder.Database);
        var refusal = Should.Throw<JournalLossException>(() => SqliteJournal.Open(_folder.Path));
        refusal.Loss.ShouldBe(new JournalLoss(JournalLossKind.Shorter, 0, 7));
        File.Exists(_folder.Database).ShouldBeFalse();

        await using var journal = SqliteJournal.Open(_folder.Path, new JournalOptions { AcceptLoss = true });
        journal.Position.ShouldBe(0);
    }

    [Fact]
    public async Task A_head_file_that_is_behind_is_no_loss()
    {
        await AppendAsync(1, 10);
        var behind = await File.ReadAllBytesAsync(Head);
        await AppendAsync(11, Entries);
        await File.WriteAllBytesAsync(Head, behind);
        JournalVerifier.Verify(_folder.Path).ShouldBe(new Verification.Verification(Entries, null));

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
        JournalVerifier.Verify(_folder.Path).ShouldBe(new Verification.Verification(Entries, null));
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
        JournalVerifier.Verify(_folder.Path).ShouldBe(new Verification.Verification(9, null));
    }

    [Fact]
    public async Task A_missing_head_file_is_told_and_begun_anew()
    {
        await RequireOpensSilentlyAsync();
        await AppendAsync(1, 9);
        File.Delete(Head);
        JournalVerifier.Verify(_folder.Path).ShouldBe(new Verification.Verification(9, null));
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

    /// <summary>A folder as a killed process leaves it: nearly all stands in the log.</summary>
    private static async Task<KilledFolder> KilledAsync()
    {
        using var folder = new TempFolder();
        var killed = new KilledFolder();
        await using var journal = SqliteJournal.Open(folder.Path, Patient);
        await AppendAsync(journal, 1, Entries);
        killed.TakeFrom(folder);
        return killed;
    }

    private async Task AppendAsync(int first, int last, TempFolder? into = null)
    {
        await using var journal = SqliteJournal.Open((into ?? _folder).Path);
        await AppendAsync(journal, first, last);
    }

    private static async Task AppendAsync(SqliteJournal journal, int first, int last)
    {
        for (var number = first; number <= last; number++)
            await journal.AppendAsync(On(new($"sections/{number}"), 0, Entry(number, To(Masons))));
    }

    private async Task<JournalLoss?> RequireShorterAsync(string why)
    {
        var before = await ContentsAsync();
        var refusal = Should.Throw<JournalLossException>(() => SqliteJournal.Open(_folder.Path), why);
        var loss = refusal.Loss;
        (loss.Kind, loss.Acknowledged).ShouldBe((JournalLossKind.Shorter, Entries), why);
        loss.Position.ShouldBeLessThan(Entries, why);
        refusal.Message.ShouldContain($"ends at entry {loss.Position}, but journal.head says that {Entries}");
        refusal.Message.ShouldContain("--accept-loss");
        (await ContentsAsync()).ShouldBe(before, why);

        var verification = JournalVerifier.Verify(_folder.Path);
        var fault = verification.Fault.ShouldNotBeNull(why);
        (verification.Entries, fault.Kind, fault.Position)
            .ShouldBe((loss.Position, VerificationFaultKind.EntriesLost, loss.Position + 1), why);
        fault.Text.ShouldContain($"{Entries} were acknowledged");
        (await ContentsAsync()).ShouldBe(before, why);
        return loss;
    }

    private async Task RequireOpensSilentlyAsync()
    {
        var told = new List<string>();
        await SqliteJournal.Open(_folder.Path, new JournalOptions { Warn = told.Add }).DisposeAsync();
        told.ShouldBeEmpty();
    }

    private async Task TearAsync(int slot)
    {
        await using var file = File.OpenWrite(Head);
        file.Position = (slot * HeadFile.RecordStride) + 30;
        file.Write(new byte[40]);
    }

    private int NewestSlot() => (int)(HeadFile.Read(_folder.Path).Newest!.Value.Number % 2);

    private async Task<string> ContentsAsync()
    {
        var files = new List<string>();
        foreach (var path in KilledFolder.Files(_folder).Where(path => new FileInfo(path) is { Exists: true, Length: > 0 }))
            files.Add($"{path} {Convert.ToHexString(SHA256.HashData(await File.ReadAllBytesAsync(path)))}");
        return string.Join('\n', files);
    }

    private sealed class KilledFolder : IDisposable
    {
        private readonly TempFolder _copy = new();

        internal static string[] Files(TempFolder folder) =>
            [folder.Database, folder.Database + "-wal", HeadFile.PathIn(folder.Path)];

        internal void TakeFrom(TempFolder folder) => Copy(folder, _copy);

        internal void CopyTo(TempFolder folder)
        {
            File.Delete(folder.Database + "-shm");
            Copy(_copy, folder);
        }

        public void Dispose() => _copy.Dispose();

        private static void Copy(TempFolder from, TempFolder to)
        {
            foreach (var (source, target) in Files(from).Zip(Files(to))) File.Copy(source, target, overwrite: true);
        }
    }
}
