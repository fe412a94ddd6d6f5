using Grpc.Core;
using Grpc.Core.Interceptors;
using Solidarity.Protocol.Tests.Echoes;
using Solidarity.Protocol.Tests.Hosting;

namespace Solidarity.Protocol.Tests.Calls;

public sealed class InterceptorTests
{
    [Fact]
    public async Task A_servers_interceptor_sees_every_kind_of_call()
    {
        var seen = new List<string>();
        await using var host = await EchoHost.StartAsync(options => options.Interceptors.Add<ServerRecorder>(seen));
        using var channel = host.Connect();

        await CallOnceOfEachKindAsync(new Echo.EchoClient(channel));

        seen.ShouldBe(["/echo.Echo/Say", "/echo.Echo/Join", "/echo.Echo/Repeat", "/echo.Echo/Converse"]);
    }

    [Fact]
    public async Task A_clients_interceptors_see_every_kind_of_call_the_first_given_first()
    {
        var seen = new List<string>();
        await using var host = await EchoHost.StartAsync();
        using var channel = host.Connect();
        var invoker = channel.Intercept(new ClientRecorder("outer", seen), new ClientRecorder("inner", seen));

        await CallOnceOfEachKindAsync(new Echo.EchoClient(invoker));
        new Echo.EchoClient(invoker).Say(new EchoRequest());

        seen.ShouldBe(
        [
            "outer Say", "inner Say", "outer Join", "inner Join", "outer Repeat", "inner Repeat",
            "outer Converse", "inner Converse", "outer blocking Say", "inner blocking Say",
        ]);
    }

    [Fact]
    public async Task A_servers_interceptor_can_refuse_a_call()
    {
        await using var host = await EchoHost.StartAsync(options => options.Interceptors.Add<Refusing>());
        using var channel = host.Connect();

        var failure = await Should.ThrowAsync<RpcException>(
            new Echo.EchoClient(channel).SayAsync(new EchoRequest()).ResponseAsync);

        failure.StatusCode.ShouldBe(StatusCode.Unauthenticated);
    }

    [Fact]
    public async Task Headers_can_be_added_to_every_call_of_a_client()
    {
        await using var host = await EchoHost.StartAsync();
        using var channel = host.Connect();
        var client = new Echo.EchoClient(channel.Intercept(headers =>
        {
            headers.Add("echo-added", "always");
            return headers;
        }));

        using var call = client.SayAsync(new EchoRequest());
        await call;

        (await call.ResponseHeadersAsync).GetValue("echo-added").ShouldBe("always");
    }

    private static async Task CallOnceOfEachKindAsync(Echo.EchoClient client)
    {
        await client.SayAsync(new EchoRequest());
        using var join = client.Join();
        await join.RequestStream.CompleteAsync();
        await join;
        using var repeat = client.Repeat(new RepeatRequest { Times = 1 });
        (await repeat.ResponseStream.ReadAllAsync().CountAsync()).ShouldBe(1);
        using var converse = client.Converse();
        await converse.RequestStream.CompleteAsync();
        (await converse.ResponseStream.MoveNext()).ShouldBeFalse();
    }

    private sealed class ServerRecorder(List<string> seen) : Interceptor
    {
        public override Task<TResponse> UnaryServerHandler<TRequest, TResponse>(
            TRequest request, ServerCallContext context, UnaryServerMethod<TRequest, TResponse> continuation)
        {
            seen.Add(context.Method);
            return base.UnaryServerHandler(request, context, continuation);
        }

        public override Task<TResponse> ClientStreamingServerHandler<TRequest, TResponse>(
            IAsyncStreamReader<TRequest> requestStream,
            ServerCallContext context,
            ClientStreamingServerMethod<TRequest, TResponse> continuation)
        {
            seen.Add(context.Method);
            return base.ClientStreamingServerHandler(requestStream, context, continuation);
        }

        public override Task ServerStreamingServerHandler<TRequest, TResponse>(
            TRequest request,
            IServerStreamWriter<TResponse> responseStream,
            ServerCallContext context,
            ServerStreamingServerMethod<TRequest, TResponse> continuation)
        {
            seen.Add(context.Method);
            return base.ServerStreamingServerHandler(request, responseStream, context, continuation);
        }

        public override Task DuplexStreamingServerHandler<TRequest, TResponse>(
            IAsyncStreamReader<TRequest> requestStream,
            IServerStreamWriter<TResponse> responseStream,
            ServerCallContext context,
            DuplexStreamingServerMethod<TRequest, TResponse> continuation)
        {
            seen.Add(context.Method);
            return base.DuplexStreamingServerHandler(requestStream, responseStream, context, continuation);
        }
    }

    private sealed class Refusing : Interceptor
    {
        public override Task<TResponse> UnaryServerHandler<TRequest, TResponse>(
            TRequest request, ServerCallContext context, UnaryServerMethod<TRequest, TResponse> continuation) =>
            throw new RpcException(new Status(StatusCode.Unauthenticated, "say who you are"));
    }

    private sealed class ClientRecorder(string name, List<string> seen) : Interceptor
    {
        public override TResponse BlockingUnaryCall<TRequest, TResponse>(
            TRequest request,
            ClientInterceptorContext<TRequest, TResponse> context,
            BlockingUnaryCallContinuation<TRequest, TResponse> continuation)
        {
            seen.Add($"{name} blocking {context.Method.Name}");
            return base.BlockingUnaryCall(request, context, continuation);
        }

        public override AsyncUnaryCall<TResponse> AsyncUnaryCall<TRequest, TResponse>(
            TRequest request,
            ClientInterceptorContext<TRequest, TResponse> context,
            AsyncUnaryCallContinuation<TRequest, TResponse> continuation)
        {
            seen.Add($"{name} {context.Method.Name}");
            return base.AsyncUnaryCall(request, context, continuation);
        }

        public override AsyncServerStreamingCall<TResponse> AsyncServerStreamingCall<TRequest, TResponse>(
            TRequest request,
            ClientInterceptorContext<TRequest, TResponse> context,
            AsyncServerStreamingCallContinuation<TRequest, TResponse> continuation)
        {
            seen.Add($"{name} {context.Method.Name}");
            return base.AsyncServerStreamingCall(request, context, continuation);
        }

        public override AsyncClientStreamingCall<TRequest, TResponse> AsyncClientStreamingCall<TRequest, TResponse>(
            ClientInterceptorContext<TRequest, TResponse> context,
            AsyncClientStreamingCallContinuation<TRequest, TResponse> continuation)
        {
            seen.Add($"{name} {context.Method.Name}");
            return base.AsyncClientStreamingCall(context, continuation);
        }

        public override AsyncDuplexStreamingCall<TRequest, TResponse> AsyncDuplexStreamingCall<TRequest, TResponse>(
            ClientInterceptorContext<TRequest, TResponse> context,
            AsyncDuplexStreamingCallContinuation<TRequest, TResponse> continuation)
        {
            seen.Add($"{name} {context.Method.Name}");
            return base.AsyncDuplexStreamingCall(context, continuation);
        }
    }
}
