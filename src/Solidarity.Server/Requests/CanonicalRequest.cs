using System.Text;
using Google.Protobuf;
using Google.Protobuf.Reflection;
using Solidarity.Server.Errors;
using Solidarity.Storage;

namespace Solidarity.Server.Requests;

/// <summary>
/// The canonical form of a command's request, by which a retry is recognised (protos/README.md, "The identity of a
/// request"). It depends on what the client sent and on nothing inside the service, so a retry after an upgrade is the
/// same request. The journal keeps its hash for ever: the form must never change, and golden tests hold it.
/// </summary>
internal static class CanonicalRequest
{
    private const string RequestId = "request_id";

    /// <summary>The first 128 bits of the SHA-256 of the canonical form.</summary>
    /// <param name="method">As gRPC names it: <c>/solidarity.v1.PledgesService/Pledge</c>.</param>
    /// <param name="request">A message whose first field is <c>request_id</c>.</param>
    /// <exception cref="MalformedRequestException">The request has fields that this version does not know. They might
    /// ask for something that would not be done, and their canonical form is not known either.</exception>
    public static ContentHash HashOf(string method, IMessage request) =>
        Grains.Entries.Requests.HashOf(Write(method, request));

    /// <summary>The method's name, a zero byte, and the message as protobuf writes it: fields in the order of their
    /// numbers, without defaults and without the request id.</summary>
    /// <inheritdoc cref="HashOf"/>
    internal static byte[] Write(string method, IMessage request)
    {
        if (request.Descriptor.FindFieldByNumber(1) is not { Name: RequestId, FieldType: FieldType.String })
            throw new ArgumentException($"{request.Descriptor.FullName} has no {RequestId}", nameof(request));
        var message = request.ToByteArray();
        if (HasUnknownFields(request.Descriptor, message))
            throw new MalformedRequestException([Violation.Of("request", "has fields that this version of the service "
                + "does not know, so it was not done; leave them out, or ask a newer version")]);
        return [.. Encoding.ASCII.GetBytes(method), 0, .. message.AsSpan(EndOfRequestId(message))];
    }

    private static bool HasUnknownFields(MessageDescriptor type, byte[] message) =>
        type.Parser.WithDiscardUnknownFields(true).ParseFrom(message).CalculateSize() < message.Length;

    // Protobuf writes fields in the order of their numbers, so the request id comes first.
    private static int EndOfRequestId(byte[] message)
    {
        var reader = new CodedInputStream(message);
        if (reader.ReadTag() != WireFormat.MakeTag(1, WireFormat.WireType.LengthDelimited))
            return 0;
        reader.ReadBytes();
        return (int)reader.Position;
    }
}
