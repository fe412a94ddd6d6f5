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

    /// <summary>The one format that this code reads and writes, kept as <c>user_version</c>.</summary>
    internal const int FormatVersion = 1;

    /// <summary>Each entry changes one page in the midst of the index by stream, and a commit writes whole pages: half
    /// of SQLite's usual 4,096 bytes writes a third less for each entry, at the same cost of computing.</summary>
    internal const int PageBytes = 2048;

    /// <summary>What reads a message, the first id first.</summary>
    internal const string OutboxColumns = "id, count, sender, receivers, due, payload, seal";

    /// <summary>In the very words in which SQLite keeps them, so that opening can compare them. A row of the outbox
    /// holds <c>count</c> messages that say the same, with ids from <c>id</c> on: their receivers stand one a line.
    /// </summary>
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
          hash BLOB NOT NULL,
          further BLOB
        ) STRICT
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
        ("replica", """
        CREATE TABLE replica (
          id INTEGER PRIMARY KEY,
          log BLOB NOT NULL,
          segment INTEGER NOT NULL,
          place INTEGER NOT NULL
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
