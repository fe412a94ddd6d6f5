using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using Google.Protobuf;
using Grpc.Core.Interceptors;
using Microsoft.Extensions.Logging;
using Solidarity.Domain.Decisions;
using Solidarity.Server.Errors;
using Solidarity.Storage.Telemetry;

namespace Solidarity.Server.Paging;

/// <summary>
/// The last defence of a message's size: every answer and every message of a stream goes through here. All are bounded
/// by how they are built, so one that is too large is a fault of ours: its call is refused by name, nobody else
/// notices, it is counted, and the first of each method is logged.
/// </summary>
internal sealed class MessageGuard(ILogger<MessageGuard> log) : Interceptor
{
    private static readonly Counter<long> TooLarge =
        MetricCatalogue.AnswersTooLarge.Counter(new Meter(MetricCatalogue.MeterName));

    private readonly ConcurrentDictionary<string, bool> _logged = new(StringComparer.Ordinal);
    private object? _checked;

    // The answer to a command is a name and a position, and commands are the most of what is called.
    public override Task<TResponse> UnaryServerHandler<TRequest, TResponse>(
        TRequest request, ServerCallContext context, UnaryServerMethod<TRequest, TResponse> continuation) =>
        typeof(TResponse) == typeof(V1.CommandReply)
            ? continuation(request, context)
            : CheckedAsync(continuation(request, context), context.Method);

    private async Task<TResponse> CheckedAsync<TResponse>(Task<TResponse> answered, string method)
    {
        var response = await answered;
        Check(response, method);
        return response;
    }

    public override Task ServerStreamingServerHandler<TRequest, TResponse>(
        TRequest request, IServerStreamWriter<TResponse> responseStream, ServerCallContext context,
        ServerStreamingServerMethod<TRequest, TResponse> continuation) =>
        continuation(request, new Guarded<TResponse>(this, responseStream, context.Method), context);

    /// <exception cref="RefusedException">It is larger than <see cref="ServerLimits.MessageBytesMax"/>.</exception>
    internal void Check(object? message, string method)
    {
        // A feed gives the same message to all its watchers.
        if (message is not IMessage told || ReferenceEquals(Volatile.Read(ref _checked), message))
            return;
        var bytes = told.CalculateSize();
        if (bytes <= ServerLimits.MessageBytesMax)
        {
            Volatile.Write(ref _checked, message);
            return;
        }
        TooLarge.Add(1, new KeyValuePair<string, object?>(MetricCatalogue.Label.Method, method));
        if (_logged.TryAdd(method, true))
            log.LogError("{Method} made a message of {Bytes} bytes, which is more than it may have.", method, bytes);
        throw new RefusedException(CommonRefusals.LimitReached(
            nameof(ServerLimits.MessageBytesMax), ServerLimits.MessageBytesMax,
            $"the answer has {bytes} bytes; ask for less of it"));
    }

    private sealed class Guarded<TMessage>(MessageGuard guard, IServerStreamWriter<TMessage> stream, string method)
        : IServerStreamWriter<TMessage>
    {
        public WriteOptions? WriteOptions
        {
            get => stream.WriteOptions;
            set => stream.WriteOptions = value;
        }

        public Task WriteAsync(TMessage message) => WriteAsync(message, CancellationToken.None);

        public Task WriteAsync(TMessage message, CancellationToken cancellationToken)
        {
            guard.Check(message, method);
            return stream.WriteAsync(message, cancellationToken);
        }
    }
}
