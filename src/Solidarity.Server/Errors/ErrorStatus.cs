using System.Text;
using Google.Protobuf.WellKnownTypes;
using Google.Rpc;
using Solidarity.Domain.Decisions;
using Solidarity.Domain.Text;
using RpcStatus = Google.Rpc.Status;

namespace Solidarity.Server.Errors;

/// <summary>
/// The one place where errors become what a client sees: a status code, a text, and in
/// <c>grpc-status-details-bin</c> a google.rpc.Status with ErrorInfo and, where a field is wrong, BadRequest, or, where
/// the same may be asked again later, RetryInfo.
/// </summary>
internal static class ErrorStatus
{
    public const string Domain = "solidarity";

    /// <summary>How much a status may be in all, whatever was asked: many clients take no more than 8 KiB of trailers,
    /// and some wait for ever when there are more. The message goes twice, as the status's text (percent-encoded) and
    /// in the details (Base64).</summary>
    public const int TrailerBytesMax = 8 * 1024 - 256;

    /// <summary>The fact that says how many bad fields the details leave out.</summary>
    public const string LeftOut = "fields_left_out";

    /// <summary>When to try again where the service is busy.</summary>
    public const int RetrySeconds = 1;

    /// <summary>When to try again where somebody has to act first: start the service again, make room on its disk.
    /// </summary>
    public const int RetryAfterStopSeconds = 10;

    private const int MessageCharsMax = 1_000;
    private const int MessageBytesMax = 1_800;
    private const int ViolationBytesMax = 1_500;
    private const int InfoBytesMax = 1_000;
    private const int FactCharsMax = 120;
    private const int FieldCharsMax = 80;
    private const int ProblemCharsMax = 300;

    public static RpcException Of(Refusal refusal) => Make(
        CodeOf(refusal.Kind), refusal.Message, refusal.Reason, refusal.Metadata, FieldOf(refusal) is { } field
            ? [new Violation(field, refusal.Reason, refusal.Message)]
            : []);

    public static RpcException Of(MalformedRequestException malformed)
    {
        var first = malformed.Violations[0];
        return Make(
            StatusCode.InvalidArgument, malformed.Message, first.Reason, [new("field", first.Field)],
            malformed.Violations, malformed.LeftOut);
    }

    public static RpcException Of(
        StatusCode code, string reason, Wording message, params KeyValuePair<string, string>[] metadata) =>
        Make(code, message.English, reason, metadata, []);

    /// <summary>The same with <c>RetryInfo</c>: what was asked may be asked again, and when.</summary>
    public static RpcException TryLater(StatusCode code, string reason, Wording message, int afterSeconds) => Make(
        code, message.English, reason, [], [],
        retry: new RetryInfo { RetryDelay = Duration.FromTimeSpan(TimeSpan.FromSeconds(afterSeconds)) });

    /// <summary>There is too much to do.</summary>
    public static RpcException Overloaded() => TryLater(StatusCode.ResourceExhausted, "OVERLOADED",
        "The service has too much to do at the moment. Try again later with the same request id.", RetrySeconds);

    /// <summary>A fault of ours, with nothing from within.</summary>
    public static RpcException Internal() => Of(StatusCode.Internal, "INTERNAL",
        "The service failed on this call through a fault of its own. Its log says more.");

    /// <summary>The bytes or the text of a request are no request at all.</summary>
    public static RpcException Unreadable(Wording problem) => Of(StatusCode.InvalidArgument, "MALFORMED", problem);

    /// <summary>The same with details, where it has none: what gRPC itself says, and what must not repeat a request
    /// whole.</summary>
    public static RpcException WithDetails(RpcException told) =>
        told.Trailers.Get(MetadataExtensions.StatusDetailsTrailerName) is not null
            ? told
            : Of(told.StatusCode, ReasonOf(told.StatusCode), Wording.Verbatim(told.Status.Detail));

    // SNAKE_CASE, as the protocol has them.
    private static string ReasonOf(StatusCode code) => string.Concat($"{code}".Select((letter, at) =>
        at > 0 && char.IsAsciiLetterUpper(letter) ? $"_{letter}" : $"{char.ToUpperInvariant(letter)}"));

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
        IReadOnlyList<Violation> violations, int leftOut = 0, RetryInfo? retry = null)
    {
        var info = new ErrorInfo { Reason = reason, Domain = Domain };
        foreach (var (key, value) in metadata)
        {
            info.Metadata[key] = Quoted.Plain(value, FactCharsMax);
            if (info.CalculateSize() > InfoBytesMax)
                info.Metadata.Remove(key);
        }
        var bad = Cut(violations);
        leftOut += violations.Count - bad.FieldViolations.Count;
        if (leftOut > 0)
        {
            info.Metadata[LeftOut] = leftOut.ToString(CultureInfo.InvariantCulture);
            message = InEnglish($"{Quoted.Plain(message, MessageCharsMax / 2)} (and {leftOut} more fields)");
        }
        message = Message(message);
        var details = new RpcStatus { Code = (int)code, Message = message, Details = { Any.Pack(info) } };
        if (bad.FieldViolations.Count > 0)
            details.Details.Add(Any.Pack(bad));
        if (retry is not null)
            details.Details.Add(Any.Pack(retry));
        return details.ToRpcException();
    }

    // The first ones, as many as there is room for; the first is always among them.
    private static BadRequest Cut(IReadOnlyList<Violation> violations)
    {
        var bad = new BadRequest();
        foreach (var violation in violations)
        {
            bad.FieldViolations.Add(new BadRequest.Types.FieldViolation
            {
                Field = Quoted.Plain(violation.Field, FieldCharsMax),
                Description = Quoted.Plain(violation.Problem, ProblemCharsMax),
            });
            if (bad.CalculateSize() <= ViolationBytesMax)
                continue;
            bad.FieldViolations.RemoveAt(bad.FieldViolations.Count - 1);
            break;
        }
        return bad;
    }

    private static string Message(string message)
    {
        var chars = MessageCharsMax;
        var text = Quoted.Plain(message, chars);
        while (WireBytes(text) > MessageBytesMax)
        {
            chars /= 2;
            text = Quoted.Plain(message, chars);
        }
        return text;
    }

    // As gRPC writes it: what is not ASCII takes three bytes for one.
    private static int WireBytes(string text) =>
        Encoding.UTF8.GetBytes(text).Sum(b => b is >= (byte)' ' and <= (byte)'~' and not (byte)'%' ? 1 : 3);
}
