using System.Reflection;
using Google.Protobuf;
using Google.Protobuf.Reflection;
using Grpc.Core;
using Solidarity.Server.Tests.Hosting;
using static Solidarity.Server.Tests.Hosting.Story;

namespace Solidarity.Server.Tests;

/// <summary>What people may write, at the wire: each field of the API that takes a string, read from the API itself, so
/// that none can be forgotten.</summary>
public sealed class TextFieldTests(MalformedRequestTests.Begun begun) : IClassFixture<MalformedRequestTests.Begun>
{
    private readonly TestServer _server = begun.Server;

    /// <summary>Service, method and field.</summary>
    public static TheoryData<string, string, string> Fields
    {
        get
        {
            var data = new TheoryData<string, string, string>();
            foreach (var service in Services())
                foreach (var method in service.Methods)
                    foreach (var taken in method.InputType.Fields.InDeclarationOrder())
                        if (taken.FieldType == FieldType.String)
                            data.Add(service.Name, method.Name, taken.Name);
            return data;
        }
    }

    [Fact]
    public void The_fields_are_found() => Fields.Count.ShouldBeGreaterThan(200);

    [Theory]
    [MemberData(nameof(Fields))]
    public async Task No_field_takes_what_a_terminal_obeys_or_what_turns_the_direction_of_reading(
        string service, string method, string field)
    {
        var found = Services().Single(one => one.Name == service).FindMethodByName(method);
        var request = (IMessage)Activator.CreateInstance(found.InputType.ClrType)!;
        Set(request, found.InputType.FindFieldByName(field), "a\u001B[31m\u202Eb");

        var refused = await RefusedAsync(found, request);

        refused.StatusCode.ShouldBe(StatusCode.InvalidArgument, refused.Status.Detail);
        Violated(refused).ShouldContain(name => name == field || name == $"{field}[0]");
        // What is refused is not repeated as it was sent.
        Violated(refused).ShouldNotBeEmpty();
    }

    [Theory]
    [InlineData("Mas\uFFFDons")]
    [InlineData("\u200B\u200B")]
    [InlineData("M\u0430sons")]
    [InlineData("\u0420\u0430\u0440\u0435\u0440")]
    [InlineData("Masons\nTailors")]
    [InlineData(" Masons")]
    public async Task A_name_is_one_readable_line(string name) => (await Refused.ByAsync(
        _server.Federations.FoundFederationAsync(new()
        {
            RequestId = _server.NewId(),
            FederationId = "named",
            DisplayName = name,
            Level = V1.Level.Local,
            Country = "CH",
        }))).ShouldSay(StatusCode.InvalidArgument, "MALFORMED", "display_name");

    [Theory]
    [InlineData("sections/joiners")]
    [InlineData("Sections/Joiners")]
    [InlineData("a\u202Eb")]
    public async Task A_giver_outside_has_a_name_and_not_a_body_s(string name) => (await Refused.ByAsync(
        _server.Strikes.ReceiveOutsideAidAsync(new()
        {
            RequestId = _server.NewId(),
            Section = Masons,
            Strike = Strike,
            From = name,
            Kind = V1.AidKind.Gift,
            Amount = Francs(1),
        }))).ShouldSay(StatusCode.InvalidArgument, "MALFORMED", "from");

    [Fact]
    public async Task Letters_in_parts_are_kept_as_one()
    {
        await _server.Federations.FoundFederationAsync(new()
        {
            RequestId = _server.NewId(),
            FederationId = "jura",
            DisplayName = "Fe\u0301de\u0301ration jurassienne",
            Level = V1.Level.Local,
            Country = "CH",
        });
        (await _server.Federations.GetFederationAsync(new() { Name = "federations/jura" })).DisplayName
            .ShouldBe("F\u00E9d\u00E9ration jurassienne");
    }

    private static IEnumerable<ServiceDescriptor> Services() => typeof(V1.SectionsService).Assembly.GetTypes()
        .Where(type => type is { IsAbstract: true, IsSealed: true, Namespace: "Solidarity.V1" })
        .Select(type => type.GetProperty("Descriptor", BindingFlags.Public | BindingFlags.Static)?.GetValue(null))
        .OfType<ServiceDescriptor>().OrderBy(service => service.Name, StringComparer.Ordinal);

    private static void Set(IMessage message, FieldDescriptor field, string text)
    {
        if (field.IsRepeated)
            ((System.Collections.IList)field.Accessor.GetValue(message)).Add(text);
        else
            field.Accessor.SetValue(message, text);
    }

    private static IEnumerable<string> Violated(RpcException refused) =>
        refused.GetRpcStatus()!.Details
            .Where(detail => detail.Is(Google.Rpc.BadRequest.Descriptor))
            .SelectMany(detail => detail.Unpack<Google.Rpc.BadRequest>().FieldViolations)
            .Select(violation => violation.Field);

    private async Task<RpcException> RefusedAsync(MethodDescriptor method, IMessage request)
    {
        var call = typeof(TextFieldTests).GetMethod(nameof(AskAsync), BindingFlags.NonPublic | BindingFlags.Instance)!
            .MakeGenericMethod(method.InputType.ClrType, method.OutputType.ClrType);
        return await Should.ThrowAsync<RpcException>((Task)call.Invoke(this, [method, request])!);
    }

    private async Task AskAsync<TRequest, TReply>(MethodDescriptor method, TRequest request)
        where TRequest : class, IMessage<TRequest>, new()
        where TReply : class, IMessage<TReply>, new()
    {
        var type = method.IsServerStreaming ? MethodType.ServerStreaming : MethodType.Unary;
        var called = new Method<TRequest, TReply>(
            type, method.Service.FullName, method.Name, Marshal<TRequest>(), Marshal<TReply>());
        var invoker = _server.Channel.CreateCallInvoker();
        var options = new CallOptions(cancellationToken: TestServer.Deadline());
        if (type == MethodType.Unary)
            await invoker.AsyncUnaryCall(called, null, options, request);
        else
            await invoker.AsyncServerStreamingCall(called, null, options, request).ResponseStream.MoveNext(default);
    }

    private static Marshaller<T> Marshal<T>() where T : class, IMessage<T>, new() => Marshallers.Create(
        message => message.ToByteArray(), bytes => new MessageParser<T>(() => new T()).ParseFrom(bytes));
}
