using Grpc.Core.Interceptors;
using Microsoft.Extensions.Hosting;
using Solidarity.Grains.Faults;
using Solidarity.Grains.Hosting;
using Solidarity.Storage;
using Solidarity.Views.Worlds;

namespace Solidarity.Server.Errors;

/// <summary>Tells every exception of a service as a status. What nobody expected is logged here, whole, and told to the
/// client without anything from within.</summary>
internal sealed class ErrorInterceptor(IHostApplicationLifetime lifetime, CallLog log) : Interceptor
{
    public override Task<TResponse> UnaryServerHandler<TRequest, TResponse>(
        TRequest request, ServerCallContext context, UnaryServerMethod<TRequest, TResponse> continuation) =>
        TellAsync(() => continuation(request, context), context);

    public override Task ServerStreamingServerHandler<TRequest, TResponse>(
        TRequest request, IServerStreamWriter<TResponse> responseStream, ServerCallContext context,
        ServerStreamingServerMethod<TRequest, TResponse> continuation) =>
        TellAsync(() => continuation(request, responseStream, context), context);

    public override Task<TResponse> ClientStreamingServerHandler<TRequest, TResponse>(
        IAsyncStreamReader<TRequest> requestStream, ServerCallContext context,
        ClientStreamingServerMethod<TRequest, TResponse> continuation) =>
        TellAsync(() => continuation(requestStream, context), context);

    public override async Task DuplexStreamingServerHandler<TRequest, TResponse>(
        IAsyncStreamReader<TRequest> requestStream, IServerStreamWriter<TResponse> responseStream,
        ServerCallContext context, DuplexStreamingServerMethod<TRequest, TResponse> continuation)
    {
        try
        {
            await continuation(requestStream, responseStream, context);
        }
        catch (IOException)
        {
            // The line broke while the next request was waited for.
            throw Left();
        }
        catch (Exception problem)
        {
            throw StatusOf(problem, context);
        }
    }

    private async Task<T> TellAsync<T>(Func<Task<T>> call, ServerCallContext context)
    {
        try
        {
            return await call();
        }
        catch (Exception problem)
        {
            throw StatusOf(problem, context);
        }
    }

    private Task<bool> TellAsync(Func<Task> call, ServerCallContext context) => TellAsync(
        async () =>
        {
            await call();
            return true;
        }, context);

    private RpcException StatusOf(Exception problem, ServerCallContext context)
    {
        // A client that has left hears nothing of it, whatever came of its call.
        if (context.CancellationToken.IsCancellationRequested && problem is not RpcException)
            return Left();
        return problem switch
        {
            RpcException told => ErrorStatus.WithDetails(told),
            MalformedRequestException malformed => Malformed(malformed, context),
            RefusedException refused => ErrorStatus.Of(refused.Refusal),
            JournalUnavailableException => TryLater(problem, context, StatusCode.Unavailable, "JOURNAL_UNAVAILABLE",
                "The service cannot use its journal now (its disk is full or failing, or its storage is away), so "
                + "it is not known whether a change was done. Try again later with the same request id: nothing is "
                + "done twice.",
                ErrorStatus.RetryAfterStopSeconds),
            LimitExceededException => ErrorStatus.Overloaded(),
            BodyFaultyException faulty => ErrorStatus.Of(StatusCode.FailedPrecondition, "BODY_FAULTY",
                $"{faulty.Stream} cannot take commands: entry {faulty.Position} of the journal does not fold. All "
                + $"other bodies are served. Tell whoever runs the service; the log says more.",
                [new("body", faulty.Stream.Value), new("position", $"{faulty.Position}")]),
            // It is in the log already.
            CommandFaultException => ErrorStatus.Internal(),
            WorldBehindException behind => ErrorStatus.TryLater(StatusCode.Unavailable, "VIEWS_BEHIND",
                $"The service cannot answer this now: {behind.Message}. What was answered stands. Try again later.",
                ErrorStatus.RetrySeconds),
            // What is shut down already may be asked once more by a call that is under way.
            OrleansException or TimeoutException or OperationCanceledException or ObjectDisposedException
                when lifetime.ApplicationStopping.IsCancellationRequested => Stopping(),
            TimeoutException => TryLater(problem, context, StatusCode.DeadlineExceeded, "NOT_ANSWERED",
                $"The body that was asked did not answer within {GrainHost.ResponseTimeout.TotalSeconds:0} s, and may "
                + $"still do what was asked. Try again later with the same request id."),
            OrleansException => TryLater(problem, context, StatusCode.Unavailable, "BODY_UNREACHABLE",
                "The body that was asked cannot be reached just now, and may have done what was asked. Try again later "
                + "with the same request id."),
            _ => Unexpected(problem, context),
        };
    }

    private static RpcException Left() => ErrorStatus.Of(StatusCode.Cancelled, "CANCELLED", "The call was cancelled.");

    private static RpcException Stopping() => ErrorStatus.TryLater(StatusCode.Unavailable, "STOPPING",
        "The service is stopping. Try again later with the same request id.", ErrorStatus.RetryAfterStopSeconds);

    private RpcException Malformed(MalformedRequestException malformed, ServerCallContext context)
    {
        var told = ErrorStatus.Of(malformed);
        log.Malformed(context.Method, told);
        return told;
    }

    private RpcException TryLater(
        Exception problem, ServerCallContext context, StatusCode code, string reason, Wording message,
        int afterSeconds = ErrorStatus.RetrySeconds)
    {
        log.Unavailable(context.Method, problem);
        return ErrorStatus.TryLater(code, reason, message, afterSeconds);
    }

    private RpcException Unexpected(Exception problem, ServerCallContext context)
    {
        log.Failed(context.Method, problem);
        return ErrorStatus.Internal();
    }
}
