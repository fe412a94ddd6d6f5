using System.Text;
using Google.Protobuf;
using Google.Protobuf.Reflection;
using Grpc.Core;
using Solidarity.Server.Errors;
using Solidarity.Server.Requests;
using Solidarity.Server.Tests.Extremes;
using Solidarity.Server.Tests.Hosting;
using static Solidarity.Server.Tests.Hosting.Story;

namespace Solidarity.Server.Tests;

/// <summary>The identity of a request: protos/README.md.</summary>
public sealed class CanonicalRequestTests
{
    private const string VectorsFile = "canonical-requests.approved.txt";

    // How a vector's two lines begin.
    private const string RequestLine = "  request ";
    private const string HashLine = "  hash    ";

    /// <summary>All methods that answer with a position in the journal.</summary>
    private static ApiMethod[] Commands { get; } =
        [.. ApiMethod.All.Where(method => method.Descriptor.OutputType == V1.CommandReply.Descriptor)];

    /// <summary>A journal keeps these hashes for ever. A method that has no vector yet gets one; what is in the file
    /// never changes.</summary>
    [Fact]
    public void The_hash_of_a_request_is_what_it_was_when_it_was_approved()
    {
        var known = Vectors();
        var text = new StringBuilder();
        foreach (var method in Commands)
        {
            var request = known.GetValueOrDefault(NameOf(method)) ?? Filled(method.Descriptor.InputType).ToByteArray();
            text.Append(CultureInfo.InvariantCulture, $"{NameOf(method)}\n")
                .Append(CultureInfo.InvariantCulture, $"{RequestLine}{Convert.ToHexStringLower(request)}\n")
                .Append(CultureInfo.InvariantCulture, $"{HashLine}{HashOf(method, request)}\n");
        }
        Approved.Check(VectorsFile, text.ToString());
    }

    [Fact]
    public void The_order_of_fields_and_defaults_that_were_sent_make_no_other_request()
    {
        foreach (var method in Commands)
        {
            var type = method.Descriptor.InputType;
            foreach (var request in (byte[][])[Filled(type).ToByteArray(), Bare(type).ToByteArray()])
            {
                byte[] other = [.. Defaults(type), .. Parts(request).AsEnumerable().Reverse().SelectMany(part => part)];
                HashOf(method, other).ShouldBe(HashOf(method, request), NameOf(method));
            }
        }
    }

    [Fact]
    public void Another_id_makes_no_other_content_and_every_other_field_does()
    {
        foreach (var method in Commands)
        {
            var type = method.Descriptor.InputType;
            var hash = HashOf(method, Filled(type).ToByteArray());
            foreach (var field in type.Fields.InFieldNumberOrder())
            {
                var changed = Filled(type);
                field.Accessor.Clear(changed);
                var isSame = HashOf(method, changed.ToByteArray()) == hash;
                isSame.ShouldBe(field.Name == "request_id", field.FullName);
            }
        }
    }

    /// <summary>The example of protos/README.md.</summary>
    [Fact]
    public void The_example_of_the_protos_has_the_hash_that_it_says()
    {
        var request = new V1.SeeCallRequest
        {
            RequestId = "01890a5d-ac96-774b-bcce-b302099a8057",
            Section = "sections/geneva-masons",
            Strike = "strikes/paris-bronze-1867",
        };
        const string method = "/solidarity.v1.CallsService/SeeCall";
        Convert.ToHexStringLower(CanonicalRequest.Write(method, request)).ShouldBe(
            "2f736f6c696461726974792e76312e43616c6c73536572766963652f53656543616c6c00"
            + "121673656374696f6e732f67656e6576612d6d61736f6e73"
            + "1a19737472696b65732f70617269732d62726f6e7a652d31383637");
        CanonicalRequest.HashOf(method, request).Value.ShouldBe(
            UInt128.Parse("db4de93a191804236b385aae27305489", NumberStyles.HexNumber, CultureInfo.InvariantCulture));
    }

    [Fact]
    public void The_same_message_to_another_method_is_another_request()
    {
        var request = new V1.SeeCallRequest { RequestId = "r" };
        CanonicalRequest.HashOf("/solidarity.v1.CallsService/SeeCall", request)
            .ShouldNotBe(CanonicalRequest.HashOf("/solidarity.v1.CallsService/Other", request));
    }

    [Fact]
    public async Task A_field_that_is_not_known_is_refused_and_the_id_is_free_for_the_rest()
    {
        await using var server = await TestServer.StartAsync();
        await server.FoundSectionAsync("joiners");
        var deposit = new V1.DepositRequest { RequestId = server.NewId(), Section = Joiners, Amount = Francs(1) };
        // Field 1,000 of the sum, a number that is 1.
        deposit.Amount.MergeFrom([0xC0, 0x3E, 0x01]);

        (await Refused.ByAsync(server.Sections.DepositAsync(deposit)))
            .ShouldSay(StatusCode.InvalidArgument, Violation.Malformed, "request");

        deposit.Amount = Francs(1);
        await server.Sections.DepositAsync(deposit);
        (await server.BalanceAsync(Joiners, "treasury")).ShouldBe(1_00);
    }

    private static Dictionary<string, byte[]> Vectors([System.Runtime.CompilerServices.CallerFilePath] string test = "")
    {
        var path = Path.Combine(Path.GetDirectoryName(test)!, VectorsFile);
        var lines = File.Exists(path) ? File.ReadAllLines(path) : [];
        return lines.Chunk(3).ToDictionary(
            vector => vector[0], vector => Convert.FromHexString(vector[1][RequestLine.Length..]));
    }

    private static string NameOf(ApiMethod method) =>
        $"/{method.Descriptor.Service.FullName}/{method.Descriptor.Name}";

    private static string HashOf(ApiMethod method, byte[] request)
    {
        var message = method.Descriptor.InputType.Parser.ParseFrom(request);
        return CanonicalRequest.HashOf(NameOf(method), message).Value.ToString("x32", CultureInfo.InvariantCulture);
    }

    private static IMessage Bare(MessageDescriptor type)
    {
        var message = type.Parser.ParseFrom(ByteString.Empty);
        type.FindFieldByNumber(1).Accessor.SetValue(message, "request_id");
        return message;
    }

    /// <summary>A message with a value in every field that differs from its default.</summary>
    private static IMessage Filled(MessageDescriptor type)
    {
        var message = type.Parser.ParseFrom(ByteString.Empty);
        foreach (var field in type.Fields.InFieldNumberOrder())
        {
            if (field.IsRepeated)
                ((System.Collections.IList)field.Accessor.GetValue(message)).Add(ValueOf(field));
            else if (field.RealContainingOneof is not { } oneof || oneof.Fields[0] == field)
                field.Accessor.SetValue(message, ValueOf(field));
        }
        return message;
    }

    private static object ValueOf(FieldDescriptor field) => field.FieldType switch
    {
        FieldType.String => field.Name,
        FieldType.Bool => true,
        FieldType.Int32 => field.FieldNumber,
        FieldType.Int64 => (long)field.FieldNumber << 40,
        FieldType.Enum => field.EnumType.Values[1].Number,
        FieldType.Message => Filled(field.MessageType),
        _ => throw new NotSupportedException($"{field.FullName} is a {field.FieldType}"),
    };

    /// <summary>Fields of numbers and texts, each with its default, as no protobuf library writes them by itself.
    /// </summary>
    private static byte[] Defaults(MessageDescriptor type) =>
    [
        .. type.Fields.InFieldNumberOrder().Where(field => !field.IsRepeated && !field.HasPresence).SelectMany(field =>
            Written(output =>
            {
                output.WriteTag(field.FieldNumber, field.FieldType == FieldType.String
                    ? WireFormat.WireType.LengthDelimited : WireFormat.WireType.Varint);
                output.WriteInt32(0);
            })),
    ];

    /// <summary>The fields of a message, each with its tag.</summary>
    private static List<byte[]> Parts(byte[] message)
    {
        var (parts, reader) = (new List<byte[]>(), new CodedInputStream(message));
        while (!reader.IsAtEnd)
        {
            var start = (int)reader.Position;
            reader.ReadTag();
            reader.SkipLastField();
            parts.Add(message[start..(int)reader.Position]);
        }
        return parts;
    }

    private static byte[] Written(Action<CodedOutputStream> write)
    {
        using var stream = new MemoryStream();
        using (var output = new CodedOutputStream(stream, leaveOpen: true))
            write(output);
        return stream.ToArray();
    }
}
