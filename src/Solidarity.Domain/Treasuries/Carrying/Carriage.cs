using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Solidarity.Domain.Money;
using Solidarity.Domain.Routes;

namespace Solidarity.Domain.Treasuries.Carrying;

/// <summary>How far a treasury's owner lets money of others pass through it.</summary>
/// <param name="Draining">No new money passes through.</param>
/// <param name="Limits">The most that may stand here or be held to come, in minor units; without an entry there is no
/// limit.</param>
/// <param name="Terms">What goes with a limit, where the owner has said something of it.</param>
/// <param name="Coming">What holds are kept for that has not come yet, in minor units.</param>
[method: JsonConstructor]
public sealed record Carriage(
    bool Draining, ImmutableSortedDictionary<Currency, long> Limits,
    ImmutableSortedDictionary<Currency, PassingTerms> Terms, ImmutableSortedDictionary<Currency, Int128> Coming)
{
    /// <summary>The most currencies that one treasury has a limit for.</summary>
    public const int LimitsMax = 100;

    public static readonly Carriage Free = new(
        false, ImmutableSortedDictionary<Currency, long>.Empty,
        ImmutableSortedDictionary<Currency, PassingTerms>.Empty, ImmutableSortedDictionary<Currency, Int128>.Empty);

    public PassingTerms TermsOf(Currency currency) => Terms.GetValueOrDefault(currency, PassingTerms.Usual);

    /// <param name="amount">Less is expected where it is negative.</param>
    public Carriage Expecting(Amount amount)
    {
        var minor = Coming.GetValueOrDefault(amount.Currency) + amount.Minor;
        return this with
        {
            Coming = minor == 0 ? Coming.Remove(amount.Currency) : Coming.SetItem(amount.Currency, minor),
        };
    }
}
