using Grpc.Core;
using Solidarity.Server.Feeds;

namespace Solidarity.Server.Tests.Hosting;

/// <summary>A client that asks another silo each time, and carries the position of what it was answered last.</summary>
internal sealed class WanderingCalls(ImmutableArray<CallInvoker> silos) : CallInvoker
{
    private int _next = -1;
    private long _seen;

    private CallInvoker Next => silos[(int)((uint)Interlocked.Increment(ref _next) % silos.Length)];

    public override AsyncUnaryCall<TResponse> AsyncUnaryCall<TRequest, TResponse>(
        Method<TRequest, TResponse> method, string? host, CallOptions options, TRequest request)
    {
        var call = Next.AsyncUnaryCall(method, host, Carrying(options), request);
        return new AsyncUnaryCall<TResponse>(
            NotedAsync(call), call.ResponseHeadersAsync, call.GetStatus, call.GetTrailers, call.Dispose);
    }

    public override AsyncServerStreamingCall<TResponse> AsyncServerStreamingCall<TRequest, TResponse>(
        Method<TRequest, TResponse> method, string? host, CallOptions options, TRequest request) =>
        Next.AsyncServerStreamingCall(method, host, Carrying(options), request);

    public override TResponse BlockingUnaryCall<TRequest, TResponse>(
        Method<TRequest, TResponse> method, string? host, CallOptions options, TRequest request) =>
        throw new NotSupportedException("no test blocks a thread");

    public override AsyncClientStreamingCall<TRequest, TResponse> AsyncClientStreamingCall<TRequest, TResponse>(
        Method<TRequest, TResponse> method, string? host, CallOptions options) =>
        throw new NotSupportedException("no service takes a stream");

    public override AsyncDuplexStreamingCall<TRequest, TResponse> AsyncDuplexStreamingCall<TRequest, TResponse>(
        Method<TRequest, TResponse> method, string? host, CallOptions options) =>
        throw new NotSupportedException("no service takes a stream");

    private async Task<TResponse> NotedAsync<TResponse>(AsyncUnaryCall<TResponse> call)
    {
        var answer = await call.ResponseAsync;
        Note(answer is V1.CommandReply reply
            ? reply.Position
            : long.Parse(
                call.GetTrailers().GetValue(PositionGate.Key).ShouldNotBeNull(), CultureInfo.InvariantCulture));
        return answer;
    }

    private void Note(long position)
    {
        long seen;
        while ((seen = Volatile.Read(ref _seen)) < position)
            Interlocked.CompareExchange(ref _seen, position, seen);
    }

    private CallOptions Carrying(CallOptions options) => options.WithHeaders(
        [.. options.Headers ?? [], new(PositionGate.Key, _seen.ToString(CultureInfo.InvariantCulture))]);
}
