using System.IO.Compression;
using Grpc.Net.Compression;

namespace Solidarity.Server.Errors;

/// <summary>Unpacks compressed messages as gRPC does by itself, except that what cannot be unpacked is the caller's
/// fault, and that what would be too large is not unpacked further.</summary>
internal sealed class Unpacking(ICompressionProvider provider) : ICompressionProvider
{
    public static IList<ICompressionProvider> All =>
    [
        new Unpacking(new GzipCompressionProvider(CompressionLevel.Fastest)),
        new Unpacking(new DeflateCompressionProvider(CompressionLevel.Fastest)),
    ];

    public string EncodingName => provider.EncodingName;

    public Stream CreateCompressionStream(Stream stream, CompressionLevel? compressionLevel) =>
        provider.CreateCompressionStream(stream, compressionLevel);

    public Stream CreateDecompressionStream(Stream stream) =>
        new Unpacked(provider.CreateDecompressionStream(stream), EncodingName);

    private sealed class Unpacked(Stream inner, string encoding) : Stream
    {
        private long _read;

        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position
        {
            get => _read;
            set => throw new NotSupportedException();
        }

        public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

        public override int Read(Span<byte> buffer)
        {
            try
            {
                var count = inner.Read(buffer);
                _read += count;
                return _read <= ServerLimits.MessageBytesMax
                    ? count
                    : throw ErrorStatus.Of(StatusCode.ResourceExhausted, "MESSAGE_TOO_LARGE",
                        $"The message is larger than {ServerLimits.MessageBytesMax} bytes when it is unpacked.");
            }
            catch (InvalidDataException)
            {
                throw ErrorStatus.Unreadable($"The message cannot be unpacked: it is not packed by {encoding}.");
            }
        }

        public override void Flush()
        {
            // Nothing is ever written.
        }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        protected override void Dispose(bool disposing)
        {
            if (disposing)
                inner.Dispose();
            base.Dispose(disposing);
        }
    }
}
