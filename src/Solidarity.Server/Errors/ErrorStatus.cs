using System.Diagnostics;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Google.Rpc;
using Grpc.Core;
using Solidarity.Domain.Decisions;
using GrpcStatus = Grpc.Core.Status;
using RpcStatus = Google.Rpc.Status;

namespace Solidarity.Server.Errors;

/// <summary>
/// The one place where errors become what a client sees: a status code, a text, and in
/// <c>grpc-status-details-bin</c> a google.rpc.Status with ErrorInfo and, where a field is wrong, BadRequest.
/// </summary>
internal static class ErrorStatus
{
    public const string Domain = "solidarity";
    private const string DetailsTrailer = "grpc-status-details-bin";

    public static RpcException Of(Refusal refusal) => Make(
        CodeOf(refusal.Kind), refusal.Message, refusal.Reason, refusal.Metadata, FieldOf(refusal) is { } field
            ? [new BadRequest.Types.FieldViolation { Field = field, Description = refusal.Message }]
            : []);

    public static RpcException Of(MalformedRequestException malformed)
    {
        var first = malformed.Violations[0];
        return Make(
            StatusCode.InvalidArgument, malformed.Message, first.Reason, [new("field", first.Field)],
            malformed.Violations.Select(violation => new BadRequest.Types.FieldViolation
            {
                Field = violation.Field,
                Description = violation.Problem,
            }));
    }

    public static RpcException Of(
        StatusCode code, string reason, string message, params KeyValuePair<string, string>[] metadata) =>
        Make(code, message, reason, metadata, []);

    private static StatusCode CodeOf(RefusalKind kind) => kind switch
    {
        RefusalKind.FailedPrecondition => StatusCode.FailedPrecondition,
        RefusalKind.NotFound => StatusCode.NotFound,
        RefusalKind.AlreadyExists => StatusCode.AlreadyExists,
        RefusalKind.PermissionDenied => StatusCode.PermissionDenied,
        RefusalKind.ResourceExhausted => StatusCode.ResourceExhausted,
        RefusalKind.InvalidArgument => StatusCode.InvalidArgument,
        _ => throw new UnreachableException($"refusal kind {kind}"),
    };

    // Only what is said of a field has one; a reused request id names it by its value.
    private static string? FieldOf(Refusal refusal) =>
        refusal.Kind is not (RefusalKind.InvalidArgument or RefusalKind.NotFound) ? null
        : refusal.Metadata.TryGetValue("field", out var field) ? field
        : refusal.Metadata.ContainsKey("request_id") ? "request_id"
        : null;

    private static RpcException Make(
        StatusCode code, string message, string reason, IEnumerable<KeyValuePair<string, string>> metadata,
        IEnumerable<BadRequest.Types.FieldViolation> violations)
    {
        var info = new ErrorInfo { Reason = reason, Domain = Domain };
        foreach (var (key, value) in metadata)
            info.Metadata[key] = value;
        var details = new RpcStatus { Code = (int)code, Message = message, Details = { Any.Pack(info) } };
        var bad = new BadRequest { FieldViolations = { violations } };
        if (bad.FieldViolations.Count > 0)
            details.Details.Add(Any.Pack(bad));
        return new RpcException(
            new GrpcStatus(code, message), new Metadata { { DetailsTrailer, details.ToByteArray() } });
    }
}
