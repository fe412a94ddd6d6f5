using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace Solidarity.Server.Errors;

/// <summary>
/// Says of calls that gRPC ended by itself what it was. Before each message stand five bytes, and where they are wrong
/// (too short, two messages where one is due, flags that nobody set) gRPC says INTERNAL, as its specification has it
/// for both sides, or UNKNOWN; here INTERNAL is a fault of ours, and that is one of the caller's. All that we say
/// ourselves has details, of what services fail at (<see cref="ErrorInterceptor"/>) and of answers that cannot be
/// written (<see cref="RequestReading{TService}"/>); what has none is gRPC's.
/// </summary>
internal static class FrameFaults
{
    private const string StatusHeader = "grpc-status";
    private const string MessageHeader = "grpc-message";

    public static void UseFrameFaults(this IApplicationBuilder app, CallLog log) => app.Use(async (context, next) =>
    {
        await next(context);
        var response = context.Response;
        if (response.HasStarted || response.Headers.ContainsKey(MetadataExtensions.StatusDetailsTrailerName)
            || !int.TryParse(response.Headers[StatusHeader], CultureInfo.InvariantCulture, out var status))
            return;
        if ((StatusCode)status is not (StatusCode.Internal or StatusCode.Unknown))
            return;
        var problem = Uri.UnescapeDataString(response.Headers[MessageHeader].ToString());
        var told = ErrorStatus.Unreadable($"The request is no message as gRPC frames them: {problem}");
        log.Malformed(context.Request.Path, told);
        Tell(response, told);
    });

    private static void Tell(HttpResponse response, RpcException told)
    {
        response.Headers[StatusHeader] = ((int)told.StatusCode).ToString(CultureInfo.InvariantCulture);
        // Of ASCII alone a few characters are escaped that need not be.
        response.Headers[MessageHeader] = Uri.EscapeDataString(told.Status.Detail);
        response.Headers[MetadataExtensions.StatusDetailsTrailerName] =
            Convert.ToBase64String(told.Trailers.GetValueBytes(MetadataExtensions.StatusDetailsTrailerName)!);
    }
}
