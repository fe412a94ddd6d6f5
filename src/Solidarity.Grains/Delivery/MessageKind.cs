using System.Text.Json;

namespace Solidarity.Grains.Delivery;

/// <summary>What a message asks, as far as its payload says.</summary>
internal static class MessageKind
{
    private const int CharsMax = 80;

    /// <summary>The name of the command, the first of several; empty where the payload has none.</summary>
    public static string Of(ReadOnlyMemory<byte> payload)
    {
        try
        {
            var reader = new Utf8JsonReader(payload.Span);
            while (reader.Read() && reader.TokenType != JsonTokenType.PropertyName)
            {
            }
            if (!reader.Read() || reader.TokenType != JsonTokenType.String)
                return "";
            var kind = reader.GetString() ?? "";
            return kind.Length <= CharsMax ? kind : kind[..CharsMax];
        }
        catch (Exception problem) when (problem is JsonException or InvalidOperationException)
        {
            return "";
        }
    }
}
