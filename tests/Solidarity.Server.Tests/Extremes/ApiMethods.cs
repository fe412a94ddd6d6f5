using Google.Protobuf.Reflection;
using Grpc.Core;

namespace Solidarity.Server.Tests.Extremes;

/// <summary>A method of the API, called with bytes, so that a request may be anything.</summary>
internal sealed record ApiMethod(MethodDescriptor Descriptor)
{
    private static readonly Marshaller<byte[]> Bytes = Marshallers.Create(bytes => bytes, bytes => bytes);

    public string Name => $"{Descriptor.Service.Name}.{Descriptor.Name}";

    public bool IsStream => Descriptor.IsServerStreaming;

    /// <summary>All of the API's own, by the descriptors that were generated from the protos.</summary>
    public static IReadOnlyList<ApiMethod> All { get; } =
    [
        .. typeof(V1.Board).Assembly.GetTypes()
            .Select(type => type.GetProperty("Descriptor")?.GetValue(null) as ServiceDescriptor)
            .OfType<ServiceDescriptor>()
            .Where(service => service.File.Package == "solidarity.v1")
            .OrderBy(service => service.Name, StringComparer.Ordinal)
            .SelectMany(service => service.Methods)
            .Select(method => new ApiMethod(method)),
    ];

    // Who watches from a position hears nothing until something changes.
    private static readonly TimeSpan Listens = TimeSpan.FromMilliseconds(300);

    /// <summary>The answer, or of a stream the first message; and how the call ended. A stream that says nothing for a
    /// while is one that goes on.</summary>
    public async Task<Answered> AskAsync(CallInvoker invoker, byte[] request, CancellationToken cancellation)
    {
        using var listens = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        if (IsStream)
            listens.CancelAfter(Listens);
        var options = new CallOptions(cancellationToken: listens.Token);
        try
        {
            if (!IsStream)
                return Read(await invoker.AsyncUnaryCall(MethodOf(MethodType.Unary), null, options, request));
            using var call = invoker.AsyncServerStreamingCall(
                MethodOf(MethodType.ServerStreaming), null, options, request);
            return await call.ResponseStream.MoveNext(listens.Token)
                ? Read(call.ResponseStream.Current)
                : new Answered(StatusCode.OK, "", null);
        }
        catch (RpcException told)
            when (told.StatusCode == StatusCode.Cancelled && !cancellation.IsCancellationRequested)
        {
            return new Answered(StatusCode.OK, "", null) { IsQuiet = true };
        }
        catch (RpcException told)
        {
            return new Answered(told.StatusCode, told.Status.Detail, null) { Trailers = told.Trailers };
        }
    }

    private Answered Read(byte[] response) =>
        new(StatusCode.OK, "", Descriptor.OutputType.Parser.ParseFrom(response));

    private Method<byte[], byte[]> MethodOf(MethodType type) =>
        new(type, Descriptor.Service.FullName, Descriptor.Name, Bytes, Bytes);
}

/// <summary>How a call ended.</summary>
internal sealed record Answered(StatusCode Code, string Message, Google.Protobuf.IMessage? Response)
{
    public Metadata Trailers { get; init; } = [];

    /// <summary>A stream that had nothing to say yet.</summary>
    public bool IsQuiet { get; init; }
}
