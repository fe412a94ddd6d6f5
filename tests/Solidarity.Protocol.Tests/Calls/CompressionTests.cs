using Grpc.Core;
using Grpc.Net.Client;
using Solidarity.Protocol.Tests.Echoes;
using Solidarity.Protocol.Tests.Hosting;

namespace Solidarity.Protocol.Tests.Calls;

public sealed class CompressionTests
{
    // The official client takes this pseudo-header as the choice of the request's compression.
    private const string RequestEncodingHeader = "grpc-internal-encoding-request";

    private static readonly string Text = string.Concat(Enumerable.Repeat("workers of all countries ", 1_000));

    [Theory]
    [InlineData("gzip")]
    [InlineData("deflate")]
    public async Task Messages_are_compressed_both_ways(string encoding)
    {
        await using var host = await EchoHost.StartAsync();
        using var wire = new EncodingRecorder();
        using var channel = host.Connect(new GrpcChannelOptions { HttpHandler = wire });
        var headers = new Metadata { { RequestEncodingHeader, encoding }, { "want-encoding", encoding } };

        var reply = await new Echo.EchoClient(channel).SayAsync(new EchoRequest { Text = Text }, headers);

        reply.Text.ShouldBe(Text);
        reply.RequestEncoding.ShouldBe(encoding);
        wire.ResponseEncoding.ShouldBe(encoding);
        wire.Accepted.ShouldContain(encoding);
    }

    [Fact]
    public async Task Nothing_is_compressed_that_nobody_asked_to_compress()
    {
        await using var host = await EchoHost.StartAsync();
        using var wire = new EncodingRecorder();
        using var channel = host.Connect(new GrpcChannelOptions { HttpHandler = wire });

        var reply = await new Echo.EchoClient(channel).SayAsync(new EchoRequest { Text = Text });

        reply.Text.ShouldBe(Text);
        reply.RequestEncoding.ShouldBeOneOf("", "identity");
        (wire.ResponseEncoding ?? "identity").ShouldBe("identity");
    }

    [Fact]
    public async Task A_server_that_compresses_by_default_is_understood()
    {
        await using var host = await EchoHost.StartAsync(options => options.ResponseCompressionAlgorithm = "gzip");
        using var wire = new EncodingRecorder();
        using var channel = host.Connect(new GrpcChannelOptions { HttpHandler = wire });

        using var call = new Echo.EchoClient(channel).Repeat(new RepeatRequest { Text = Text, Times = 2 });
        var texts = new List<string>();
        await foreach (var reply in call.ResponseStream.ReadAllAsync())
            texts.Add(reply.Text);

        texts.ShouldBe([$"{Text} 1", $"{Text} 2"]);
        wire.ResponseEncoding.ShouldBe("gzip");
    }

    [Fact]
    public async Task An_unknown_compression_is_refused_by_name()
    {
        await using var host = await EchoHost.StartAsync();
        using var wire = new Renaming("grpc-encoding", "zstd");
        using var channel = host.Connect(new GrpcChannelOptions { HttpHandler = wire });
        var headers = new Metadata { { RequestEncodingHeader, "gzip" } };

        var failure = await Should.ThrowAsync<RpcException>(
            new Echo.EchoClient(channel).SayAsync(new EchoRequest { Text = Text }, headers).ResponseAsync);

        failure.StatusCode.ShouldBe(StatusCode.Unimplemented);
        failure.Status.Detail.ShouldContain("zstd");
    }

    /// <summary>Notes what the HTTP headers say of compression, below the gRPC client.</summary>
    private sealed class EncodingRecorder() : DelegatingHandler(new SocketsHttpHandler())
    {
        public string Accepted { get; private set; } = "";

        public string? ResponseEncoding { get; private set; }

        protected override async Task<HttpResponseMessage> SendAsync(
            HttpRequestMessage request, CancellationToken cancellationToken)
        {
            Accepted = string.Join(',', request.Headers.GetValues("grpc-accept-encoding"));
            var response = await base.SendAsync(request, cancellationToken);
            ResponseEncoding = response.Headers.TryGetValues("grpc-encoding", out var values) ? values.Single() : null;
            return response;
        }
    }

    /// <summary>Says something else in one request header than the gRPC client did.</summary>
    private sealed class Renaming(string header, string value) : DelegatingHandler(new SocketsHttpHandler())
    {
        protected override Task<HttpResponseMessage> SendAsync(
            HttpRequestMessage request, CancellationToken cancellationToken)
        {
            request.Headers.Remove(header);
            request.Headers.Add(header, value);
            return base.SendAsync(request, cancellationToken);
        }
    }
}
