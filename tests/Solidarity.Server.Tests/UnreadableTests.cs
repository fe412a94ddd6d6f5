using System.Buffers.Binary;
using System.IO.Compression;
using System.Net;
using System.Net.Http.Headers;
using Google.Protobuf;
using Google.Rpc;
using Grpc.Core;
using Solidarity.Server.Errors;
using Solidarity.Server.Paging;
using Solidarity.Server.Requests;
using Solidarity.Server.Tests.Hosting;
using static Solidarity.Server.Tests.Hosting.Story;
using ReflectionRequest = Grpc.Reflection.V1.ServerReflectionRequest;
using RpcStatus = Google.Rpc.Status;

namespace Solidarity.Server.Tests;

/// <summary>What is no request at all: bytes, frames and headers that no client library would send. Each is the
/// caller's fault, told as such with details, and nothing that the log calls an error.</summary>
public sealed class UnreadableTests(MalformedRequestTests.Begun begun) : IClassFixture<MalformedRequestTests.Begun>
{
    private const string GetSection = "/solidarity.v1.SectionsService/GetSection";
    private readonly TestServer _server = begun.Server;

    public static TheoryData<string, byte[]> BadMessages => new()
    {
        { "a length beyond the end", [0x0A, 0x7F, 0x61] },
        { "an end without a group", [0x0C] },
        { "tag zero", [0x00, 0x00] },
        { "a number without an end", [0x08, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0x01] },
        { "groups without end", [.. Enumerable.Repeat((byte)0x0B, 200)] },
        { "noise", [0x9B, 0x13, 0xE2, 0x55, 0x01, 0xFE, 0xFF] },
    };

    [Theory]
    [MemberData(nameof(BadMessages))]
    public async Task Bytes_that_are_no_message_are_a_bad_argument(string what, byte[] bytes)
    {
        var answer = await SendAsync(Framed(bytes));
        answer.ShouldSay(StatusCode.InvalidArgument, "MALFORMED", what);
        answer.Message.ShouldContain("GetSection");
    }

    [Fact]
    public async Task Frames_that_are_no_frames_are_a_bad_argument()
    {
        var frame = Framed(new V1.GetSectionRequest { Name = Masons }.ToByteArray());
        (await SendAsync([])).ShouldSay(StatusCode.InvalidArgument, "MALFORMED", "nothing");
        (await SendAsync(frame[..3])).ShouldSay(StatusCode.InvalidArgument, "MALFORMED", "half a head");
        (await SendAsync(frame[..^2])).ShouldSay(StatusCode.InvalidArgument, "MALFORMED", "cut off");
        (await SendAsync([.. frame, .. frame])).ShouldSay(StatusCode.InvalidArgument, "MALFORMED", "two messages");
        (await SendAsync([7, .. frame[1..]])).ShouldSay(StatusCode.InvalidArgument, "MALFORMED", "an unknown flag");
        (await SendAsync([1, .. frame[1..]])).ShouldSay(StatusCode.InvalidArgument, "MALFORMED", "packed by nothing");
        (await SendAsync(frame)).Code.ShouldBe(StatusCode.OK);
    }

    [Theory]
    [InlineData("gzip")]
    [InlineData("deflate")]
    public async Task What_cannot_be_unpacked_is_a_bad_argument(string encoding)
    {
        byte[] noise = [1, 0, 0, 0, 4, 9, 9, 9, 9];
        (await SendAsync(noise, encoding)).ShouldSay(StatusCode.InvalidArgument, "MALFORMED", encoding);
        // A bomb is small until it is unpacked.
        using var packed = new MemoryStream();
        using (Stream packer = encoding == "gzip" ? new GZipStream(packed, CompressionLevel.Fastest, true)
            : new ZLibStream(packed, CompressionLevel.Fastest, true))
            packer.Write(new byte[64 * 1024 * 1024]);
        (await SendAsync(Framed(packed.ToArray(), flag: 1), encoding)).Code.ShouldBe(StatusCode.ResourceExhausted);
    }

    [Fact]
    public async Task What_is_no_call_is_answered_as_HTTP_has_it()
    {
        var frame = Framed([]);
        (await SendAsync(frame, path: "/solidarity.v1.SectionsService/Sell")).Code.ShouldBe(StatusCode.Unimplemented);
        (await SendAsync(frame, path: "/nothing.of.the.kind/Get")).Code.ShouldBe(StatusCode.Unimplemented);
        (await SendAsync(Framed([1, 2, 3], flag: 1), "snappy")).Code.ShouldBe(StatusCode.Unimplemented);
        using var client = new HttpClient();
        using var html = Request(frame, GetSection);
        html.Content!.Headers.ContentType = new MediaTypeHeaderValue("text/html");
        (await client.SendAsync(html)).StatusCode.ShouldBe(HttpStatusCode.UnsupportedMediaType);
        using var get = Request(frame, GetSection);
        (get.Method, get.Content) = (HttpMethod.Get, null);
        ((int)(await client.SendAsync(get)).StatusCode).ShouldBeInRange(400, 499);
    }

    [Fact]
    public async Task Headers_without_measure_hurt_nobody()
    {
        using var client = new HttpClient();
        using var request = Request(Framed([]), GetSection);
        request.Headers.Add("x-long", new string('x', 200_000));
        try
        {
            using var response = await client.SendAsync(request);
            ((int)response.StatusCode).ShouldBeInRange(200, 499);
        }
        catch (HttpRequestException)
        {
            // The connection may be closed on it.
        }
        foreach (var timeout in (string[])["", "1", "-1S", "99999999999H", "1n", "soon"])
            (await SendAsync(Framed([]), timeout: timeout)).Code.ShouldBeOneOf(
                StatusCode.InvalidArgument, StatusCode.DeadlineExceeded, StatusCode.Cancelled);
        (await _server.Sections.GetSectionAsync(new() { Name = Masons })).Name.ShouldBe(Masons);
    }

    [Fact]
    public async Task Who_leaves_in_the_middle_of_a_message_leaves_no_error_behind()
    {
        using var client = new HttpClient();
        for (var i = 0; i < 20; i++)
        {
            using var request = Request([], GetSection);
            request.Content = new BrokenOff(Framed(new byte[1_000])[..(i * 20)])
            {
                Headers = { ContentType = new MediaTypeHeaderValue("application/grpc") },
            };
            await Should.ThrowAsync<HttpRequestException>(() => client.SendAsync(request, TestServer.Deadline()));
        }
        (await _server.Sections.GetSectionAsync(new() { Name = Masons })).Name.ShouldBe(Masons);
    }

    [Fact]
    public async Task A_message_that_is_too_large_is_RESOURCE_EXHAUSTED() =>
        (await SendAsync(Framed(new byte[ServerLimits.MessageBytesMax + 1]))).Code
            .ShouldBe(StatusCode.ResourceExhausted);

    [Theory]
    [InlineData("x")]
    [InlineData("-1")]
    [InlineData("99999999999999999999")]
    [InlineData(" 1")]
    [InlineData("\0")]
    public async Task A_token_that_somebody_made_up_is_a_bad_argument(string key)
    {
        var statement = TokenOf(key, "statement", Masons, "0", "");
        (await Refused.ByAsync(_server.Books.GetStatementAsync(new() { Body = Masons, PageToken = statement })))
            .ShouldSay(StatusCode.InvalidArgument, "MALFORMED", "page_token");
        var steps = TokenOf(key, "steps", "transfers/none-0000000000000000", "");
        (await Refused.ByAsync(_server.Transfers.ListTransferStepsAsync(
            new() { Name = "transfers/none-0000000000000000", PageToken = steps })))
            .ShouldSay(StatusCode.InvalidArgument, "MALFORMED", "page_token");
    }

    [Fact]
    public async Task Health_takes_no_more_than_a_name()
    {
        var health = new Grpc.Health.V1.Health.HealthClient(_server.Channel);
        var name = new string('x', 40_000);
        (await Refused.ByAsync(health.CheckAsync(new() { Service = name })))
            .ShouldSay(StatusCode.InvalidArgument, "MALFORMED");
        using var watch = health.Watch(new() { Service = name });
        (await Refused.ByCallAsync(() => watch.ResponseStream.MoveNext(TestServer.Deadline())))
            .ShouldSay(StatusCode.InvalidArgument, "MALFORMED");
        (await Refused.ByAsync(health.CheckAsync(new() { Service = name[..(ServerLimits.HealthNameCharsMax + 1)] })))
            .ShouldSay(StatusCode.InvalidArgument, "MALFORMED");
        (await Refused.ByAsync(health.CheckAsync(new() { Service = name[..ServerLimits.HealthNameCharsMax] })))
            .ShouldSay(StatusCode.NotFound, "NOT_FOUND");
        (await Refused.ByAsync(health.CheckAsync(new() { Service = "\u001B[2J" })))
            .ShouldSay(StatusCode.NotFound, "NOT_FOUND");
    }

    [Theory]
    [InlineData("v1")]
    [InlineData("v1alpha")]
    public async Task Reflection_takes_no_bytes_that_are_no_request_and_no_bombs(string version)
    {
        var path = $"/grpc.reflection.{version}.ServerReflection/ServerReflectionInfo";
        (await SendAsync(Framed([0x0A, 0x7F, 0x61]), path: path))
            .ShouldSay(StatusCode.InvalidArgument, "MALFORMED", version);
        using var packed = new MemoryStream();
        using (var packer = new GZipStream(packed, CompressionLevel.SmallestSize, leaveOpen: true))
            packer.Write(new ReflectionRequest { FileContainingSymbol = new string('x', 200_000) }.ToByteArray());
        packed.Length.ShouldBeLessThan(ServerLimits.ReflectionRequestBytesMax);
        (await SendAsync(Framed(packed.ToArray(), flag: 1), "gzip", path))
            .ShouldSay(StatusCode.ResourceExhausted, "RESOURCE_EXHAUSTED", version);
    }

    [Fact]
    public async Task However_many_fields_are_bad_the_answer_stays_small_and_counts_them()
    {
        var call = new V1.CallForAidRequest { RequestId = "no", Section = Masons, Strike = Strike };
        call.Recipients.AddRange(Enumerable.Repeat(new string('\u4E00', 400), 900));
        var told = await Should.ThrowAsync<RpcException>(async () => await _server.Calls.CallForAidAsync(call));
        told.StatusCode.ShouldBe(StatusCode.InvalidArgument);
        ErrorSizes.Of(told).ShouldBeLessThanOrEqualTo(ErrorStatus.TrailerBytesMax);
        var refused = Refused.Of(told);
        refused.Fields.Length.ShouldBeGreaterThan(0);
        // 900 recipients, the request's id and the scope.
        (refused.Fields.Length + int.Parse(refused.Metadata["fields_left_out"])).ShouldBe(902);
        refused.Message.ShouldContain("more fields");
    }

    [Theory]
    [InlineData('x')]
    [InlineData('\u4E00')]
    [InlineData('\u0301')]
    [InlineData('\u001B')]
    [InlineData('\u202E')]
    public async Task A_name_of_40_000_characters_is_not_told_back_whole(char letter)
    {
        var name = new string(letter, 40_000);
        foreach (var call in (AsyncUnaryCall<V1.CommandReply>[])
            [
                _server.Sections.DepositAsync(
                    new() { RequestId = name, Section = name, Amount = new() { CurrencyCode = name } }),
                _server.Pledges.HonourPledgeAsync(
                    new() { RequestId = _server.NewId(), Name = $"sections/{name}/pledges/p" }),
                _server.Corridors.ConfirmClaimAsync(new() { RequestId = _server.NewId(), Body = name, Hop = name }),
            ])
        {
            var told = await Should.ThrowAsync<RpcException>(async () => await call);
            told.StatusCode.ShouldBe(StatusCode.InvalidArgument);
            ErrorSizes.Of(told).ShouldBeLessThanOrEqualTo(ErrorStatus.TrailerBytesMax);
            told.Status.Detail.ShouldNotContain('\u001B');
            told.Status.Detail.ShouldNotContain('\u202E');
        }
    }

    private static string TokenOf(string key, params ReadOnlySpan<string> list) =>
        PageRequest.Read(new Fields(), 0, "", list).TokenFor(key);

    private async Task<Answer> SendAsync(
        byte[] body, string? encoding = null, string path = GetSection, string? timeout = null)
    {
        using var client = new HttpClient();
        using var request = Request(body, path);
        if (encoding is not null)
            request.Headers.Add("grpc-encoding", encoding);
        if (timeout is not null)
            request.Headers.TryAddWithoutValidation("grpc-timeout", timeout);
        using var response = await client.SendAsync(request, TestServer.Deadline());
        await response.Content.ReadAsByteArrayAsync(TestServer.Deadline());
        return Answer.Of(response);
    }

    private HttpRequestMessage Request(byte[] body, string path) => new(
        HttpMethod.Post, new Uri(_server.Server.Address, path))
    {
        Version = HttpVersion.Version20,
        VersionPolicy = HttpVersionPolicy.RequestVersionExact,
        Content = new ByteArrayContent(body) { Headers = { ContentType = new("application/grpc") } },
        Headers = { TE = { new TransferCodingWithQualityHeaderValue("trailers") } },
    };

    private static byte[] Framed(byte[] message, byte flag = 0)
    {
        var frame = new byte[5 + message.Length];
        frame[0] = flag;
        BinaryPrimitives.WriteInt32BigEndian(frame.AsSpan(1), message.Length);
        message.CopyTo(frame, 5);
        return frame;
    }

    /// <summary>Sends its bytes, and then no more, although it has not ended.</summary>
    private sealed class BrokenOff(byte[] bytes) : HttpContent
    {
        protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context)
        {
            await stream.WriteAsync(bytes);
            await stream.FlushAsync();
            throw new IOException("the line is dead");
        }

        protected override bool TryComputeLength(out long length)
        {
            length = 0;
            return false;
        }
    }

    private sealed record Answer(StatusCode Code, string Message, string? Details)
    {
        public static Answer Of(HttpResponseMessage response) => new(
            (StatusCode)int.Parse(Find(response, "grpc-status") ?? "-1"),
            Uri.UnescapeDataString(Find(response, "grpc-message") ?? ""),
            Find(response, MetadataExtensions.StatusDetailsTrailerName));

        public void ShouldSay(StatusCode code, string reason, string what)
        {
            Code.ShouldBe(code, $"{what}: {Message}");
            Details.ShouldNotBeNull(what);
            var padded = Details.PadRight((Details.Length + 3) / 4 * 4, '=');
            var status = RpcStatus.Parser.ParseFrom(Convert.FromBase64String(padded));
            status.Message.ShouldBe(Message);
            status.Details[0].Unpack<ErrorInfo>().Reason.ShouldBe(reason, what);
        }

        private static string? Find(HttpResponseMessage response, string name) =>
            response.Headers.TryGetValues(name, out var header) ? header.Single()
            : response.TrailingHeaders.TryGetValues(name, out var trailer) ? trailer.Single()
            : null;
    }
}

/// <summary>How large the trailers of a failed call are on the wire.</summary>
internal static class ErrorSizes
{
    public static int Of(RpcException told) => Of(told.Status.Detail, told.Trailers);

    public static int Of(string message, Metadata trailers)
    {
        var text = System.Text.Encoding.UTF8.GetBytes(message)
            .Sum(b => b is >= (byte)' ' and <= (byte)'~' and not (byte)'%' ? 1 : 3);
        return text + trailers.Sum(trailer => trailer.Key.Length
            + (trailer.IsBinary ? (trailer.ValueBytes.Length + 2) / 3 * 4 : trailer.Value.Length));
    }
}
