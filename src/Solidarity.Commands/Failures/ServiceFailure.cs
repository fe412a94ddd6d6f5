using Google.Rpc;
using Grpc.Core;
using Solidarity.Commands.Client;
using Solidarity.Commands.CommandLine;

namespace Solidarity.Commands.Failures;

/// <summary>Reads what a service says about a call that failed, and says it again in the chosen language.</summary>
internal static class ServiceFailure
{
    // The one malformed request that is so because of what was sent before it, and not whatever the state.
    private const string RequestIdReused = "REQUEST_ID_REUSED";

    private static readonly Hint Start = new("In a folder of its own", "serve --data solidarity-data");

    public static Failure Of(RpcException call, Uri server)
    {
        if (call.GetRpcStatus() is not { } details || details.GetDetail<ErrorInfo>() is not { } info)
            return WithoutDetails(call, server);
        var field = details.GetDetail<BadRequest>()?.FieldViolations.FirstOrDefault()?.Field;
        var exitCode = ExitCodeOf(call.StatusCode, info.Reason);
        return new Failure(exitCode, info.Reason, Language.Current.Repeat(details.Message), field)
        {
            Metadata = info.Metadata,
        };
    }

    private static int ExitCodeOf(StatusCode code, string reason) => code switch
    {
        StatusCode.InvalidArgument when reason != RequestIdReused => ExitCodes.Usage,
        StatusCode.Unavailable or StatusCode.DeadlineExceeded => ExitCodes.Unreachable,
        _ => ExitCodes.Refused,
    };

    // No service of ours has said this: the network, the client itself, or some other program at that address.
    private static Failure WithoutDetails(RpcException call, Uri server)
    {
        var at = server.GetLeftPart(UriPartial.Authority);
        var failure = call.StatusCode switch
        {
            StatusCode.Unavailable when ServiceError.IsNotConnected(call) => new(ExitCodes.Unreachable, "NOT_REACHABLE",
                T($"No service answers at {at}. Say where it is with --server URL, or start one. {Start}")),
            StatusCode.Unavailable => new(ExitCodes.Unreachable, "CONNECTION_LOST",
                T($"The connection to the service at {at} was lost.")),
            StatusCode.DeadlineExceeded => new(ExitCodes.Unreachable, "NO_ANSWER",
                T($"The service at {at} gave no answer within {ServiceCall.AnswerSecondsMax} s.")),
            StatusCode.Unimplemented => new(ExitCodes.Refused, "UNIMPLEMENTED",
                T($"What answers at {at} does not know this command: it is older, or no Solidarity service.")),
            _ => new Failure(ExitCodes.Refused, call.StatusCode.ToString().ToUpperInvariant(),
                T($"The call failed: {call.Status.Detail}")),
        };
        return failure with { Metadata = new Dictionary<string, string> { ["server"] = at } };
    }
}
