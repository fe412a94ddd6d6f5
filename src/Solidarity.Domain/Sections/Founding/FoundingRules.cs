using Solidarity.Domain.Bodies;
using Solidarity.Domain.Decisions;
using Solidarity.Domain.Money;
using Solidarity.Domain.Text;
using static Solidarity.Domain.Sections.Founding.FoundingCommand;
using static Solidarity.Domain.Sections.Founding.FoundingEvent;

namespace Solidarity.Domain.Sections.Founding;

/// <summary>How a section begins, and what is put right of it.</summary>
[JsonDerivedType(typeof(Found), "found")]
[JsonDerivedType(typeof(Amend), "amend")]
public abstract record FoundingCommand : SectionCommand
{
    private FoundingCommand() { }

    /// <param name="Trade">The trade, or empty for a mixed (central) section.</param>
    /// <param name="Members">How many, or null; never who.</param>
    /// <param name="Currencies">1 to <see cref="Profile.CurrenciesMax"/> that its treasury takes.</param>
    public sealed record Found(
        string Name, SectionKind Kind, string Trade, string Locality, string Country, int? Members,
        ImmutableArray<Currency> Currencies) : FoundingCommand;

    /// <summary>Puts right what was said at the founding, or since. What is null stays.</summary>
    /// <param name="Trade">Empty: of a section that becomes a mixed one.</param>
    /// <param name="WithoutMembers">It is not known any more how many there are.</param>
    /// <param name="Added">Currencies that its treasury takes as well.</param>
    /// <param name="Removed">Currencies that nothing is left of.</param>
    public sealed record Amend(
        string? Name, SectionKind? Kind, string? Trade, string? Locality, string? Country, int? Members,
        bool WithoutMembers, ImmutableArray<Currency> Added, ImmutableArray<Currency> Removed) : FoundingCommand;
}

/// <summary>Whether a section can be founded so, and what is put right of it later.</summary>
internal static class FoundingRules
{
    public static Decision<SectionEvent> Decide(Section state, FoundingCommand command, DateTimeOffset at) =>
        command switch
        {
            Found c => OnFound(state, c, at),
            Amend c => OnAmend(state, c, at),
            _ => throw new UnreachableException($"section command {command.GetType().Name}"),
        };

    private static Decision<SectionEvent> OnFound(Section state, Found command, DateTimeOffset at)
    {
        if (CheckShape(command.Name, command.Kind, command.Trade, command.Locality, command.Country, command.Members)
            is { } no)
            return no;
        if (command.Currencies.IsDefaultOrEmpty || command.Currencies.Length > Profile.CurrenciesMax)
            return CommonRefusals.Malformed("currencies", $"1 to {Profile.CurrenciesMax} must be given");
        if (state.Founded)
            return CommonRefusals.AlreadyFounded(Wording.Of($"section {state.Id}"));
        return new Founded(
            state.Id, command.Name, command.Kind, command.Trade, command.Locality, command.Country, command.Members,
            command.Currencies, at);
    }

    private static Refusal? CheckShape(
        string name, SectionKind kind, string trade, string locality, string country, int? members) =>
        Texts.CheckName("name", name)
        ?? Texts.CheckName("trade", trade, required: kind == SectionKind.Trade)
        ?? Texts.CheckName("locality", locality, required: false)
        ?? Texts.CheckCountry(country)
        ?? (members is < 1 or > Profile.MembersMax
            ? CommonRefusals.Malformed("members", $"is {members}; 1 to {Profile.MembersMax}, or left out")
            : null);

    private static Decision<SectionEvent> OnAmend(Section state, Amend command, DateTimeOffset at)
    {
        var (before, currencies) = (state.Profile, state.Profile.Currencies);
        // Shape: what is said then has to be sound as a whole.
        var after = new Profile(
            command.Name ?? before.Name,
            command.Kind ?? before.Kind,
            command.Trade ?? before.Trade,
            command.Locality ?? before.Locality,
            command.Country ?? before.Country,
            command.WithoutMembers ? null : command.Members ?? before.Members,
            currencies.Except(command.Removed).Union(command.Added));
        var no = CheckShape(after.Name, after.Kind, after.Trade, after.Locality, after.Country, after.Members)
            ?? (after is { Kind: SectionKind.Central, Trade.Length: > 0 }
                ? CommonRefusals.Malformed("trade", "is given, and a mixed section has none")
                : null)
            ?? (after.Currencies.Count is 0 or > Profile.CurrenciesMax
                ? CommonRefusals.Malformed(
                    "currencies", $"would be {after.Currencies.Count}; 1 to {Profile.CurrenciesMax} must be left")
                : null);
        if (no is not null)
            return no;
        // State: what is taken away must be there, and nothing be left of it.
        foreach (var currency in command.Removed.Except(command.Added))
        {
            if (!currencies.Contains(currency))
                return SectionRefusals.CurrencyLacking(state, currency);
            if (CurrencyUse.Of(state, currency) is { } use)
                return FoundingRefusals.CurrencyInUse(state.Id, currency, use);
        }
        return after.SaysTheSameAs(before) ? Decision<SectionEvent>.Nothing : new Amended(before, after, at);
    }
}

/// <summary>A section's refusals about what it says of itself.</summary>
internal static class FoundingRefusals
{
    public static Refusal CurrencyInUse(SectionId section, Currency currency, Wording use) =>
        SectionRefusals.Precondition("CURRENCY_IN_USE",
            $"section {section} cannot do without {currency} while something of it is left: {use}.",
            ("section", section), ("currency", currency));
}
