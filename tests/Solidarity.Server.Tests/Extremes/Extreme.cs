using Google.Protobuf;
using Google.Protobuf.Reflection;
using Google.Protobuf.WellKnownTypes;
using Solidarity.Domain.Money;

namespace Solidarity.Server.Tests.Extremes;

/// <summary>One change that makes a sound request extreme.</summary>
/// <param name="What">The field and what becomes of it.</param>
/// <param name="IsBad">Whether no request may have that, whatever the field is for.</param>
internal sealed record Extreme(string What, Action<IMessage> Change, bool IsBad = false)
{
    private const int FarTooLong = 40_000;

    private const int RepeatedMax = 10_000;
    private const int BytesMax = 3_000_000;

    /// <summary>The limits that the protos name, for numbers of any field; each comes with one less and one more.
    /// </summary>
    private static readonly long[] Limits =
    [
        0, 1, 2, 100, 104, 240, 365, 366, 1_000, 2_160, 8_784, 10_000, 36_500, 1_000_000, 10_000_000, 1_000_000_000,
        Rate.TermMax, Amount.MinorMax, int.MinValue, int.MaxValue, long.MinValue, long.MaxValue,
    ];

    private static readonly string[] Texts =
    [
        "", " ", "\t", "-", "a", new('a', 63), new('a', 64), new('\u00E9', 200), new('\u00E9', 201), new('x', 1_000),
        new('x', 1_001), new('x', FarTooLong), new('\u4E00', 1_000), "\0", "a\u0001b", "\u001B[2J", "line\nbreak",
        "\u202Egnal", "\u200B\u200B", "e\u0301", "a" + new string('\u0301', 900), "\U0001F1E8\U0001F1ED", "\uFFFD",
        "\u2028",
        "sections/ghost", "sections/", "federations/ghost", "strikes/ghost", "transfers/ghost-0000000000000000",
        "transfers/ghost-0000000000000000/hops/1-1", "transfers/ghost/hops/2147483647-2147483648", "sections/a/b/c/d",
        "sections/stranger/pledges/none", "0001-01-01", "1799-12-31", "1800-01-01", "2199-12-31", "2200-01-01",
        "9999-12-30", "9999-12-31", "1868-02-30", "00:00", "23:59", "24:00", "+14:00", "-14:00", "+14:01", "public",
        "CH", "ch", "CHF", "XXX", "start", "start desc,start,start", "coverage,,",
        "00000000-0000-0000-0000-000000000000", "ffffffff-ffff-7fff-bfff-ffffffffffff",
    ];

    private static readonly byte[][] BadTexts = [[0xFF], [0xC3], [0xED, 0xA0, 0x80], [0x61, 0x80]];

    private static readonly Timestamp[] Moments =
    [
        new(), new() { Seconds = long.MinValue }, new() { Seconds = long.MaxValue },
        new() { Seconds = -62_135_596_800 },
        new() { Seconds = 253_402_300_799, Nanos = 999_999_999 }, new() { Nanos = -1 }, new() { Nanos = int.MaxValue },
        new() { Nanos = 1_000_000_000 }, new() { Seconds = -5_364_662_400 }, new() { Seconds = -5_364_662_401 },
        new() { Seconds = 7_258_118_399 }, new() { Seconds = 7_258_118_400 },
    ];

    /// <summary>Everything that one field of a message, or of a message within it, may be made into.</summary>
    public static IEnumerable<Extreme> Of(MessageDescriptor message) => Of(message, [], depth: 0);

    /// <summary>Bytes that are no such message, or one with more than this server knows.</summary>
    public static IEnumerable<(string What, Func<byte[], byte[]> Change)> OfBytes(MessageDescriptor message)
    {
        yield return ("no bytes", _ => []);
        yield return ("cut off", request => request[..^(request.Length > 0 ? 1 : 0)]);
        yield return ("an open group", request => [.. request, 0x0B]);
        yield return ("a length beyond the end", request => [.. request, 0x0A, 0xFF, 0xFF, 0xFF, 0xFF, 0x07]);
        yield return ("unknown fields", request => [.. request, .. Tagged(19_000, new byte[100_000])]);
        yield return ("a field of another kind", request => [.. request, 0x0D, 1, 2, 3, 4]);
        foreach (var field in message.Fields.InDeclarationOrder().Where(f => f.FieldType == FieldType.String))
            foreach (var bad in BadTexts)
                yield return ($"{field.Name} is no UTF-8", request => [.. request, .. Tagged(field.FieldNumber, bad)]);
    }

    private static IEnumerable<Extreme> Of(MessageDescriptor message, FieldDescriptor[] path, int depth)
    {
        foreach (var field in message.Fields.InDeclarationOrder())
        {
            foreach (var extreme in OfField(path, field))
                yield return extreme;
            var goesDeeper = field.FieldType == FieldType.Message && !field.IsRepeated && depth < 3
                && field.MessageType.File.Package == "solidarity.v1";
            if (!goesDeeper)
                continue;
            foreach (var extreme in Of(field.MessageType, [.. path, field], depth + 1))
                yield return extreme;
        }
    }

    private static IEnumerable<Extreme> OfField(FieldDescriptor[] path, FieldDescriptor field)
    {
        var name = string.Join('.', path.Append(field).Select(part => part.Name));
        if (field.IsRepeated)
        {
            foreach (var count in (int[])[0, 1, 2, 51, 1_000, RepeatedMax])
                yield return new($"{name} of {count}", within => Repeat(Within(within, path), field, count));
            yield break;
        }
        if (field.HasPresence || field.FieldType == FieldType.Message)
            yield return new($"{name} left out", within => field.Accessor.Clear(Within(within, path)));
        foreach (var (what, value) in ValuesOf(field))
            yield return new(
                $"{name} = {what}", within => field.Accessor.SetValue(Within(within, path), value), IsAlwaysBad(value));
    }

    private static bool IsAlwaysBad(object value) => value switch
    {
        string text => text.Length == FarTooLong,
        int number => number == int.MinValue,
        long number => number == long.MinValue,
        Timestamp moment => moment.Nanos is < 0 or > 999_999_999 || Math.Abs(moment.Seconds / 2) > 10_000_000_000,
        _ => false,
    };

    private static IEnumerable<(string What, object Value)> ValuesOf(FieldDescriptor field) => field.FieldType switch
    {
        FieldType.String => Texts.Select(text => (Show(text), (object)text)),
        FieldType.Int64 => Numbers(long.MinValue, long.MaxValue).Select(n => (Show(n), (object)n)),
        FieldType.Int32 => Numbers(int.MinValue, int.MaxValue).Select(n => (Show(n), (object)(int)n)),
        FieldType.Bool => [("true", true), ("false", false)],
        FieldType.Enum => field.EnumType.Values.Select(value => value.Number)
            .Concat([-1, 99, int.MaxValue, int.MinValue])
            .Select(number => (Show(number), System.Enum.ToObject(field.EnumType.ClrType, number))),
        FieldType.Message when field.MessageType == Timestamp.Descriptor =>
            Moments.Select(moment => ($"{moment.Seconds} s {moment.Nanos} ns", (object)moment)),
        FieldType.Message => [("empty", field.MessageType.Parser.ParseFrom(ByteString.Empty))],
        _ => throw new NotSupportedException($"field {field.FullName} is {field.FieldType}; say what is extreme in it"),
    };

    private static IEnumerable<long> Numbers(long min, long max) => Limits
        .SelectMany(limit => (long[])[unchecked(limit - 1), limit, unchecked(limit + 1)])
        .Where(number => number >= min && number <= max).Distinct();

    private static void Repeat(IMessage message, FieldDescriptor field, int count)
    {
        var list = (System.Collections.IList)field.Accessor.GetValue(message);
        var item = list.Count > 0 ? list[0]! : ItemOf(field);
        var bytes = Math.Max(1, item is IMessage part ? part.CalculateSize() : $"{item}".Length);
        list.Clear();
        for (var i = 0; i < Math.Min(count, BytesMax / bytes); i++)
            list.Add(item);
    }

    private static object ItemOf(FieldDescriptor field) => field.FieldType switch
    {
        FieldType.String => "sections/ghost",
        FieldType.Enum => System.Enum.ToObject(field.EnumType.ClrType, 1),
        FieldType.Message => field.MessageType.Parser.ParseFrom(ByteString.Empty),
        _ => throw new NotSupportedException($"repeated field {field.FullName} is {field.FieldType}"),
    };

    // What is on the way and left out is made first.
    private static IMessage Within(IMessage message, FieldDescriptor[] path)
    {
        foreach (var field in path)
        {
            if (field.Accessor.GetValue(message) is null)
                field.Accessor.SetValue(message, field.MessageType.Parser.ParseFrom(ByteString.Empty));
            message = (IMessage)field.Accessor.GetValue(message);
        }
        return message;
    }

    private static byte[] Tagged(int field, byte[] payload)
    {
        using var stream = new MemoryStream();
        using (var output = new CodedOutputStream(stream, leaveOpen: true))
        {
            output.WriteTag(field, WireFormat.WireType.LengthDelimited);
            output.WriteBytes(ByteString.CopyFrom(payload));
        }
        return stream.ToArray();
    }

    private static string Show(long number) => number.ToString(CultureInfo.InvariantCulture);

    private static string Show(string text)
    {
        if (text.Length > 40)
            return $"{text.Length} characters {(int)text[0]:X}";
        var shown = text.EnumerateRunes()
            .Select(rune => rune.Value is >= ' ' and <= '~' ? $"{rune}" : $"\\u{{{rune.Value:X}}}");
        return $"\"{string.Concat(shown)}\"";
    }
}
