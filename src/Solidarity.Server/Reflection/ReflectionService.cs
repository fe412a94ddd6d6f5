using Google.Protobuf.Reflection;
using Grpc.Core;
using Grpc.Reflection.V1;
using Solidarity.Server.Errors;
using Request = Grpc.Reflection.V1.ServerReflectionRequest;
using RequestKind = Grpc.Reflection.V1.ServerReflectionRequest.MessageRequestOneofCase;
using Response = Grpc.Reflection.V1.ServerReflectionResponse;

namespace Solidarity.Server.Reflection;

/// <summary>The standard reflection service over a <see cref="DescriptorIndex" />.</summary>
internal sealed class ReflectionService(DescriptorIndex index) : ServerReflection.ServerReflectionBase
{
    private const int RequestBytesMax = 4_096;

    public override async Task ServerReflectionInfo(
        IAsyncStreamReader<Request> requestStream,
        IServerStreamWriter<Response> responseStream,
        ServerCallContext context)
    {
        try
        {
            await foreach (var request in requestStream.ReadAllAsync(context.CancellationToken))
            {
                // The answer repeats it.
                if (request.CalculateSize() > RequestBytesMax)
                    throw ErrorStatus.Unreadable(
                        $"The request has more than {RequestBytesMax} bytes, which no name needs.");
                var response = Answer(request);
                response.ValidHost = request.Host;
                response.OriginalRequest = request;
                await responseStream.WriteAsync(response, context.CancellationToken);
            }
        }
        catch (InvalidOperationException) when (context.CancellationToken.IsCancellationRequested)
        {
            // The client left between two requests: there is no call to read from or write to, and nobody to miss it.
        }
        catch (IOException)
        {
            // The same, where its connection broke while the next request was waited for.
        }
    }

    private Response Answer(Request request) => request.MessageRequestCase switch
    {
        RequestKind.ListServices => Services(),
        RequestKind.FileByFilename => File(index.FindFile(request.FileByFilename), $"file {request.FileByFilename}"),
        RequestKind.FileContainingSymbol =>
            File(index.FindSymbol(request.FileContainingSymbol), $"symbol {request.FileContainingSymbol}"),
        RequestKind.FileContainingExtension => Extension(request.FileContainingExtension),
        RequestKind.AllExtensionNumbersOfType => ExtensionNumbers(request.AllExtensionNumbersOfType),
        // Also what a newer client asks and this server does not know.
        _ => Error(StatusCode.InvalidArgument, "The request asks nothing that this server can answer."),
    };

    private Response Services()
    {
        var list = new ListServiceResponse();
        list.Service.AddRange(index.ServiceNames.Select(name => new ServiceResponse { Name = name }));
        return new Response { ListServicesResponse = list };
    }

    private Response Extension(ExtensionRequest request) => File(
        index.FindExtension(request.ContainingType, request.ExtensionNumber),
        $"extension {request.ExtensionNumber} of {request.ContainingType}");

    private Response ExtensionNumbers(string message)
    {
        if (index.FindExtensionNumbers(message) is not { } numbers)
            return Error(StatusCode.NotFound, $"This server knows no message {message}.");
        var response = new ExtensionNumberResponse { BaseTypeName = message };
        response.ExtensionNumber.AddRange(numbers);
        return new Response { AllExtensionNumbersResponse = response };
    }

    private static Response File(FileDescriptor? file, string asked)
    {
        if (file is null)
            return Error(StatusCode.NotFound, $"This server knows no {asked}.");
        var response = new FileDescriptorResponse();
        response.FileDescriptorProto.AddRange(file.WithImports().Select(each => each.SerializedData));
        return new Response { FileDescriptorResponse = response };
    }

    private static Response Error(StatusCode code, string message) =>
        new() { ErrorResponse = new ErrorResponse { ErrorCode = (int)code, ErrorMessage = message } };
}
