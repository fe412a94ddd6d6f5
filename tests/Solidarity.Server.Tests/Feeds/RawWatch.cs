using System.Buffers.Binary;
using System.Net;
using System.Net.Http.Headers;
using Google.Protobuf;

namespace Solidarity.Server.Tests.Feeds;

/// <summary>
/// A watch call over a connection of its own, made by hand, whose reader takes bytes from the stream when it wants to:
/// a gRPC client always has a buffer of its own in between. HTTP/2 lets the server send 64 KiB ahead and no more.
/// </summary>
internal sealed class RawWatch : IDisposable
{
    private const int WindowBytes = 65_535;
    private const int PrefixBytes = 5;

    private readonly HttpClient _client = new(new SocketsHttpHandler { InitialHttp2StreamWindowSize = WindowBytes });
    private Stream _stream = Stream.Null;

    private RawWatch()
    {
    }

    public static async Task<RawWatch> StartAsync(Uri server, V1.WatchBoardRequest request)
    {
        var watch = new RawWatch();
        var body = new byte[PrefixBytes + request.CalculateSize()];
        BinaryPrimitives.WriteInt32BigEndian(body.AsSpan(1), request.CalculateSize());
        request.WriteTo(body.AsSpan(PrefixBytes));
        var call = new HttpRequestMessage(HttpMethod.Post, new Uri(server, "/solidarity.v1.StrikesService/WatchBoard"))
        {
            Version = HttpVersion.Version20,
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
            Content = new ByteArrayContent(body),
        };
        call.Content.Headers.ContentType = new MediaTypeHeaderValue("application/grpc");
        call.Headers.TE.Add(new TransferCodingWithQualityHeaderValue("trailers"));
        var response = await watch._client.SendAsync(
            call, HttpCompletionOption.ResponseHeadersRead, Hosting.TestServer.Deadline());
        watch._stream = await response.Content.ReadAsStreamAsync();
        return watch;
    }

    /// <summary>Takes one byte off the stream, as somebody does on the worst of lines.</summary>
    public async Task<byte> TakeByteAsync()
    {
        var one = new byte[1];
        await _stream.ReadExactlyAsync(one, Hosting.TestServer.Deadline());
        return one[0];
    }

    /// <summary>The next message.</summary>
    /// <param name="taken">How much of its prefix has been taken already.</param>
    public async Task<V1.WatchBoardResponse> NextAsync(params byte[] taken)
    {
        var prefix = new byte[PrefixBytes];
        taken.CopyTo(prefix, 0);
        await _stream.ReadExactlyAsync(prefix.AsMemory(taken.Length), Hosting.TestServer.Deadline());
        var message = new byte[BinaryPrimitives.ReadInt32BigEndian(prefix.AsSpan(1))];
        await _stream.ReadExactlyAsync(message, Hosting.TestServer.Deadline());
        return V1.WatchBoardResponse.Parser.ParseFrom(message);
    }

    public void Dispose()
    {
        _stream.Dispose();
        _client.Dispose();
    }
}
