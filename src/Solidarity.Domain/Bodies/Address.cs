using System.Diagnostics.CodeAnalysis;
using Solidarity.Domain.Json;

namespace Solidarity.Domain.Bodies;

/// <summary>The four kinds of body that have a stream of their own. <see cref="Address"/> knows the folder of each, and
/// its aggregate all that it does.</summary>
public enum BodyKind
{
    Section,
    Federation,
    Strike,
    Transfer,
}

/// <summary>Where a message goes: <c>kind/id</c>, as in <c>sections/geneva-masons</c>. It is also the name of the
/// body's stream.</summary>
[JsonConverter(typeof(TextJsonConverter<Address>))]
public readonly record struct Address(BodyKind Kind, string Id) : ITextValue<Address>, IComparable<Address>
{
    /// <summary>By kind.</summary>
    private static readonly string[] Folders = ["sections/", "federations/", "strikes/", "transfers/"];

    public static implicit operator Address(SectionId id) => new(BodyKind.Section, id.Value);

    public static implicit operator Address(FederationId id) => new(BodyKind.Federation, id.Value);

    public static implicit operator Address(StrikeId id) => new(BodyKind.Strike, id.Value);

    public static implicit operator Address(TransferId id) => new(BodyKind.Transfer, id.Value);

    public bool IsSection => Kind == BodyKind.Section;

    public bool IsFederation => Kind == BodyKind.Federation;

    /// <summary>The section of this address; only where <see cref="IsSection"/>.</summary>
    public SectionId Section => IsSection ? new(Id) : throw new InvalidOperationException($"{this} is no section.");

    /// <summary>The federation of this address; only where <see cref="IsFederation"/>.</summary>
    public FederationId Federation =>
        IsFederation ? new(Id) : throw new InvalidOperationException($"{this} is no federation.");

    public static bool TryParse([NotNullWhen(true)] string? text, out Address address)
    {
        address = default;
        var slash = text?.IndexOf('/', StringComparison.Ordinal) ?? -1;
        if (slash < 0 || KindOf(text.AsSpan(0, slash + 1)) is not { } kind || !Slug.IsValid(text![(slash + 1)..]))
            return false;
        address = new Address(kind, text[(slash + 1)..]);
        return true;
    }

    /// <exception cref="FormatException">The text is not an address.</exception>
    public static Address Parse(string? text) => TryParse(text, out var address)
        ? address
        : throw new FormatException($"\"{text}\" is not an address such as sections/geneva-masons.");

    public int CompareTo(Address other) =>
        Kind != other.Kind ? Kind.CompareTo(other.Kind) : string.CompareOrdinal(Id, other.Id);

    public override string ToString() => Folders[(int)Kind] + Id;

    private static BodyKind? KindOf(ReadOnlySpan<char> start)
    {
        for (var kind = 0; kind < Folders.Length; kind++)
        {
            if (start.SequenceEqual(Folders[kind]))
                return (BodyKind)kind;
        }
        return null;
    }
}
