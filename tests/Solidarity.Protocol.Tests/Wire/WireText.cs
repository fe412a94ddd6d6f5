using System.Text;
using Google.Protobuf.Reflection;

namespace Solidarity.Protocol.Tests.Wire;

/// <summary>
/// Writes what a package has on the wire as text that a person can review: each message, enum and service with its
/// lines below it, in order of name and number.
/// </summary>
/// <remarks>
/// <code>
/// message solidarity.v1.Pledge
///   1 section string
///   2 amounts repeated solidarity.v1.Money
/// service solidarity.v1.Pledges
///   Watch(solidarity.v1.WatchRequest) returns (stream solidarity.v1.Pledge)
/// </code>
/// </remarks>
internal static class WireText
{
    /// <summary>The text of all that these files declare. Empty when they declare nothing.</summary>
    public static string Of(IEnumerable<FileDescriptor> files)
    {
        var declared = files.SelectMany(Blocks).OrderBy(block => block.Head, StringComparer.Ordinal);
        var text = new StringBuilder();
        foreach (var (head, lines) in declared)
        {
            text.Append(head).Append('\n');
            foreach (var line in lines)
                text.Append("  ").Append(line).Append('\n');
        }

        return text.ToString();
    }

    private static IEnumerable<(string Head, IEnumerable<string> Lines)> Blocks(FileDescriptor file) =>
        file.MessageTypes.SelectMany(Blocks)
            .Concat(file.EnumTypes.Select(Block))
            .Concat(file.Services.Select(Block));

    // A map's entries are messages on the wire, but its line already says so.
    private static IEnumerable<(string Head, IEnumerable<string> Lines)> Blocks(MessageDescriptor message) =>
        message.GetOptions()?.MapEntry == true
            ? []
            : message.NestedTypes.SelectMany(Blocks)
                .Concat(message.EnumTypes.Select(Block))
                .Prepend(($"message {message.FullName}", message.Fields.InFieldNumberOrder().Select(Line)));

    private static (string Head, IEnumerable<string> Lines) Block(EnumDescriptor type) =>
        ($"enum {type.FullName}", type.Values.OrderBy(value => value.Number).Select(Line));

    private static (string Head, IEnumerable<string> Lines) Block(ServiceDescriptor service) =>
        ($"service {service.FullName}", service.Methods.Select(Line).Order(StringComparer.Ordinal));

    private static string Line(EnumValueDescriptor value) => $"{value.Number} {value.Name}";

    private static string Line(FieldDescriptor field) =>
        $"{field.FieldNumber} {field.Name} {Label(field)}{Type(field)}{Oneof(field)}";

    private static string Line(MethodDescriptor method) =>
        $"{method.Name}({Stream(method.IsClientStreaming)}{method.InputType.FullName})"
        + $" returns ({Stream(method.IsServerStreaming)}{method.OutputType.FullName})";

    private static string Stream(bool streaming) => streaming ? "stream " : "";

    private static string Label(FieldDescriptor field)
    {
        if (field.IsMap)
            return "";
        if (field.IsRepeated)
            return field.IsPacked || !IsPackable(field) ? "repeated " : "repeated unpacked ";
        return field.RealContainingOneof is null && field.ContainingOneof is not null ? "optional " : "";
    }

    private static bool IsPackable(FieldDescriptor field) =>
        field.FieldType is not (FieldType.Message or FieldType.Group or FieldType.String or FieldType.Bytes);

    private static string Type(FieldDescriptor field)
    {
        if (field.IsMap)
        {
            var entry = field.MessageType.Fields;
            return $"map<{Type(entry[1])}, {Type(entry[2])}>";
        }

        return field.FieldType switch
        {
            FieldType.Message or FieldType.Group => field.MessageType.FullName,
            FieldType.Enum => field.EnumType.FullName,
            var scalar => scalar.ToString().ToLowerInvariant(),
        };
    }

    private static string Oneof(FieldDescriptor field) =>
        field.RealContainingOneof is { } oneof ? $" (one of {oneof.Name})" : "";
}
