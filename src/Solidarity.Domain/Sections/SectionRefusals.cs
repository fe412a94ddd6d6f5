using Solidarity.Domain.Decisions;
using Solidarity.Domain.Money;

namespace Solidarity.Domain.Sections;

/// <summary>Refusals of a section that belong to no one subject.</summary>
internal static class SectionRefusals
{
    public static Refusal CurrencyLacking(Section state, Currency currency) => Precondition("CURRENCY_LACKING",
        $"section {state.Id} keeps no money in {currency}; it keeps {string.Join(", ", state.Profile.Currencies)}.",
        ("section", state.Id), ("currency", currency));

    /// <param name="what">What is asked, with its article.</param>
    public static Refusal NotEnoughAvailable(Section state, Amount asked, Wording what) => Precondition(
        "NOT_ENOUGH_AVAILABLE",
        $"section {state.Id} has {state.Available(asked.Currency)} available; {what} asks for {asked}.",
        ("section", state.Id), ("available", state.Available(asked.Currency).Shown.Minor), ("asked", asked.Minor),
        ("currency", asked.Currency));

    internal static Refusal Precondition(
        string reason, Wording message, params ReadOnlySpan<(string, object)> metadata) =>
        Refusal.Of(RefusalKind.FailedPrecondition, reason, message, metadata);
}
