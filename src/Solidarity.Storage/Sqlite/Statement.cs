using System.Buffers.Binary;
using System.Text;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Solidarity.Storage.Sqlite;

/// <summary>
/// A prepared statement on SQLite's own interface: <c>Microsoft.Data.Sqlite</c> opens the connection, but a command of
/// it costs a dozen allocations for each row, and the journal writes a row in a few microseconds. Text is bound and
/// read as UTF-8 bytes, never as a <see cref="string"/>. Not for several threads at once.
/// Parameters count from 1 and columns from 0, as in SQLite.
/// </summary>
internal sealed class Statement : IDisposable
{
    private readonly sqlite3 _database;
    private readonly sqlite3_stmt _statement;

    internal Statement(SqliteConnection connection, string sql)
    {
        _database = connection.Handle ?? throw new InvalidOperationException("the connection is not open");
        Check(raw.sqlite3_prepare_v3(_database, sql, raw.SQLITE_PREPARE_PERSISTENT, out _statement));
    }

    internal void Bind(int parameter, long value) => Check(raw.sqlite3_bind_int64(_statement, parameter, value));

    internal void Bind(int parameter, long? value) =>
        Check(value is { } known
            ? raw.sqlite3_bind_int64(_statement, parameter, known)
            : raw.sqlite3_bind_null(_statement, parameter));

    internal void Bind(int parameter, UInt128 value)
    {
        Span<byte> bytes = stackalloc byte[16];
        BinaryPrimitives.WriteUInt128BigEndian(bytes, value);
        BindBlob(parameter, bytes);
    }

    internal void Bind(int parameter, Hash256 value)
    {
        Span<byte> bytes = stackalloc byte[Hash256.Bytes];
        value.Write(bytes);
        BindBlob(parameter, bytes);
    }

    internal void BindBlob(int parameter, ReadOnlySpan<byte> value) =>
        Check(raw.sqlite3_bind_blob(_statement, parameter, value));

    internal void BindBlobOrNull(int parameter, ReadOnlySpan<byte> value) =>
        Check(value.IsEmpty
            ? raw.sqlite3_bind_null(_statement, parameter)
            : raw.sqlite3_bind_blob(_statement, parameter, value));

    /// <summary>An empty span would be bound as NULL, so empty text takes another way.</summary>
    internal void BindText(int parameter, ReadOnlySpan<byte> utf8) =>
        Check(utf8.IsEmpty
            ? raw.sqlite3_bind_text(_statement, parameter, string.Empty)
            : raw.sqlite3_bind_text(_statement, parameter, utf8));

    internal void BindText(int parameter, string value) =>
        Check(raw.sqlite3_bind_text(_statement, parameter, value));

    /// <summary>Goes on to the next row.</summary>
    /// <returns>False when there is none.</returns>
    internal bool Step()
    {
        var code = raw.sqlite3_step(_statement);
        if (code == raw.SQLITE_ROW) return true;
        if (code != raw.SQLITE_DONE) ResetAndThrow(code);
        return false;
    }

    /// <summary>Runs a statement that returns no rows.</summary>
    internal void Run()
    {
        Step();
        Reset();
    }

    /// <summary>Runs a statement that returns no rows and may break a UNIQUE constraint.</summary>
    /// <returns>False where it broke one; it then changed nothing.</returns>
    internal bool TryRun()
    {
        var code = raw.sqlite3_step(_statement);
        if (code != raw.SQLITE_DONE && PrimaryCode(code) != raw.SQLITE_CONSTRAINT) ResetAndThrow(code);
        Reset();
        return code == raw.SQLITE_DONE;
    }

    /// <summary>Runs a statement that writes one row, or none where a condition of its own or a UNIQUE constraint is
    /// against it.</summary>
    /// <returns>Whether it wrote one.</returns>
    internal bool TryRunOne() => TryRun() && raw.sqlite3_changes(_database) == 1;

    /// <summary>Ends the statement, so that it holds no view of the database and can be run again.</summary>
    /// <remarks>Its code only repeats what <see cref="Step"/> already told.</remarks>
    internal void Reset() => _ = raw.sqlite3_reset(_statement);

    internal bool IsNull(int column) => raw.sqlite3_column_type(_statement, column) == raw.SQLITE_NULL;

    internal long Long(int column) => raw.sqlite3_column_int64(_statement, column);

    internal long? NullableLong(int column) => IsNull(column) ? null : Long(column);

    /// <summary>The bytes of a blob or text, valid until the next step.</summary>
    internal ReadOnlySpan<byte> Bytes(int column) => raw.sqlite3_column_blob(_statement, column);

    internal string Text(int column) => Encoding.UTF8.GetString(Bytes(column));

    internal UInt128 UInt128(int column) => BinaryPrimitives.ReadUInt128BigEndian(Sized(column, 16));

    internal Hash256 Hash(int column) => Hash256.Read(Sized(column, Hash256.Bytes));

    public void Dispose() => _statement.Dispose();

    internal static int PrimaryCode(int code) => code & 0xFF;

    private ReadOnlySpan<byte> Sized(int column, int bytes)
    {
        var value = Bytes(column);
        return value.Length == bytes
            ? value
            : throw new DamageException(
                $"a value of {raw.sqlite3_column_name(_statement, column).utf8_to_string()} has {value.Length} bytes "
                + $"where {bytes} were written");
    }

    private void ResetAndThrow(int code)
    {
        try
        {
            SqliteException.ThrowExceptionForRC(code, _database);
        }
        finally
        {
            Reset();
        }
    }

    private void Check(int code)
    {
        if (code != raw.SQLITE_OK) SqliteException.ThrowExceptionForRC(code, _database);
    }
}
