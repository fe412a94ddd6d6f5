namespace Solidarity.Storage.Sqlite;

/// <summary>
/// The tables of a journal, readable with <c>sqlite3 journal.db</c>: bodies and payloads are text. An entry's hash is
/// explained at <see cref="HashChain"/>, a seal at <see cref="Sealer"/>.
/// Entries lie in one rowid table by position, which makes writing an append at the end of a file; the index by
/// stream and version is the one that is written all over the place, so it holds two small integers.
/// </summary>
internal static class JournalSchema
{
    /// <summary>"SOLJ": tells a journal from any other SQLite file.</summary>
    internal const int ApplicationId = 0x534F4C4A;

    /// <summary>The format that this code writes, SQLite's <c>user_version</c>. Raise it when a table changes.</summary>
    internal const int FormatVersion = 1;

    /// <summary>Each entry changes one page in the midst of the index by stream, and a commit writes whole pages: half
    /// of SQLite's usual 4,096 bytes writes a third less for each entry, at the same cost of computing.</summary>
    internal const int PageBytes = 2048;

    /// <summary>Statement by statement as SQLite keeps them, so that opening can compare them.</summary>
    internal static readonly string[] Tables =
    [
        """
        CREATE TABLE streams (
          id INTEGER PRIMARY KEY,
          name TEXT NOT NULL UNIQUE
        ) STRICT
        """,
        """
        CREATE TABLE entries (
          position INTEGER PRIMARY KEY,
          stream INTEGER NOT NULL,
          version INTEGER NOT NULL,
          command BLOB NOT NULL,
          content BLOB NOT NULL,
          at INTEGER NOT NULL,
          body TEXT NOT NULL,
          hash BLOB NOT NULL
        ) STRICT
        """,
        "CREATE UNIQUE INDEX entries_by_stream ON entries (stream, version)",
        "CREATE UNIQUE INDEX entries_by_command ON entries (command)",
        """
        CREATE TABLE outbox (
          id INTEGER PRIMARY KEY,
          sender TEXT NOT NULL,
          receiver TEXT NOT NULL,
          due INTEGER,
          payload TEXT NOT NULL,
          seal BLOB NOT NULL
        ) STRICT
        """,
        "CREATE INDEX outbox_by_due ON outbox (due) WHERE due IS NOT NULL",
        """
        CREATE TABLE snapshots (
          stream INTEGER PRIMARY KEY,
          version INTEGER NOT NULL,
          format TEXT NOT NULL,
          state BLOB NOT NULL,
          seal BLOB NOT NULL
        ) STRICT
        """,
        """
        CREATE TABLE head (
          id INTEGER PRIMARY KEY,
          position INTEGER NOT NULL,
          hash BLOB NOT NULL,
          messages INTEGER NOT NULL,
          seal BLOB NOT NULL
        ) STRICT
        """,
    ];
}
