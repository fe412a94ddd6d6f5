using System.Security.Cryptography;
using Solidarity.Storage.Sqlite;
using Xunit.Abstractions;
using static Solidarity.Storage.Tests.TestEntries;

namespace Solidarity.Storage.Tests;

/// <summary>A journal that lacks what it acknowledged is noticed when it is opened and when it is verified, named with
/// both positions, and not written to before somebody says so.</summary>
public sealed partial class LostEntriesTests(ITestOutputHelper output) : IDisposable
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
    public async Task A_flipped_bit_in_the_database_beside_its_log_is_named_and_crashes_nothing()
    {
        var random = new Random(Seed.Draw(output));
        await AppendAsync(1, 20);
        using var killed = new KilledFolder();
        await using (var journal = SqliteJournal.Open(_folder.Path, Patient))
        {
            await AppendAsync(journal, 21, Entries);
            killed.TakeFrom(_folder);
        }

        for (var i = 0; i < Flips; i++)
        {
            killed.CopyTo(_folder);
            var bytes = await File.ReadAllBytesAsync(_folder.Database);
            var at = random.Next(bytes.Length);
            bytes[at] ^= (byte)(1 << random.Next(8));
            await File.WriteAllBytesAsync(_folder.Database, bytes);
            if (JournalVerifier.Verify(_folder.Path).Fault is { } fault)
                fault.Text.Length.ShouldBeGreaterThan(20);
            else
                await RequireOpensSilentlyAsync();
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

        JournalVerifier.Verify(_folder.Path).ShouldBe(new Verification(11, null));
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
        JournalVerifier.Verify(_folder.Path).ShouldBe(new Verification(Entries, null));
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

    private async Task<string> ContentsAsync()
    {
        var files = new List<string>();
        // To look at a journal without a log leaves an empty one.
        var said = KilledFolder.Files(_folder).Where(path => new FileInfo(path) is { Exists: true, Length: > 0 });
        foreach (var path in said)
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
