using System.Text.Json;

namespace Solidarity.Domain.Json;

/// <summary>A value whose JSON is its text: what <c>ToString</c> writes, <see cref="Parse"/> reads.</summary>
public interface ITextValue<TSelf> where TSelf : struct, ITextValue<TSelf>
{
    /// <exception cref="FormatException">The text is not such a value.</exception>
    static abstract TSelf Parse(string? text);
}

/// <summary>Writes a value as its text, as a value and as a dictionary's key.</summary>
internal sealed class TextJsonConverter<T> : JsonConverter<T> where T : struct, ITextValue<T>
{
    public override T Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        T.Parse(reader.GetString());

    public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options) =>
        writer.WriteStringValue(value.ToString());

    public override T ReadAsPropertyName(
        ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        T.Parse(reader.GetString());

    public override void WriteAsPropertyName(Utf8JsonWriter writer, T value, JsonSerializerOptions options) =>
        writer.WritePropertyName(value.ToString()!);
}

/// <summary>Writes an enumeration's members as the journal and the API spell them: <c>called-off</c>.</summary>
internal sealed class KebabEnumConverter<T>() : JsonStringEnumConverter<T>(JsonNamingPolicy.KebabCaseLower)
    where T : struct, Enum;
