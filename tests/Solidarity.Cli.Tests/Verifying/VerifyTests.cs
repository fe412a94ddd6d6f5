using System.Text.Json;
using Microsoft.Data.Sqlite;
using Solidarity.Cli.Tests.Replaying;

namespace Solidarity.Cli.Tests.Verifying;

/// <summary>Invariant 9 from the command line: whatever is done to a journal, <c>verify</c> names the first bad entry
/// and ends non-zero.</summary>
public sealed class VerifyTests(VerifyTests.Story story) : IClassFixture<VerifyTests.Story>
{
    public static TheoryData<string> Damages => new()
    {
        "UPDATE entries SET body = replace(body, 'deposited.v1', 'deposited.v2') WHERE position = {0}",
        "UPDATE entries SET at = at + 1 WHERE position = {0}",
        "UPDATE entries SET hash = zeroblob(32) WHERE position = {0}",
        "DELETE FROM entries WHERE position = {0}",
        "DELETE FROM entries WHERE position = (SELECT max(position) FROM entries)",
        "UPDATE entries SET position = -1 WHERE position = {0};"
            + "UPDATE entries SET position = {0} WHERE position = {0} + 1;"
            + "UPDATE entries SET position = {0} + 1 WHERE position = -1",
    };

    [Fact]
    public async Task An_honest_journal_verifies()
    {
        var (exitCode, report) = await VerifyAsync(story.Folder);

        exitCode.ShouldBe(0);
        report.GetProperty("chain").GetString().ShouldBe("ok");
        report.GetProperty("entries").GetInt64().ShouldBe(story.Entries);
        report.GetProperty("firstBad").ValueKind.ShouldBe(JsonValueKind.Null);
        report.GetProperty("currencies").GetArrayLength().ShouldBeGreaterThan(1);
    }

    [Theory]
    [MemberData(nameof(Damages))]
    public async Task A_damaged_journal_does_not(string damage)
    {
        using var folders = new Folders();
        var copy = story.CopyTo(folders.New());
        var position = Story.Scalar(copy, "SELECT min(position) FROM entries WHERE body LIKE '%section.deposited.v1%'");
        Story.Execute(copy, string.Format(null, System.Text.CompositeFormat.Parse(damage), position));

        var (exitCode, report) = await VerifyAsync(copy);

        exitCode.ShouldBe(1);
        report.GetProperty("chain").GetString().ShouldBe("broken");
        report.GetProperty("firstBad").GetProperty("problem").GetString().ShouldNotBeNullOrEmpty();
    }

    [Fact]
    public async Task A_changed_entry_is_named_by_its_position()
    {
        using var folders = new Folders();
        var copy = story.CopyTo(folders.New());
        Story.Execute(copy, "UPDATE entries SET body = replace(body, 'founded', 'unfound') WHERE position = 7");

        var (_, report) = await VerifyAsync(copy);

        report.GetProperty("firstBad").GetProperty("position").GetInt64().ShouldBe(7);
    }

    /// <summary>No lock can be made where a folder has its name, whoever asks: permissions do not bind every user.
    /// </summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Where_nothing_can_be_written_nothing_is(bool withLog)
    {
        using var folders = new Folders();
        var copy = story.CopyTo(folders.New());
        // Entries that stand in the log alone, as a crash leaves them.
        using var crashed = withLog ? Story.Open(copy) : null;
        if (crashed is not null)
        {
            using var change = new SqliteCommand("PRAGMA wal_autocheckpoint = 0", crashed);
            change.ExecuteNonQuery();
            using var write = new SqliteCommand("UPDATE head SET position = position", crashed);
            write.ExecuteNonQuery();
            File.Exists(Path.Combine(copy, "journal.db-wal")).ShouldBeTrue();
        }
        Directory.CreateDirectory(Path.Combine(copy, "journal.lock"));
        var before = Contents(copy);

        var (exitCode, report) = await VerifyAsync(copy);

        exitCode.ShouldBe(0);
        report.GetProperty("entries").GetInt64().ShouldBe(story.Entries);
        Contents(copy).ShouldBe(before);
    }

    [Fact]
    public async Task What_is_wrong_where_nothing_can_be_written_is_told_of_the_journal_itself()
    {
        using var folders = new Folders();
        var copy = folders.New();
        await File.WriteAllTextAsync(Path.Combine(copy, "journal.db"), new string('x', 10_000));
        Directory.CreateDirectory(Path.Combine(copy, "journal.lock"));

        var (exitCode, report) = await VerifyAsync(copy);

        exitCode.ShouldBe(1);
        report.GetProperty("firstBad").GetProperty("problem").GetString().ShouldNotBeNull()
            .ShouldStartWith(Path.Combine(copy, "journal.db"));
    }

    private static string[] Contents(string folder) =>
    [
        .. new DirectoryInfo(folder).EnumerateFileSystemInfos().Select(file => $"{file.Name} {file.LastWriteTimeUtc:O}")
            .Order(StringComparer.Ordinal),
    ];

    private static async Task<(int ExitCode, JsonElement Report)> VerifyAsync(string folder)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        var exitCode = await Cli.Program.RunAsync(
            ["verify", "--data", folder, "--json"], TextReader.Null, output, error, false, CancellationToken.None);
        return (exitCode, JsonDocument.Parse(output.ToString()).RootElement.Clone());
    }

    /// <summary>The journal of a whole replay, made once.</summary>
    public sealed class Story : IAsyncLifetime, IDisposable
    {
        private readonly Folders _folders = new();

        public string Folder { get; private set; } = "";

        public long Entries { get; private set; }

        public async Task InitializeAsync()
        {
            Folder = _folders.New();
            using var output = new StringWriter();
            using var error = new StringWriter();
            string[] replay = ["replay", Folders.Seeds, "--data", Folder];
            var exitCode = await Cli.Program.RunAsync(
                replay, TextReader.Null, output, error, false, CancellationToken.None);
            exitCode.ShouldBe(0, error.ToString());
            Entries = Scalar(Folder, "SELECT count(*) FROM entries");
        }

        public string CopyTo(string folder)
        {
            File.Copy(Path.Combine(Folder, "journal.db"), Path.Combine(folder, "journal.db"));
            return folder;
        }

        public Task DisposeAsync() => Task.CompletedTask;

        public void Dispose() => _folders.Dispose();

        internal static long Scalar(string folder, string sql)
        {
            using var connection = Open(folder);
            using var command = new SqliteCommand(sql, connection);
            return (long)command.ExecuteScalar()!;
        }

        internal static void Execute(string folder, string sql)
        {
            using var connection = Open(folder);
            using var command = new SqliteCommand(sql, connection);
            command.ExecuteNonQuery().ShouldBeGreaterThan(0);
        }

        internal static SqliteConnection Open(string folder)
        {
            var connection = new SqliteConnection($"Data Source={Path.Combine(folder, "journal.db")};Pooling=False");
            connection.Open();
            return connection;
        }
    }
}
