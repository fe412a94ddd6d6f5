using Grpc.Core.Interceptors;
using Solidarity.Server.Errors;
using Solidarity.Storage;

namespace Solidarity.Server.Feeds;

/// <summary>
/// Has a client that goes from one service of a cluster to another read there what it wrote here. A request may carry
/// the position of an answer, and is answered when this service has it. The answers to queries and commands say which
/// position to carry; a refusal and the end of a watch do not.
/// </summary>
internal sealed class PositionGate(IJournal journal, Resuming resuming) : Interceptor
{
    /// <summary>The metadata of requests, and the trailer of answers. The answer to a command has the position in its
    /// message instead.</summary>
    public const string Key = "solidarity-position";

    public override Task<TResponse> UnaryServerHandler<TRequest, TResponse>(
        TRequest request, ServerCallContext context, UnaryServerMethod<TRequest, TResponse> continuation)
    {
        var carried = context.RequestHeaders.Get(Key);
        return carried is null && typeof(TResponse) == typeof(V1.CommandReply)
            ? continuation(request, context)
            : AnswerAsync(carried, context, () => continuation(request, context));
    }

    public override async Task ServerStreamingServerHandler<TRequest, TResponse>(
        TRequest request, IServerStreamWriter<TResponse> responseStream, ServerCallContext context,
        ServerStreamingServerMethod<TRequest, TResponse> continuation)
    {
        await ReachAsync(context.RequestHeaders.Get(Key), context);
        await continuation(request, responseStream, context);
    }

    private async Task<T> AnswerAsync<T>(Metadata.Entry? carried, ServerCallContext context, Func<Task<T>> answer)
    {
        await ReachAsync(carried, context);
        var answered = await answer();
        context.ResponseTrailers.Add(Key, journal.Position.ToString(CultureInfo.InvariantCulture));
        return answered;
    }

    private ValueTask ReachAsync(Metadata.Entry? carried, ServerCallContext context)
    {
        if (carried is null)
            return ValueTask.CompletedTask;
        if (!long.TryParse(carried.Value, NumberStyles.None, CultureInfo.InvariantCulture, out var position))
            throw ErrorStatus.Unreadable($"The metadata {Key} is no position such as 1024.");
        return resuming.ReachAsync(position, context.CancellationToken);
    }
}
