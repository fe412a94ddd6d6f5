using Solidarity.Storage.Sqlite;
using static Solidarity.Storage.Tests.TestEntries;

namespace Solidarity.Storage.Tests;

public sealed class VerifierTests(SampleJournal sample) : IClassFixture<SampleJournal>
{
    private const int Last = SampleJournal.Entries;

    [Fact]
    public void A_journal_as_it_was_written_is_whole_and_every_entry_is_given_to_the_caller()
    {
        using var folder = sample.Copy();
        var given = new List<Entry>();
        var verification = JournalVerifier.Verify(folder.Path, given.Add);
        verification.ShouldBe(new Verification(Last, null));
        verification.IsWhole.ShouldBeTrue();
        given.Select(entry => entry.Position).ShouldBe(Enumerable.Range(1, Last).Select(i => (long)i));
        given[0].Command.ShouldBe(Request(1));
        given[0].Body.ToArray().ShouldBe(Entry(1).Body.ToArray());
    }

    [Fact]
    public async Task An_empty_journal_is_whole()
    {
        using var folder = new TempFolder();
        await SqliteJournal.Open(folder.Path).DisposeAsync();
        JournalVerifier.Verify(folder.Path).ShouldBe(new Verification(0, null));
    }

    [Theory]
    [InlineData("UPDATE entries SET body = body || ' ' WHERE position = 7", VerificationFaultKind.HashDiffers, 7)]
    [InlineData("UPDATE entries SET body = '' WHERE position = 1", VerificationFaultKind.HashDiffers, 1)]
    [InlineData("UPDATE entries SET at = at + 1 WHERE position = 7", VerificationFaultKind.HashDiffers, 7)]
    [InlineData("UPDATE entries SET at = 9e18 WHERE position = 7", VerificationFaultKind.HashDiffers, 7)]
    [InlineData("UPDATE entries SET content = zeroblob(16) WHERE position = 7", VerificationFaultKind.HashDiffers, 7)]
    [InlineData("UPDATE entries SET content = zeroblob(15) WHERE position = 7", VerificationFaultKind.Damaged, 7)]
    [InlineData("UPDATE entries SET command = zeroblob(16) WHERE position = 24", VerificationFaultKind.HashDiffers, 24)]
    [InlineData("UPDATE entries SET hash = zeroblob(32) WHERE position = 7", VerificationFaultKind.HashDiffers, 7)]
    [InlineData("UPDATE entries SET version = 99 WHERE position = 7", VerificationFaultKind.VersionGap, 7)]
    [InlineData("UPDATE entries SET version = -1 WHERE position = 7", VerificationFaultKind.VersionGap, 7)]
    [InlineData("UPDATE entries SET stream = 99 WHERE position = 7", VerificationFaultKind.VersionGap, 7)]
    [InlineData("UPDATE entries SET stream = 99 WHERE position = 1", VerificationFaultKind.UnknownStream, 1)]
    [InlineData("DELETE FROM entries WHERE position = 1", VerificationFaultKind.PositionMissing, 1)]
    [InlineData("DELETE FROM entries WHERE position = 12", VerificationFaultKind.PositionMissing, 12)]
    [InlineData("DELETE FROM entries WHERE position = 24", VerificationFaultKind.PositionMissing, 24)]
    [InlineData("DELETE FROM entries WHERE position > 20", VerificationFaultKind.PositionMissing, 21)]
    [InlineData("DELETE FROM entries", VerificationFaultKind.PositionMissing, 1)]
    [InlineData("UPDATE entries SET position = 0 WHERE position = 1", VerificationFaultKind.PositionMissing, 1)]
    [InlineData("UPDATE streams SET name = name || 's' WHERE id = 2", VerificationFaultKind.HashDiffers, 2)]
    [InlineData("DELETE FROM streams WHERE id = 2", VerificationFaultKind.UnknownStream, 2)]
    public void A_changed_or_missing_entry_is_named(string sql, VerificationFaultKind kind, long position)
    {
        using var folder = sample.Copy();
        Tampering.Execute(folder.Database, sql).ShouldBeGreaterThan(0);
        RequireFault(folder, kind, position).Entries.ShouldBe(position - 1);
    }

    [Theory]
    [InlineData("UPDATE entries SET further = zeroblob(72) WHERE position = 8", 8)]
    [InlineData("UPDATE entries SET further = NULL WHERE position = 16", 16)]
    [InlineData("UPDATE entries SET further = zeroblob(24) WHERE position = 7", 7)]
    [InlineData("UPDATE entries SET further = substr(further, 1, 48) WHERE position = 8", 8)]
    [InlineData("UPDATE entries SET further = CAST(further || further AS BLOB) WHERE position = 8", 8)]
    [InlineData("UPDATE entries SET further = zeroblob(7) WHERE position = 8", 8)]
    [InlineData("UPDATE entries SET body = substr(body, 2) WHERE position = 8", 8)]
    public void Changed_further_messages_of_an_entry_are_found_by_its_hash(string sql, long position)
    {
        using var folder = sample.Copy();
        Tampering.Execute(folder.Database, sql).ShouldBe(1);
        RequireFault(folder, VerificationFaultKind.HashDiffers, position).Entries.ShouldBe(position - 1);
    }

    [Theory]
    [InlineData("DELETE FROM answers WHERE message = 1009", 8)]
    [InlineData("DELETE FROM answers", 8)]
    [InlineData("DELETE FROM answers WHERE position = 16", 16)]
    [InlineData("UPDATE answers SET message = 1012 WHERE message = 1010", 8)]
    [InlineData("UPDATE answers SET message = 1 WHERE message = 1017", 16)]
    [InlineData("UPDATE answers SET position = 16 WHERE message = 1011", 8)]
    [InlineData("UPDATE answers SET position = 8 WHERE message = 1017", 8)]
    [InlineData("UPDATE answers SET position = 9 WHERE message = 1017", 9)]
    [InlineData("UPDATE answers SET position = 0 WHERE message = 1017", 1)]
    [InlineData("INSERT INTO answers VALUES (7, 3)", 3)]
    [InlineData("INSERT INTO answers VALUES (1008, 8)", 8)]
    [InlineData("INSERT INTO answers VALUES (2000, 24)", 24)]
    [InlineData("INSERT INTO answers VALUES (2000, 25)", 0)]
    public void A_changed_table_of_answers_is_found_at_the_first_entry_that_it_concerns(string sql, long position)
    {
        using var folder = sample.Copy();
        Tampering.Execute(folder.Database, sql).ShouldBeGreaterThan(0);
        RequireFault(folder, VerificationFaultKind.AnswersDiffer, position == 0 ? null : position)
            .Entries.ShouldBe(position == 0 ? Last : position - 1);
    }

    [Fact]
    public void A_table_of_answers_made_to_fit_changed_entries_does_not_hide_them()
    {
        using var folder = sample.Copy();
        Tampering.Execute(folder.Database, "DELETE FROM answers WHERE position = 8");
        Tampering.Execute(folder.Database, "UPDATE entries SET further = NULL WHERE position = 8");
        RequireFault(folder, VerificationFaultKind.HashDiffers, 8);
    }

    [Theory]
    [InlineData(3, 4, VerificationFaultKind.HashDiffers)]
    [InlineData(3, 6, VerificationFaultKind.OrderDiffers)]
    [InlineData(1, 24, VerificationFaultKind.OrderDiffers)]
    [InlineData(1, 22, VerificationFaultKind.OrderDiffers)]
    public void A_swapped_pair_is_found_at_its_first_entry(long one, long other, VerificationFaultKind kind)
    {
        using var folder = sample.Copy();
        Tampering.Execute(
            folder.Database,
            """
            UPDATE entries SET position = -1 WHERE position = $one;
            UPDATE entries SET position = $one WHERE position = $other;
            UPDATE entries SET position = $other WHERE position = -1;
            """,
            ("$one", one),
            ("$other", other)).ShouldBe(3);
        RequireFault(folder, kind, one);
    }

    [Theory]
    [InlineData("UPDATE entries SET version = version + 1 WHERE stream = 2 AND position > 9", 11)]
    [InlineData("UPDATE entries SET version = 0 WHERE position = 2", 2)]
    public void A_gap_in_a_streams_versions_shows_though_the_chain_was_made_to_fit(string sql, long position)
    {
        using var folder = sample.Copy();
        Tampering.Execute(folder.Database, "DROP INDEX entries_by_stream");
        Tampering.Execute(folder.Database, sql).ShouldBeGreaterThan(0);
        Tampering.Execute(
            folder.Database, "CREATE UNIQUE INDEX entries_by_stream ON entries (stream, version)");
        Tampering.ForgeChain(folder.Database);
        RequireFault(folder, VerificationFaultKind.VersionGap, position);
    }

    [Theory]
    [InlineData("UPDATE head SET position = position + 1", null)]
    [InlineData("UPDATE head SET position = position - 1", null)]
    [InlineData("UPDATE head SET messages = messages - 1", null)]
    [InlineData("UPDATE head SET hash = zeroblob(32)", null)]
    [InlineData("UPDATE head SET seal = zeroblob(32)", null)]
    [InlineData("UPDATE head SET seal = zeroblob(31)", null)]
    [InlineData("UPDATE head SET id = 2", null)]
    [InlineData("DELETE FROM head", null)]
    public void A_changed_head_is_found(string sql, long? position)
    {
        using var folder = sample.Copy();
        Tampering.Execute(folder.Database, sql).ShouldBe(1);
        RequireFault(folder, VerificationFaultKind.HeadDiffers, position).Entries.ShouldBe(Last);
    }

    [Theory]
    [InlineData(Last + 1, VerificationFaultKind.PositionMissing, Last + 1)]
    [InlineData(Last - 1, VerificationFaultKind.HeadDiffers, Last)]
    [InlineData(Last, VerificationFaultKind.HeadDiffers, Last)]
    public void A_head_of_another_tail_is_found_though_its_seal_fits(
        long end, VerificationFaultKind kind, long position)
    {
        using var folder = sample.Copy();
        Tampering.ForgeHead(folder.Database, end, new byte[32], 100);
        RequireFault(folder, kind, position);
    }

    [Theory]
    [InlineData("UPDATE outbox SET payload = payload || ' ' WHERE id = (SELECT min(id) FROM outbox)")]
    [InlineData("UPDATE outbox SET receivers = sender WHERE receivers <> sender")]
    [InlineData("UPDATE outbox SET sender = receivers WHERE receivers <> sender")]
    [InlineData("UPDATE outbox SET due = due - 1 WHERE due IS NOT NULL")]
    [InlineData("UPDATE outbox SET due = NULL WHERE due IS NOT NULL")]
    [InlineData("UPDATE outbox SET due = 0 WHERE due IS NULL")]
    [InlineData("UPDATE outbox SET id = id + 1000")]
    [InlineData("UPDATE outbox SET id = -1 WHERE id = 1")]
    [InlineData("UPDATE outbox SET seal = zeroblob(32) WHERE count = 1")]
    [InlineData("UPDATE outbox SET seal = zeroblob(32) WHERE count = 3")]
    [InlineData("UPDATE outbox SET count = 2 WHERE count = 3")]
    [InlineData("UPDATE outbox SET count = 2 WHERE count = 1")]
    [InlineData("UPDATE outbox SET receivers = replace(receivers, char(10), ' ') WHERE count = 3")]
    public void A_changed_message_is_found(string sql)
    {
        using var folder = sample.Copy();
        Tampering.Execute(folder.Database, sql).ShouldBeGreaterThan(0);
        RequireFault(folder, VerificationFaultKind.MessageDiffers, null).Entries.ShouldBe(Last);
    }

    [Theory]
    [InlineData("UPDATE snapshots SET state = CAST('other' AS BLOB)")]
    [InlineData("UPDATE snapshots SET format = 'other.v1'")]
    [InlineData("UPDATE snapshots SET version = version - 1")]
    [InlineData("UPDATE snapshots SET stream = stream + 100")]
    [InlineData("UPDATE snapshots SET seal = zeroblob(0)")]
    public async Task A_changed_snapshot_is_found_and_not_handed_out(string sql)
    {
        using var folder = sample.Copy();
        Tampering.Execute(folder.Database, sql).ShouldBeGreaterThan(0);
        RequireFault(folder, VerificationFaultKind.SnapshotDiffers, null).Entries.ShouldBe(Last);
        await using var journal = SqliteJournal.Open(folder.Path);
        foreach (var stream in (StreamName[])[Masons, Weavers, SampleJournal.Strike])
            (await journal.ReadSnapshotAsync(stream)).ShouldBeNull();
    }

    [Fact]
    public void What_the_caller_throws_passes_through()
    {
        using var folder = sample.Copy();
        Should.Throw<InvalidTimeZoneException>(
            () => JournalVerifier.Verify(folder.Path, _ => throw new InvalidTimeZoneException()));
    }

    [Fact]
    public void A_verification_can_be_given_up()
    {
        using var folder = sample.Copy();
        Should.Throw<OperationCanceledException>(
            () => JournalVerifier.Verify(folder.Path, cancellationToken: new CancellationToken(canceled: true)));
    }

    [Fact]
    public void Progress_is_told_stage_by_stage()
    {
        using var folder = sample.Copy();
        var told = new Told();
        JournalVerifier.Verify(folder.Path, progress: told);
        told.Stages.Distinct().ShouldBe(Enum.GetValues<VerificationStage>());
    }

    [Fact]
    public async Task A_journal_in_use_is_not_verified()
    {
        using var folder = sample.Copy();
        await using var journal = SqliteJournal.Open(folder.Path);
        var refusal = Should.Throw<JournalInUseException>(() => JournalVerifier.Verify(folder.Path));
        refusal.Message.ShouldContain(folder.Path);
    }

    private static Verification RequireFault(
        TempFolder folder, VerificationFaultKind kind, long? position)
    {
        var verification = JournalVerifier.Verify(folder.Path);
        var fault = verification.Fault.ShouldNotBeNull();
        (fault.Kind, fault.Position).ShouldBe((kind, position), fault.Text);
        fault.Text.Length.ShouldBeGreaterThan(20);
        return verification;
    }

    private sealed class Told : IProgress<VerificationProgress>
    {
        internal List<VerificationStage> Stages { get; } = [];

        public void Report(VerificationProgress value) => Stages.Add(value.Stage);
    }
}
