using Solidarity.Cluster.Tests.Clients;
using Solidarity.Storage;
using Solidarity.Storage.Sqlite;

namespace Solidarity.Cluster.Tests.Rounds;

/// <summary>What the rounds compare a journal by has to notice what is missing or elsewhere.</summary>
public sealed class JournalIdsTests : IAsyncLifetime, IDisposable
{
    private const string Stream = "sections/masons";
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("solidarity-ids-");

    private string Folder => Path.Combine(_folder.FullName, "journal");

    public async Task InitializeAsync()
    {
        await using var journal = SqliteJournal.Open(Folder);
        for (var i = 1; i <= 3; i++)
            await AppendAsync(journal, i);
    }

    public Task DisposeAsync() => Task.CompletedTask;

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task What_was_answered_as_it_stands_is_right() =>
        (await CheckAsync([Accepted(1, at: 1), Refused(2), Accepted(3, at: 3), Unknown(9)])).ShouldBeEmpty();

    [Fact]
    public async Task What_was_decided_is_known_by_its_id()
    {
        var ids = await JournalIds.ReadAsync(Folder);
        (ids.Has(Accepted(1, at: 1).RequestId), ids.Has(Unknown(9).RequestId)).ShouldBe((true, false));
    }

    [Fact]
    public async Task What_is_missing_is_found() => (await CheckAsync([Accepted(4, at: 4)]))
        .ShouldHaveSingleItem().ShouldContain("in no entry");

    [Fact]
    public async Task A_refusal_that_is_missing_is_found() =>
        (await CheckAsync([Refused(4)])).ShouldHaveSingleItem();

    [Fact]
    public async Task What_stands_elsewhere_is_found() => (await CheckAsync([Accepted(1, at: 2)]))
        .ShouldHaveSingleItem().ShouldContain("not what the client was told");

    [Fact]
    public async Task What_another_body_answered_is_found() =>
        (await CheckAsync([Accepted(1, at: 1) with { Stream = "sections/joiners" }])).ShouldHaveSingleItem();

    [Fact]
    public void An_order_that_is_not_that_of_time_is_found()
    {
        var first = Accepted(1, at: 5) with { Start = 1, End = 2 };
        var second = Accepted(2, at: 4) with { Start = 3, End = 4 };
        JournalIds.CheckOrder([first, second]).ShouldNotBeNull();
        // At the same time, either may be first.
        JournalIds.CheckOrder([first, second with { Start = 2 }]).ShouldBeNull();
        JournalIds.CheckOrder([first, second with { Outcome = new Outcome.Accepted(6) }]).ShouldBeNull();
    }

    [Fact]
    public async Task Replicas_that_differ_in_one_byte_or_message_do_not_count_as_equal()
    {
        var image = await ReplicaImage.ReadAsync(Folder);
        image.Entries.Length.ShouldBe(3);
        image.Waiting.Length.ShouldBe(3);
        image.DifferenceTo(image).ShouldBeNull();
        image.DifferenceTo(image with { Entries = image.Entries[..2] }).ShouldNotBeNull();
        image.DifferenceTo(image with { Waiting = image.Waiting[..2] }).ShouldNotBeNull();
        image.DifferenceTo(image with { Entries = image.Entries.SetItem(1, image.Entries[1] + "x") }).ShouldNotBeNull();
    }

    private async Task<IReadOnlyList<string>> CheckAsync(SentCommand[] commands) =>
        (await JournalIds.ReadAsync(Folder)).Check(commands);

    private static async Task AppendAsync(SqliteJournal journal, int number)
    {
        var entry = new NewEntry(
            new CommandId(((UInt128)number << 96) + 7), new ContentHash(1), DateTimeOffset.UnixEpoch,
            "{}"u8.ToArray(), [new NewMessage(new StreamName("strikes/s"), "{}"u8.ToArray())]);
        await journal.AppendAsync(new Append(new StreamName(Stream), number - 1, [entry]));
    }

    private static SentCommand Accepted(int number, long at) => Sent(number, new Outcome.Accepted(at));

    private static SentCommand Refused(int number) => Sent(number, new Outcome.Refused("NO"));

    private static SentCommand Unknown(int number) => Sent(number, new Outcome.Unknown());

    private static SentCommand Sent(int number, Outcome outcome) =>
        new($"{number:x8}-0000-0000-0000-000000000007", Stream, 1, 2, outcome, "deposit");
}
