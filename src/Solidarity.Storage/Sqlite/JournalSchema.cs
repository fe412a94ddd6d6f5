namespace Solidarity.Storage.Sqlite;

/// <summary>
/// The tables of a journal, readable with <c>sqlite3 journal.db</c>: bodies and payloads are text. An entry's hash is
/// explained at <see cref="HashChain"/>, a seal at <see cref="Sealer"/>.
/// Entries lie in one rowid table by position, which makes writing an append at the end of a file; the index by
/// stream and version is the one that is written all over the place, so it holds two small integers.
/// The ids of messages that an entry answers behind its first (<see cref="FurtherAnswers"/>) stand in
/// <c>answers</c> as well, where they are found and unique. Ids rise, so that is written at its end, too.
/// </summary>
internal static class JournalSchema
{
    /// <summary>"SOLJ": tells a journal from any other SQLite file.</summary>
    internal const int ApplicationId = 0x534F4C4A;

    /// <summary>The format that this code writes, kept as <c>user_version</c>. Raise it when a table changes.</summary>
    internal const int FormatVersion = 3;

    /// <summary>The oldest format that is still read, and brought up to the present one when it is opened to write. In
    /// format 1 the outbox had one receiver a row, and the same seal; in formats 1 and 2 an entry answered one command.
    /// </summary>
    internal const int FormatVersionMin = 1;

    /// <summary>Each entry changes one page in the midst of the index by stream, and a commit writes whole pages: half
    /// of SQLite's usual 4,096 bytes writes a third less for each entry, at the same cost of computing.</summary>
    internal const int PageBytes = 2048;

    /// <summary>What reads a message, the first id first.</summary>
    internal static string OutboxColumns(long format) => format == 1
        ? "id, 1 AS count, sender, receiver, due, payload, seal"
        : "id, count, sender, receivers, due, payload, seal";

    /// <summary>Whether an entry can answer several messages.</summary>
    internal static bool HasAnswers(long format) => format >= 3;

    /// <summary>The column of an entry's further messages.</summary>
    internal static string FurtherColumn(long format) => HasAnswers(format) ? "further" : "NULL AS further";

    /// <summary>The tables of a format.</summary>
    internal static IEnumerable<(string Name, string Sql)> TablesOf(long format) => Tables
        .Where(table => table.Name != "answers" || HasAnswers(format))
        .Select(table => (table.Name, Sql: table.Name switch
        {
            "outbox" when format == 1 => OutboxOfFormat1,
            "entries" when !HasAnswers(format) => table.Sql.Replace(", further BLOB", "", StringComparison.Ordinal),
            _ => table.Sql,
        }));

    private const string OutboxOfFormat1 = """
        CREATE TABLE outbox (
          id INTEGER PRIMARY KEY,
          sender TEXT NOT NULL,
          receiver TEXT NOT NULL,
          due INTEGER,
          payload TEXT NOT NULL,
          seal BLOB NOT NULL
        ) STRICT
        """;

    /// <summary>What brings a journal of an older format up to this one; to be run in one transaction.</summary>
    internal static IEnumerable<string> UpgradeFrom(long format) => format switch
    {
        1 => [.. From1, .. From2],
        2 => From2,
        _ => [],
    };

    private static string[] From1 =>
    [
        "ALTER TABLE outbox RENAME TO outbox_1",
        "DROP INDEX outbox_by_due",
        SqlOf("outbox"),
        $"INSERT INTO outbox SELECT {OutboxColumns(1)} FROM outbox_1",
        "DROP TABLE outbox_1",
        SqlOf("outbox_by_due"),
    ];

    /// <summary>Nothing is copied, however long the journal is: an absent value costs no byte in a row that has none.
    /// </summary>
    private static string[] From2 =>
    [
        "ALTER TABLE entries ADD COLUMN further BLOB",
        SqlOf("answers"),
        "PRAGMA user_version = 3",
    ];

    private static string SqlOf(string name) => Tables.Single(table => table.Name == name).Sql;

    /// <summary>In the very words in which SQLite keeps them, so that opening can compare them. A row of the outbox
    /// holds <c>count</c> messages that say the same, with ids from <c>id</c> on: their receivers stand one a line. The
    /// last column of an entry stands as SQLite writes one that was added later.</summary>
    internal static readonly (string Name, string Sql)[] Tables =
    [
        ("streams", """
        CREATE TABLE streams (
          id INTEGER PRIMARY KEY,
          name TEXT NOT NULL UNIQUE
        ) STRICT
        """),
        ("entries", """
        CREATE TABLE entries (
          position INTEGER PRIMARY KEY,
          stream INTEGER NOT NULL,
          version INTEGER NOT NULL,
          command BLOB NOT NULL,
          content BLOB NOT NULL,
          at INTEGER NOT NULL,
          body TEXT NOT NULL,
          hash BLOB NOT NULL
        , further BLOB) STRICT
        """),
        ("answers", """
        CREATE TABLE answers (
          message INTEGER PRIMARY KEY,
          position INTEGER NOT NULL
        ) STRICT
        """),
        ("entries_by_stream", "CREATE UNIQUE INDEX entries_by_stream ON entries (stream, version)"),
        ("entries_by_command", "CREATE UNIQUE INDEX entries_by_command ON entries (command)"),
        ("outbox", """
        CREATE TABLE outbox (
          id INTEGER PRIMARY KEY,
          count INTEGER NOT NULL,
          sender TEXT NOT NULL,
          receivers TEXT NOT NULL,
          due INTEGER,
          payload TEXT NOT NULL,
          seal BLOB NOT NULL
        ) STRICT
        """),
        ("outbox_by_due", "CREATE INDEX outbox_by_due ON outbox (due) WHERE due IS NOT NULL"),
        ("snapshots", """
        CREATE TABLE snapshots (
          stream INTEGER PRIMARY KEY,
          version INTEGER NOT NULL,
          format TEXT NOT NULL,
          state BLOB NOT NULL,
          seal BLOB NOT NULL
        ) STRICT
        """),
        ("head", """
        CREATE TABLE head (
          id INTEGER PRIMARY KEY,
          position INTEGER NOT NULL,
          hash BLOB NOT NULL,
          messages INTEGER NOT NULL,
          seal BLOB NOT NULL
        ) STRICT
        """),
    ];
}
