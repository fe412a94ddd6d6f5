using Google.Protobuf.Reflection;
using Grpc.Core;
using Grpc.Reflection.V1;
using Solidarity.Protocol.Tests.Hosting;
using Request = Grpc.Reflection.V1.ServerReflectionRequest;
using Response = Grpc.Reflection.V1.ServerReflectionResponse;

namespace Solidarity.Protocol.Tests.Endpoints;

public sealed class ReflectionTests
{
    [Fact]
    public async Task All_mapped_services_are_listed()
    {
        var response = await AskAsync(new Request { ListServices = "" });

        response.ListServicesResponse.Service.Select(service => service.Name).ShouldBe(
            ["echo.Echo", "echo.extended.Extended", "grpc.health.v1.Health", "grpc.reflection.v1.ServerReflection"]);
    }

    [Fact]
    public async Task A_file_is_found_by_its_name_and_comes_with_all_that_it_imports()
    {
        var response = await AskAsync(new Request { FileByFilename = "extended.proto" });

        FileNames(response).ShouldBe(["extended.proto", "echo.proto", "google/protobuf/descriptor.proto"]);
    }

    [Theory]
    [InlineData("echo.Echo", "echo.proto")]
    [InlineData("echo.Echo.Say", "echo.proto")]
    [InlineData("echo.EchoRequest", "echo.proto")]
    [InlineData("echo.EchoRequest.text", "echo.proto")]
    [InlineData("echo.extended.Question.Part", "extended.proto")]
    [InlineData("echo.extended.Question.Part.text", "extended.proto")]
    [InlineData("echo.extended.Question.kind", "extended.proto")]
    [InlineData("echo.extended.Question.Mood", "extended.proto")]
    [InlineData("echo.extended.Question.MOOD_HOPEFUL", "extended.proto")]
    [InlineData("echo.extended.tariff", "extended.proto")]
    [InlineData("google.protobuf.MethodOptions", "google/protobuf/descriptor.proto")]
    public async Task A_file_is_found_by_what_it_declares(string symbol, string file)
    {
        var response = await AskAsync(new Request { FileContainingSymbol = symbol });

        FileNames(response).First().ShouldBe(file);
    }

    [Fact]
    public async Task A_file_is_found_by_an_extension_that_it_declares()
    {
        var extension = new ExtensionRequest
        {
            ContainingType = "google.protobuf.MethodOptions",
            ExtensionNumber = 50001,
        };

        var response = await AskAsync(new Request { FileContainingExtension = extension });

        FileNames(response).First().ShouldBe("extended.proto");
    }

    [Theory]
    [InlineData("google.protobuf.MethodOptions", new[] { 50001 })]
    [InlineData("echo.EchoReply", new int[0])]
    [InlineData("echo.extended.Question.Part", new int[0])]
    public async Task The_numbers_of_a_messages_extensions_are_told(string message, int[] numbers)
    {
        var response = await AskAsync(new Request { AllExtensionNumbersOfType = message });

        response.AllExtensionNumbersResponse.BaseTypeName.ShouldBe(message);
        response.AllExtensionNumbersResponse.ExtensionNumber.ShouldBe(numbers);
    }

    public static TheoryData<string, Request> Unknown() => new()
    {
        { "nowhere.proto", new Request { FileByFilename = "nowhere.proto" } },
        { "echo.Nobody", new Request { FileContainingSymbol = "echo.Nobody" } },
        { "echo.Nobody", new Request { AllExtensionNumbersOfType = "echo.Nobody" } },
        { "echo.Echo", new Request { AllExtensionNumbersOfType = "echo.Echo" } },
        { "7", new Request { FileContainingExtension = new() { ContainingType = "echo.Echo", ExtensionNumber = 7 } } },
    };

    [Theory]
    [MemberData(nameof(Unknown))]
    public async Task What_is_unknown_is_not_found_and_named(string named, Request request)
    {
        var response = await AskAsync(request);

        response.ErrorResponse.ErrorCode.ShouldBe((int)StatusCode.NotFound);
        response.ErrorResponse.ErrorMessage.ShouldContain(named);
    }

    [Fact]
    public async Task An_empty_request_is_invalid_and_the_stream_goes_on()
    {
        await using var host = await EchoHost.StartAsync();
        using var channel = host.Connect();
        using var call = new ServerReflection.ServerReflectionClient(channel).ServerReflectionInfo();

        (await AskAsync(call, new Request())).ErrorResponse.ErrorCode.ShouldBe((int)StatusCode.InvalidArgument);
        (await AskAsync(call, new Request { ListServices = "*" })).ListServicesResponse.Service.Count.ShouldBe(4);
    }

    [Fact]
    public async Task A_client_may_leave_without_a_word()
    {
        await using var host = await EchoHost.StartAsync();
        using var channel = host.Connect();
        var call = new ServerReflection.ServerReflectionClient(channel).ServerReflectionInfo();
        await AskAsync(call, new Request { ListServices = "" });

        call.Dispose();

        // Beside this, the host would find an error in the log of the server.
        call.GetStatus().StatusCode.ShouldBe(StatusCode.Cancelled);
    }

    private static async Task<Response> AskAsync(Request request)
    {
        await using var host = await EchoHost.StartAsync();
        using var channel = host.Connect();
        using var call = new ServerReflection.ServerReflectionClient(channel).ServerReflectionInfo();
        var response = await AskAsync(call, request);
        await call.RequestStream.CompleteAsync();
        (await call.ResponseStream.MoveNext()).ShouldBeFalse();
        return response;
    }

    private static async Task<Response> AskAsync(AsyncDuplexStreamingCall<Request, Response> call, Request request)
    {
        request.Host = "kitchen-table";
        await call.RequestStream.WriteAsync(request);
        (await call.ResponseStream.MoveNext()).ShouldBeTrue();
        var response = call.ResponseStream.Current;
        response.OriginalRequest.ShouldBe(request);
        response.ValidHost.ShouldBe(request.Host);
        return response;
    }

    private static IEnumerable<string> FileNames(Response response) =>
        response.FileDescriptorResponse.FileDescriptorProto
            .Select(bytes => FileDescriptorProto.Parser.ParseFrom(bytes).Name);
}
