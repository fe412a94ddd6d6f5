using Google.Rpc;
using Grpc.Core;

namespace Solidarity.Server.Tests.Hosting;

/// <summary>What a refused call was told, read back from its trailers as any client would.</summary>
/// <param name="Fields">The fields that are named as bad.</param>
internal sealed record Refused(
    StatusCode Code, string Reason, string[] Fields, string Message, IDictionary<string, string> Metadata)
{
    /// <summary>When the same may be asked again; null where that was not told.</summary>
    public TimeSpan? RetryAfter { get; private init; }

    public static async Task<Refused> ByAsync<T>(AsyncUnaryCall<T> call) =>
        Of(await Should.ThrowAsync<RpcException>(async () => await call));

    public static async Task<Refused> ByCallAsync(Func<Task> call) => Of(await Should.ThrowAsync<RpcException>(call));

    public static Refused Of(RpcException told)
    {
        var status = told.GetRpcStatus()
            ?? throw new InvalidOperationException($"no details were told with {told.Status}");
        (status.Code, status.Message).ShouldBe(((int)told.StatusCode, told.Status.Detail));
        var info = status.Details[0].Unpack<ErrorInfo>();
        info.Domain.ShouldBe("solidarity");
        var fields = status.Details.Where(detail => detail.Is(BadRequest.Descriptor))
            .SelectMany(detail => detail.Unpack<BadRequest>().FieldViolations)
            .Select(violation => violation.Field);
        return new Refused(told.StatusCode, info.Reason, [.. fields], status.Message, info.Metadata)
        {
            RetryAfter = status.GetDetail<RetryInfo>()?.RetryDelay.ToTimeSpan(),
        };
    }

    public void ShouldSay(StatusCode code, string reason, params string[] fields)
    {
        (Code, Reason).ShouldBe((code, reason), Message);
        Fields.ShouldBe(fields, Message);
    }
}
