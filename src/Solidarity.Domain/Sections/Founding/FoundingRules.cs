using Solidarity.Domain.Decisions;
using Solidarity.Domain.Money;
using Solidarity.Domain.Text;
using static Solidarity.Domain.Sections.Founding.FoundingCommand;
using static Solidarity.Domain.Sections.Founding.FoundingEvent;

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

/// <summary>Whether a section can be founded so.</summary>
internal static class FoundingRules
{
    public static Decision<SectionEvent> Decide(Section state, FoundingCommand command, DateTimeOffset at) =>
        command switch
        {
            Found c => OnFound(state, c, at),
            _ => throw new UnreachableException($"section command {command.GetType().Name}"),
        };

    private static Decision<SectionEvent> OnFound(Section state, Found command, DateTimeOffset at)
    {
        var no = Texts.CheckName("name", command.Name)
            ?? Texts.CheckName("trade", command.Trade, required: command.Kind == SectionKind.Trade)
            ?? Texts.CheckName("locality", command.Locality, required: false)
            ?? Texts.CheckCountry(command.Country);
        if (no is not null)
            return no;
        if (command.Members is < 1 or > Profile.MembersMax)
            return CommonRefusals.Malformed("members", $"is {command.Members}; 1 to {Profile.MembersMax}, or left out");
        if (command.Currencies.IsDefaultOrEmpty || command.Currencies.Length > Profile.CurrenciesMax)
            return CommonRefusals.Malformed("currencies", $"1 to {Profile.CurrenciesMax} must be given");
        if (state.Founded)
            return CommonRefusals.AlreadyFounded($"section {state.Id}");
        return new Founded(
            state.Id, command.Name, command.Kind, command.Trade, command.Locality, command.Country, command.Members,
            command.Currencies, at);
    }
}
