using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Solidarity.Grains.Entries;

/// <summary>Writes JSON as the journal keeps it, in a per-thread buffer, reused.</summary>
internal static class JsonBuffer
{
    /// <summary>A larger buffer is not kept.</summary>
    private const int KeptBytesMax = 64 * 1024;

    private static readonly JsonWriterOptions WriterOptions = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        SkipValidation = true,
    };

    [ThreadStatic]
    private static Scratch? _scratch;

    /// <param name="value">What is to be written.</param>
    /// <param name="write">Writes it.</param>
    public static byte[] Write<T>(T value, Action<Utf8JsonWriter, T> write)
    {
        var scratch = _scratch ?? new Scratch();
        var (buffer, writer) = scratch;
        // Whoever writes on this thread meanwhile, or after a failure, takes another.
        _scratch = null;
        write(writer, value);
        writer.Flush();
        var written = buffer.WrittenSpan.ToArray();
        if (buffer.Capacity <= KeptBytesMax)
        {
            buffer.ResetWrittenCount();
            writer.Reset();
            _scratch = scratch;
        }
        return written;
    }

    private sealed record Scratch(ArrayBufferWriter<byte> Buffer, Utf8JsonWriter Writer)
    {
        public Scratch() : this(new ArrayBufferWriter<byte>(1024))
        {
        }

        private Scratch(ArrayBufferWriter<byte> buffer) : this(buffer, new Utf8JsonWriter(buffer, WriterOptions))
        {
        }
    }
}
