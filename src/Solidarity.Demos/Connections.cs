using Google.Protobuf;
using Grpc.Core;
using Grpc.Core.Interceptors;
using Grpc.Net.Client;
using Solidarity.Commands.Client;

namespace Solidarity.Demos;

/// <summary>Many connections to the service, with calls under way on all of them.</summary>
internal sealed class Connections : IDisposable
{
    public const int ConnectionsMax = 64;
    private const int UnderWayEach = 16;

    /// <summary>How many calls can be under way at once.</summary>
    public const int UnderWayMax = ConnectionsMax * UnderWayEach;

    private readonly GrpcChannel[] _channels;
    private readonly Services[] _services;

    public Connections(Uri address)
    {
        _channels = [.. Enumerable.Range(0, ConnectionsMax).Select(_ => GrpcChannel.ForAddress(
            address,
            new GrpcChannelOptions
            {
                HttpHandler = new SocketsHttpHandler { UseProxy = false },
                DisposeHttpClient = true,
            }))];
        _services = [.. _channels.Select(channel => new Services(channel.Intercept(new RequestIds())))];
    }

    public Services First => _services[0];

    /// <summary>The services on one of the connections; they are taken in turn.</summary>
    public Services Turn(int number) => _services[number % _services.Length];

    /// <summary>Does something for each number below <paramref name="count"/>, over all connections at once.</summary>
    /// <param name="done">Is told how many are done, whenever one is.</param>
    /// <returns>How long each took, in ticks of the stopwatch, shortest first.</returns>
    public async Task<long[]> EachAsync(
        int count, Func<Services, int, Task> send, Action<int> done, CancellationToken cancelled)
    {
        var took = new long[count];
        var (next, finished) = (-1, 0);
        var senders = _services.SelectMany(services => Enumerable.Repeat(services, UnderWayEach));
        await Task.WhenAll(senders.Select(services => Task.Run(async () =>
        {
            int number;
            while ((number = Interlocked.Increment(ref next)) < count)
            {
                cancelled.ThrowIfCancellationRequested();
                var from = Stopwatch.GetTimestamp();
                await send(services, number);
                took[number] = Stopwatch.GetTimestamp() - from;
                done(Interlocked.Increment(ref finished));
            }
        }, cancelled)));
        Array.Sort(took);
        return took;
    }

    public void Dispose()
    {
        foreach (var channel in _channels)
            channel.Dispose();
    }

    /// <summary>Gives each command an id of its own.</summary>
    private sealed class RequestIds : Interceptor
    {
        public override AsyncUnaryCall<TResponse> AsyncUnaryCall<TRequest, TResponse>(
            TRequest request, ClientInterceptorContext<TRequest, TResponse> context,
            AsyncUnaryCallContinuation<TRequest, TResponse> continuation)
        {
            if (request is IMessage message && message.Descriptor.FindFieldByName("request_id") is not null)
                message.Set("request_id", Guid.CreateVersion7().ToString());
            return continuation(request, context);
        }
    }
}
