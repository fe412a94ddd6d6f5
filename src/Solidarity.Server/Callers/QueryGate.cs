using Google.Protobuf;
using Grpc.Core.Interceptors;
using Solidarity.Grains.Hosting;
using Solidarity.Grains.Planning;

namespace Solidarity.Server.Callers;

/// <summary>
/// Holds queries that may cost more than their answer to a bounded number at once, of all callers and of each, and runs
/// them on threads of their own: commands wait for none of them. Queries of the past, each of which folds the journal,
/// have a smaller number.
/// </summary>
internal sealed class QueryGate(CommandsUnderWay commands, [BooksTime] TimeProvider time) : Interceptor, IDisposable
{
    private const string Package = "/solidarity.v1.";

    private static readonly HashSet<string> Heavy = new(StringComparer.Ordinal)
    {
        "GetGraph", "GetFederationBoard", "GetStatement", "GetBalances", "GetSuccession", "QuoteTransfer", "PlanRoutes",
    };

    private readonly FairWorkers _workers = new(
        "queries", ServerLimits.QueriesMax, () => commands.Count > 0);
    private readonly QueryTurns _queries = new(
        nameof(ServerLimits.QueriesMax), ServerLimits.QueriesMax, ServerLimits.QueriesPerCallerMax, time);
    private readonly QueryTurns _past = new(
        nameof(ServerLimits.PastQueriesMax), ServerLimits.PastQueriesMax, ServerLimits.PastQueriesPerCallerMax, time);
    private readonly QueryTurns _plans = new(
        nameof(Planner.PlansMax), Planner.PlansMax, ServerLimits.PlansPerCallerMax, time);

    public override Task<TResponse> UnaryServerHandler<TRequest, TResponse>(
        TRequest request, ServerCallContext context, UnaryServerMethod<TRequest, TResponse> continuation) =>
        TurnsFor(request, context.Method) is { } turns
            ? InTurnAsync(turns, context, () => continuation(request, context))
            : continuation(request, context);

    public override Task ServerStreamingServerHandler<TRequest, TResponse>(
        TRequest request, IServerStreamWriter<TResponse> responseStream, ServerCallContext context,
        ServerStreamingServerMethod<TRequest, TResponse> continuation) =>
        TurnsFor(request, context.Method) is { } turns
            ? InTurnAsync(turns, context, async () =>
            {
                await continuation(request, responseStream, context);
                return true;
            })
            : continuation(request, responseStream, context);

    public void Dispose() => _workers.Dispose();

    private async Task<T> InTurnAsync<T>(QueryTurns turns, ServerCallContext context, Func<Task<T>> answer)
    {
        var caller = Caller.Of(context);
        using var turn = await turns.EnterAsync(caller, context.CancellationToken);
        return await _workers.RunAsync(caller, answer);
    }

    private QueryTurns? TurnsFor(object request, string method)
    {
        if (!method.StartsWith(Package, StringComparison.Ordinal))
            return null;
        var name = method.AsSpan(method.LastIndexOf('/') + 1);
        // Commands come first here, too: they are looked at no further.
        if (!name.StartsWith("Get") && !name.StartsWith("List") && !Heavy.GetAlternateLookup<ReadOnlySpan<char>>()
            .Contains(name))
            return null;
        if (name is "PlanRoutes")
            return _plans;
        if (IsOfThePast(request))
            return _past;
        return name.StartsWith("List") || Heavy.GetAlternateLookup<ReadOnlySpan<char>>().Contains(name)
            ? _queries
            : null;
    }

    private static bool IsOfThePast(object request) => request is IMessage message
        && message.Descriptor.FindFieldByName("as_of") is { } asOf && asOf.Accessor.GetValue(message) is not null;
}
