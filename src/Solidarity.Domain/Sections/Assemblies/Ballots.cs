using System.Security.Cryptography;
using System.Text;
using Solidarity.Domain.Bodies;
using Solidarity.Domain.Json;
using Solidarity.Domain.Sections.Authorities;

namespace Solidarity.Domain.Sections.Assemblies;

/// <summary>128 bits as 26 characters of Crockford's base32: digits, and letters without i, l, o and u. Read whether
/// large or small, with hyphens anywhere; i and l are read as 1, o as 0.</summary>
internal static class Base32
{
    private const string Digits = "0123456789abcdefghjkmnpqrstvwxyz";
    private const int Chars = 26;
    private const int BitsEach = 5;

    // The first character has the three bits that are left over.
    private const int FirstMax = 7;

    public static string Write(UInt128 value) => string.Create(Chars, value, static (text, rest) =>
    {
        for (var i = Chars - 1; i >= 0; i--, rest >>= BitsEach)
            text[i] = Digits[(int)(rest & 31)];
    });

    public static bool TryRead(string? text, out UInt128 value)
    {
        value = 0;
        var read = 0;
        foreach (var c in text ?? "")
        {
            if (c == '-')
                continue;
            var digit = Digits.IndexOf(char.ToLowerInvariant(c) switch
            {
                'i' or 'l' => '1',
                'o' => '0',
                var other => other,
            }, StringComparison.Ordinal);
            if (digit < 0 || read == Chars || (read == 0 && digit > FirstMax))
                return false;
            value = (value << BitsEach) | (UInt128)digit;
            read++;
        }
        return read == Chars;
    }
}

/// <summary>A one-time anonymous ballot token: 128 random bits, which whoever opens the vote makes and gives out. The
/// section has only its <see cref="BallotHash"/> until somebody votes with it.</summary>
[JsonConverter(typeof(TextJsonConverter<BallotToken>))]
public readonly record struct BallotToken(UInt128 Value) : ITextValue<BallotToken>
{
    public const int BytesMax = 16;

    public static bool TryRead(string? text, out BallotToken token)
    {
        var isOne = Base32.TryRead(text, out var value);
        token = new BallotToken(value);
        return isOne;
    }

    static BallotToken ITextValue<BallotToken>.Parse(string? text) => TryRead(text, out var token)
        ? token
        : throw new FormatException("This is no ballot token: 26 characters of Crockford's base32.");

    public override string ToString() => Base32.Write(Value);
}

/// <summary>What a section knows of a token before somebody votes with it: the first half of a SHA-256 over the
/// section, the question and the token. So a token of another question is none here.</summary>
[JsonConverter(typeof(TextJsonConverter<BallotHash>))]
public readonly record struct BallotHash(UInt128 Value) : ITextValue<BallotHash>, IComparable<BallotHash>
{
    public static BallotHash Of(SectionId section, QuestionId question, BallotToken token)
    {
        var text = $"solidarity ballot\n{(Address)section}\nquestions/{question}\n{token}";
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes(text));
        return new BallotHash(System.Buffers.Binary.BinaryPrimitives.ReadUInt128BigEndian(hash));
    }

    public static bool TryRead(string? text, out BallotHash hash)
    {
        var isOne = Base32.TryRead(text, out var value);
        hash = new BallotHash(value);
        return isOne;
    }

    static BallotHash ITextValue<BallotHash>.Parse(string? text) => TryRead(text, out var hash)
        ? hash
        : throw new FormatException("This is no hash of a ballot token: 26 characters of Crockford's base32.");

    public int CompareTo(BallotHash other) => Value.CompareTo(other.Value);

    public override string ToString() => Base32.Write(Value);
}

/// <summary>What somebody voted.</summary>
[JsonConverter(typeof(KebabEnumConverter<BallotChoice>))]
public enum BallotChoice
{
    For,
    Against,
    Abstain,
}

/// <summary>A vote with the token that it was given with. Nothing says whose it is.</summary>
public readonly record struct Ballot(BallotToken Token, BallotChoice Choice);

/// <summary>The tokens of a question that is voted on by tokens.</summary>
/// <param name="Tokens">By hash; null while nobody has voted with it.</param>
/// <param name="Registered">How many tokens there are.</param>
/// <param name="IsGone">Whether the ballots are kept no more: newer ones took their room
/// (<see cref="SectionQuestions.TokensMax"/>).</param>
public sealed record BallotBox(
    ImmutableSortedDictionary<BallotHash, Ballot?> Tokens, int Registered, bool IsGone = false)
{
    /// <summary>The most tokens of a question.</summary>
    public const int TokensMax = 2_000;

    public int Cast => Tokens.Values.Count(ballot => ballot is not null);

    /// <summary>The ballots, counted.</summary>
    public VoteCount Counted(DateTimeOffset at) =>
        new(Of(BallotChoice.For), Of(BallotChoice.Against), Of(BallotChoice.Abstain), at);

    private int Of(BallotChoice choice) => Tokens.Values.Count(ballot => ballot?.Choice == choice);
}
