using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Solidarity.Domain.Money;

namespace Solidarity.Domain.Sections.Founding;

/// <summary>How a section begins.</summary>
[JsonDerivedType(typeof(Found), "found")]
public abstract record FoundingCommand : SectionCommand
{
    private FoundingCommand() { }

    /// <param name="Trade">The trade, or empty for a mixed (central) section.</param>
    /// <param name="Members">How many, or null; never who.</param>
    /// <param name="Currencies">1 to <see cref="Profile.CurrenciesMax"/> that its treasury takes.</param>
    public sealed record Found(
        string Name, SectionKind Kind, string Trade, string Locality, string Country, int? Members,
        ImmutableArray<Currency> Currencies) : FoundingCommand;
}
