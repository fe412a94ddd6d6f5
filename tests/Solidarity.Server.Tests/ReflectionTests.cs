using System.Net.Sockets;
using Google.Protobuf;
using Google.Protobuf.Reflection;
using Grpc.Core;
using Grpc.Net.Client;
using Grpc.Reflection.V1;
using Microsoft.Extensions.DependencyInjection;
using Solidarity.Server.Errors;
using Solidarity.Server.Tests.Hosting;
using Call = Grpc.Core.AsyncDuplexStreamingCall<
    Grpc.Reflection.V1.ServerReflectionRequest, Grpc.Reflection.V1.ServerReflectionResponse>;

namespace Solidarity.Server.Tests;

/// <summary>What tools such as grpcurl are told of our services, in both versions that they ask in. The messages of
/// both are the same.</summary>
public sealed class ReflectionTests(MalformedRequestTests.Begun begun) : IClassFixture<MalformedRequestTests.Begun>
{
    private readonly TestServer _server = begun.Server;

    public static TheoryData<string> Versions => ["v1", "v1alpha"];

    [Theory]
    [MemberData(nameof(Versions))]
    public async Task All_services_are_listed(string version)
    {
        using var call = Ask(version);

        var listed = (await AnswerAsync(call, new() { ListServices = "" })).ListServicesResponse.Service;

        listed.Select(service => service.Name).ShouldBe(StartTests.Services, ignoreOrder: true);
        await call.RequestStream.CompleteAsync();
        (await call.ResponseStream.MoveNext(TestServer.Deadline())).ShouldBeFalse();
    }

    [Theory]
    [MemberData(nameof(Versions))]
    public async Task A_file_is_found_by_its_name_and_by_what_it_declares_with_all_that_it_imports(string version)
    {
        const string pledges = "solidarity/v1/pledges.proto";
        using var call = Ask(version);
        string[] symbols =
        [
            "solidarity.v1.PledgesService", "solidarity.v1.PledgesService.Pledge", "solidarity.v1.PledgeRequest",
        ];

        var byName = FileNames(await AnswerAsync(call, new() { FileByFilename = pledges }));

        byName[0].ShouldBe(pledges);
        byName.ShouldContain("solidarity/v1/common.proto");
        byName.ShouldContain("google/protobuf/timestamp.proto");
        foreach (var symbol in symbols)
            FileNames(await AnswerAsync(call, new() { FileContainingSymbol = symbol })).ShouldBe(byName, symbol);
    }

    [Theory]
    [MemberData(nameof(Versions))]
    public async Task What_is_unknown_or_asks_nothing_is_an_error_and_the_stream_goes_on(string version)
    {
        using var call = Ask(version);

        (await AnswerAsync(call, new() { FileByFilename = "nowhere.proto" })).ErrorResponse.ErrorCode
            .ShouldBe((int)StatusCode.NotFound);
        (await AnswerAsync(call, new() { FileContainingSymbol = "solidarity.v1.Nobody" })).ErrorResponse.ErrorCode
            .ShouldBe((int)StatusCode.NotFound);
        (await AnswerAsync(call, new())).ErrorResponse.ErrorCode.ShouldBe((int)StatusCode.Unimplemented);
        (await AnswerAsync(call, new() { ListServices = "" })).ListServicesResponse.Service.ShouldNotBeEmpty();
    }

    [Theory]
    [MemberData(nameof(Versions))]
    public async Task A_request_has_room_for_a_name_and_not_for_more(string version)
    {
        var most = new ServerReflectionRequest { FileContainingSymbol = "" };
        most.FileContainingSymbol = new string('x', ServerLimits.ReflectionRequestBytesMax - most.CalculateSize() - 1);
        most.CalculateSize().ShouldBe(ServerLimits.ReflectionRequestBytesMax);
        using var call = Ask(version);

        (await AnswerAsync(call, most)).ErrorResponse.ErrorCode.ShouldBe((int)StatusCode.NotFound);
        most.FileContainingSymbol += "x";
        (await Refused.ByCallAsync(() => AnswerAsync(call, most)))
            .ShouldSay(StatusCode.ResourceExhausted, "RESOURCE_EXHAUSTED");
    }

    [Theory]
    [MemberData(nameof(Versions))]
    public async Task Who_leaves_without_a_word_leaves_no_error_behind(string version)
    {
        await using var server = await TestServer.StartAsync();
        for (var i = 0; i < 20; i++)
        {
            using var call = Ask(version, server.Channel);
            await AnswerAsync(call, new() { ListServices = "" });
        }
        // The log is looked at when the server has ended, and with it all calls.
    }

    [Theory]
    [MemberData(nameof(Versions))]
    public async Task Whose_line_breaks_leaves_no_error_behind(string version)
    {
        await using var server = await TestServer.StartAsync();
        for (var i = 0; i < 20; i++)
        {
            var line = new Socket(SocketType.Stream, ProtocolType.Tcp);
            using var channel = GrpcChannel.ForAddress(server.Server.Address, new GrpcChannelOptions
            {
                HttpHandler = new SocketsHttpHandler
                {
                    ConnectCallback = async (context, cancellation) =>
                    {
                        await line.ConnectAsync(context.DnsEndPoint, cancellation);
                        return new NetworkStream(line, ownsSocket: true);
                    },
                },
                DisposeHttpClient = true,
            });
            using var call = Ask(version, channel);
            await AnswerAsync(call, new() { ListServices = "" });
            // At once, without a word of HTTP/2 or TCP.
            line.Close(timeout: 0);
            await Should.ThrowAsync<RpcException>(() => call.ResponseStream.MoveNext(TestServer.Deadline()));
        }
    }

    [Fact]
    public async Task A_line_that_breaks_before_its_call_is_cancelled_is_no_fault_of_ours()
    {
        var errors = ActivatorUtilities.CreateInstance<ErrorInterceptor>(_server.Server.Services);

        // Which of the two the service hears of first is up to the machine. Nothing is asked of the call.
        var told = await Should.ThrowAsync<RpcException>(() => errors.DuplexStreamingServerHandler<object, object>(
            null!, null!, null!, (_, _, _) => throw new IOException("The client reset the request stream.")));

        Refused.Of(told).ShouldSay(StatusCode.Cancelled, "CANCELLED");
    }

    private Call Ask(string version, GrpcChannel? channel = null) =>
        (channel ?? _server.Channel).CreateCallInvoker().AsyncDuplexStreamingCall(
            new Method<ServerReflectionRequest, ServerReflectionResponse>(
                MethodType.DuplexStreaming, $"grpc.reflection.{version}.ServerReflection", "ServerReflectionInfo",
                Marshaller(ServerReflectionRequest.Parser), Marshaller(ServerReflectionResponse.Parser)),
            host: null, new CallOptions());

    private static Marshaller<T> Marshaller<T>(MessageParser<T> parser) where T : IMessage<T> =>
        Marshallers.Create(message => message.ToByteArray(), parser.ParseFrom);

    private static async Task<ServerReflectionResponse> AnswerAsync(Call call, ServerReflectionRequest request)
    {
        await call.RequestStream.WriteAsync(request);
        (await call.ResponseStream.MoveNext(TestServer.Deadline())).ShouldBeTrue();
        return call.ResponseStream.Current;
    }

    private static string[] FileNames(ServerReflectionResponse response) =>
    [
        .. response.FileDescriptorResponse.FileDescriptorProto
            .Select(bytes => FileDescriptorProto.Parser.ParseFrom(bytes).Name),
    ];
}
