using System.Net.Sockets;
using Google.Rpc;
using Grpc.Core;

namespace Solidarity.Commands.Client;

/// <summary>What is known of a call to a service that failed.</summary>
internal static class ServiceError
{
    // The service decides nothing while its clock is wrong, and says so.
    private const string NothingDecided = "CLOCK_OUT_OF_RANGE";

    /// <summary>Whether it is certain that a command was not done.</summary>
    public static bool IsDefinite(RpcException call) =>
        IsNotConnected(call)
        || ReasonOf(call) == NothingDecided
        || (call.GetRpcStatus() is not null
            && call.StatusCode is not (StatusCode.Unavailable or StatusCode.Internal or StatusCode.DeadlineExceeded));

    /// <summary>Whether the line broke, or the service is away for now: no answer to what was asked.</summary>
    public static bool IsLost(RpcException call) => call.StatusCode switch
    {
        StatusCode.Unavailable => true,
        // So a line is called that was given up because no sign of life came.
        StatusCode.Internal or StatusCode.Unknown =>
            call.GetRpcStatus() is null && call.Status.DebugException is HttpRequestException or IOException,
        _ => false,
    };

    /// <summary>The fixed name of the refusal; null where the service gave none.</summary>
    public static string? ReasonOf(RpcException call) =>
        call.GetRpcStatus()?.GetDetail<ErrorInfo>()?.Reason;

    /// <summary>What was done just now and how long ago, in words, where the service refused to do it again; else null.
    /// </summary>
    public static (string What, string Before)? DoneJustNow(RpcException call) =>
        call.GetRpcStatus()?.GetDetail<ErrorInfo>() is { Reason: "DONE_JUST_NOW", Metadata: var facts }
            && facts.TryGetValue("what", out var what) && facts.TryGetValue("before", out var before)
                ? (what, before)
                : null;

    /// <summary>Whether there was no connection, so that nothing was asked.</summary>
    public static bool IsNotConnected(RpcException call)
    {
        for (var cause = call.Status.DebugException; cause is not null; cause = cause.InnerException)
            if (cause is SocketException { SocketErrorCode: not (SocketError.ConnectionReset or SocketError.Shutdown) })
                return true;
        return false;
    }
}
