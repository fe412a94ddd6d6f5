using Google.Protobuf.WellKnownTypes;
using Google.Rpc;
using Grpc.Core;
using Solidarity.Protocol.Tests.Echoes;
using Status = Grpc.Core.Status;

namespace Solidarity.Protocol.Tests.Hosting;

/// <summary>The service of echo.proto, in the way that ordinary service code is written.</summary>
public sealed class EchoService(HeldCalls held) : Echo.EchoBase
{
    // The official server takes this pseudo-header as the choice of the response's compression.
    private const string ResponseEncodingHeader = "grpc-internal-encoding-request";

    public override async Task<EchoReply> Say(EchoRequest request, ServerCallContext context)
    {
        var headers = new Metadata();
        foreach (var entry in context.RequestHeaders)
        {
            if (entry.Key.StartsWith("echo-", StringComparison.Ordinal))
                headers.Add(entry);
            else if (entry.Key.StartsWith("trail-", StringComparison.Ordinal))
                context.ResponseTrailers.Add(entry);
            else if (entry.Key == "want-encoding")
                headers.Add(ResponseEncodingHeader, entry.Value);
        }

        await context.WriteResponseHeadersAsync(headers);
        return Reply(request.Text, context);
    }

    public override async Task<EchoReply> Join(IAsyncStreamReader<EchoRequest> requestStream, ServerCallContext context)
    {
        var texts = new List<string>();
        await foreach (var request in requestStream.ReadAllAsync())
            texts.Add(request.Text);
        return Reply(string.Join(' ', texts), context);
    }

    public override async Task Repeat(
        RepeatRequest request, IServerStreamWriter<EchoReply> responseStream, ServerCallContext context)
    {
        for (var i = 1; i <= request.Times; i++)
            await responseStream.WriteAsync(Reply($"{request.Text} {i}", context), context.CancellationToken);
    }

    public override async Task Converse(
        IAsyncStreamReader<EchoRequest> requestStream,
        IServerStreamWriter<EchoReply> responseStream,
        ServerCallContext context)
    {
        while (await requestStream.MoveNext())
            await responseStream.WriteAsync(Reply($"you said {requestStream.Current.Text}", context));
    }

    public override async Task<EchoReply> Hold(EchoRequest request, ServerCallContext context)
    {
        await held.HoldAsync(context);
        throw new RpcException(new Status(StatusCode.Cancelled, "the caller gave up"));
    }

    public override Task<EchoReply> Fail(EchoRequest request, ServerCallContext context) =>
        throw Failure(request.Text);

    public override async Task FailLate(
        EchoRequest request, IServerStreamWriter<EchoReply> responseStream, ServerCallContext context)
    {
        await responseStream.WriteAsync(Reply("so far, so good", context));
        throw Failure(request.Text);
    }

    private static EchoReply Reply(string text, ServerCallContext context) => new()
    {
        Text = text,
        RequestEncoding = context.GetHttpContext().Request.Headers["grpc-encoding"].ToString(),
    };

    private static RpcException Failure(string text)
    {
        var status = new Google.Rpc.Status { Code = (int)StatusCode.FailedPrecondition, Message = text };
        status.Details.Add(Any.Pack(new ErrorInfo
        {
            Reason = "FUNDS_SHORT",
            Domain = "solidarity",
            Metadata = { ["section"] = "geneva-masons" },
        }));
        status.Details.Add(Any.Pack(new BadRequest
        {
            FieldViolations = { new BadRequest.Types.FieldViolation { Field = "amount", Description = "too much" } },
        }));
        var failure = status.ToRpcException();
        failure.Trailers.Add("trail-own", "kept");
        return failure;
    }
}
