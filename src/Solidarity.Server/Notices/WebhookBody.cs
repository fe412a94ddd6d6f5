using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Solidarity.Views.Worlds;

namespace Solidarity.Server.Notices;

/// <summary>What a webhook posts, and how it is signed: protos/README.md describes it for receivers.</summary>
internal static class WebhookBody
{
    public const string IdHeader = "Solidarity-Notice";
    public const string SignatureHeader = "Solidarity-Signature";

    public static byte[] Write(NoticeDigest digest, NoticeText text)
    {
        using var bytes = new MemoryStream();
        using (var json = new Utf8JsonWriter(bytes))
        {
            json.WriteStartObject();
            json.WriteString("id", digest.Id);
            json.WriteString("body", digest.Body.ToString());
            json.WriteString("at", Moment(digest.At));
            json.WriteBoolean("test", digest.IsTest);
            json.WriteStartArray("notices");
            var (position, number) = (0L, 0);
            foreach (var notice in digest.Listed)
            {
                (position, number) = (notice.Position, notice.Position == position ? number + 1 : 1);
                Write(json, notice, $"{position}.{number}", text.Link(digest.Body, notice));
            }
            json.WriteEndArray();
            json.WriteNumber("unlisted", digest.Unlisted);
            json.WriteEndObject();
        }
        return bytes.ToArray();
    }

    /// <summary><c>t=TIMESTAMP,v1=HEX</c>: HMAC-SHA256, under the webhook's secret, of the timestamp in decimal digits,
    /// a full stop, and the body.</summary>
    /// <param name="seconds">Since 1970.</param>
    public static string Sign(string secret, long seconds, ReadOnlySpan<byte> body)
    {
        var timestamp = seconds.ToString(CultureInfo.InvariantCulture);
        using var hmac = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, Encoding.UTF8.GetBytes(secret));
        hmac.AppendData(Encoding.UTF8.GetBytes($"{timestamp}."));
        hmac.AppendData(body);
        return $"t={timestamp},v1={Convert.ToHexStringLower(hmac.GetHashAndReset())}";
    }

    private static void Write(Utf8JsonWriter json, Notice notice, string id, string see)
    {
        json.WriteStartObject();
        json.WriteString("id", id);
        json.WriteString(
            "kind", notice.Kind is { } kind ? JsonNamingPolicy.KebabCaseLower.ConvertName($"{kind}") : "test");
        json.WriteString("about", notice.About.ToString());
        json.WriteString("at", Moment(notice.At));
        json.WriteString("see", see);
        json.WriteEndObject();
    }

    private static string Moment(DateTimeOffset at) =>
        at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
}
