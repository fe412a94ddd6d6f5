using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Serialization;
using Solidarity.Domain.Json;

namespace Solidarity.Domain.Bodies;

/// <summary>The four kinds of body that have a stream of their own.</summary>
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
        if (slash < 0 || KindOf(text.AsSpan(0, slash)) is not { } kind || !Slug.IsValid(text![(slash + 1)..]))
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

    public override string ToString() => Folder(Kind) + Id;

    private static string Folder(BodyKind kind) => kind switch
    {
        BodyKind.Section => "sections/",
        BodyKind.Federation => "federations/",
        BodyKind.Strike => "strikes/",
        BodyKind.Transfer => "transfers/",
        _ => throw new UnreachableException($"body kind {kind}"),
    };

    private static BodyKind? KindOf(ReadOnlySpan<char> folder) => folder switch
    {
        "sections" => BodyKind.Section,
        "federations" => BodyKind.Federation,
        "strikes" => BodyKind.Strike,
        "transfers" => BodyKind.Transfer,
        _ => null,
    };
}
