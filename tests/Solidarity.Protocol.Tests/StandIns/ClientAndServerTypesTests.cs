using System.Buffers;
using Grpc.Core;
using Solidarity.Protocol.Tests.Echoes;

namespace Solidarity.Protocol.Tests.StandIns;

public sealed class ClientAndServerTypesTests
{
    private static readonly Method<string, string> Say = new(
        MethodType.Unary, "echo.Echo", "Say", Marshallers.StringMarshaller, Marshallers.StringMarshaller);

    [Fact]
    public void A_marshaller_over_buffers_also_works_over_arrays()
    {
        var marshaller = Marshallers.Create<byte[]>(
            (message, context) =>
            {
                context.SetPayloadLength(message.Length);
                context.GetBufferWriter().Write(message);
                context.Complete();
            },
            context => context.PayloadAsReadOnlySequence().ToArray());

        marshaller.Serializer([1, 2, 3]).ShouldBe([1, 2, 3]);
        marshaller.Deserializer([4, 5]).ShouldBe([4, 5]);
    }

    [Fact]
    public void A_serializer_that_does_not_complete_its_message_is_found()
    {
        var marshaller = Marshallers.Create<byte[]>((_, _) => { }, context => context.PayloadAsNewBuffer());

        Should.Throw<InvalidOperationException>(() => marshaller.Serializer([1]));
    }

    [Fact]
    public void A_client_without_a_channel_refuses_to_call()
    {
        var refusal = Should.Throw<NotSupportedException>(() => new ClientWithoutChannel().SayAsync(new EchoRequest()));

        refusal.Message.ShouldContain("/echo.Echo/Say");
    }

    [Fact]
    public void A_host_given_to_a_client_is_named_in_its_calls()
    {
        var invoker = new HostRecorder();

        new Echo.EchoClient(invoker).WithHost("geneva.example").Say(new EchoRequest());
        new Echo.EchoClient(invoker).Say(new EchoRequest());

        invoker.Hosts.ShouldBe(["geneva.example", null]);
    }

    [Fact]
    public void Call_options_are_changed_in_copies()
    {
        var options = new CallOptions(deadline: DateTime.MaxValue);
        var changed = options.WithWaitForReady().WithWriteOptions(new WriteOptions(WriteFlags.NoCompress));

        options.IsWaitForReady.ShouldBeFalse();
        options.WriteOptions.ShouldBeNull();
        changed.IsWaitForReady.ShouldBeTrue();
        changed.WriteOptions!.Flags.ShouldBe(WriteFlags.NoCompress);
        changed.Deadline.ShouldBe(DateTime.MaxValue);
    }

    [Fact]
    public void A_service_definition_gives_its_methods_to_a_binder()
    {
        var binder = new NameRecorder();

        ServerServiceDefinition.CreateBuilder()
            .AddMethod(Say, (request, _) => Task.FromResult(request))
            .Build()
            .BindService(binder);

        binder.Names.ShouldBe(["/echo.Echo/Say"]);
    }

    [Fact]
    public void A_service_definition_refuses_a_method_twice()
    {
        UnaryServerMethod<string, string> handler = (request, _) => Task.FromResult(request);
        var builder = ServerServiceDefinition.CreateBuilder().AddMethod(Say, handler);

        Should.Throw<ArgumentException>(() => builder.AddMethod(Say, handler)).Message.ShouldContain("/echo.Echo/Say");
    }

    [Fact]
    public void An_insecure_channel_cannot_be_composed_with_call_credentials()
    {
        var credentials = CallCredentials.FromInterceptor((_, _) => Task.CompletedTask);

        Should.Throw<ArgumentException>(() => ChannelCredentials.Create(ChannelCredentials.Insecure, credentials));
        ChannelCredentials.Create(ChannelCredentials.SecureSsl, credentials).ShouldNotBeNull();
    }

    [Fact]
    public void A_failure_without_trailers_has_empty_ones_and_tells_its_status()
    {
        var failure = new RpcException(new Status(StatusCode.NotFound, "no such section"));

        failure.Trailers.ShouldBeEmpty();
        failure.Message.ShouldBe("Status(StatusCode=\"NotFound\", Detail=\"no such section\")");
        default(Status).Detail.ShouldBe("");
    }

    private sealed class ClientWithoutChannel : Echo.EchoClient;

    private sealed class NameRecorder : ServiceBinderBase
    {
        public List<string> Names { get; } = [];

        public override void AddMethod<TRequest, TResponse>(
            Method<TRequest, TResponse> method, UnaryServerMethod<TRequest, TResponse>? handler) =>
            Names.Add(method.FullName);
    }

    private sealed class HostRecorder : CallInvoker
    {
        public List<string?> Hosts { get; } = [];

        public override TResponse BlockingUnaryCall<TRequest, TResponse>(
            Method<TRequest, TResponse> method, string? host, CallOptions options, TRequest request)
        {
            Hosts.Add(host);
            return method.ResponseMarshaller.Deserializer([]);
        }

        public override AsyncUnaryCall<TResponse> AsyncUnaryCall<TRequest, TResponse>(
            Method<TRequest, TResponse> method, string? host, CallOptions options, TRequest request) =>
            throw new NotSupportedException();

        public override AsyncServerStreamingCall<TResponse> AsyncServerStreamingCall<TRequest, TResponse>(
            Method<TRequest, TResponse> method, string? host, CallOptions options, TRequest request) =>
            throw new NotSupportedException();

        public override AsyncClientStreamingCall<TRequest, TResponse> AsyncClientStreamingCall<TRequest, TResponse>(
            Method<TRequest, TResponse> method, string? host, CallOptions options) =>
            throw new NotSupportedException();

        public override AsyncDuplexStreamingCall<TRequest, TResponse> AsyncDuplexStreamingCall<TRequest, TResponse>(
            Method<TRequest, TResponse> method, string? host, CallOptions options) =>
            throw new NotSupportedException();
    }
}
