using System.Security.Cryptography;
using System.Text;

namespace Solidarity.Replay.Seeds;

/// <summary>
/// The name of a step, stable over runs and unique in a plan: <c>aid/aid-001/pledge</c>. What is asked of the service
/// for a step carries a request id made from it, so that a second run asks for nothing new.
/// </summary>
internal readonly record struct StepKey(string Value)
{
    private const int GuidBytes = 16;
    private const byte Version8 = 0x80;
    private const byte Variant = 0x80;

    /// <summary>A UUID of version 8 (RFC 9562, 5.8): the first 122 free bits of the SHA-256 of the key.</summary>
    /// <param name="act">Which request, for a step that needs several: <c>offer</c>, <c>agree</c>.</param>
    public Guid RequestId(string act = "")
    {
        var text = act.Length == 0 ? Value : $"{Value}#{act}";
        var bytes = SHA256.HashData(Encoding.UTF8.GetBytes(text)).AsSpan(0, GuidBytes);
        bytes[6] = (byte)(Version8 | (bytes[6] & 0x0F));
        bytes[8] = (byte)(Variant | (bytes[8] & 0x3F));
        return new(bytes, bigEndian: true);
    }

    public override string ToString() => Value;
}
