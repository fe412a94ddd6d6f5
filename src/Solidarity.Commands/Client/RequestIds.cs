using System.Security.Cryptography;
using System.Text;

namespace Solidarity.Commands.Client;

/// <summary>Makes request ids.</summary>
internal static class RequestIds
{
    private const int TimeBytes = 6;

    /// <summary>
    /// The id under which a command is sent a second time, after it was refused: the service has the refusal under the
    /// first id for ever. It is made from the first one, so whoever gives the whole command line once more, under that
    /// id, does it once. It begins with the same time, and is a UUID of version 8.
    /// </summary>
    public static string AfterRefusal(string first)
    {
        var id = Guid.Parse(first).ToByteArray(bigEndian: true);
        SHA256.HashData([.. id, .. "again"u8]).AsSpan(0, id.Length - TimeBytes).CopyTo(id.AsSpan(TimeBytes));
        return Version8(id);
    }

    /// <summary>The id of what is done once however often it is asked for: the same for the same text, a UUID of
    /// version 8.</summary>
    public static string Of(string text) => Version8(SHA256.HashData(Encoding.UTF8.GetBytes(text)).AsSpan(0, 16));

    private static string Version8(Span<byte> id)
    {
        id[6] = (byte)(0x80 | (id[6] & 0x0f));
        id[8] = (byte)(0x80 | (id[8] & 0x3f));
        return new Guid(id, bigEndian: true).ToString();
    }
}
