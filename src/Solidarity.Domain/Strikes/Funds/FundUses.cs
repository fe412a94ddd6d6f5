using Solidarity.Domain.Bodies;
using Solidarity.Domain.Calls;
using Solidarity.Domain.Decisions;
using Solidarity.Domain.Money;
using static Solidarity.Domain.Strikes.Funds.FundCommand;
using static Solidarity.Domain.Strikes.Funds.FundEvent;

namespace Solidarity.Domain.Strikes.Funds;

/// <summary>What went out of a strike's fund other than as strike pay, in one currency: what is on its way among it,
/// less what came back.</summary>
public sealed record FundUses(Int128 Returned, Int128 PassedOn, Int128 Repaid, Int128 Kept)
{
    public static FundUses None { get; } = new(0, 0, 0, 0);

    [JsonIgnore]
    public Int128 All => Returned + PassedOn + Repaid + Kept;

    internal FundUses Plus(FundUse use, Int128 minor) => use switch
    {
        FundUse.Returned => this with { Returned = Returned + minor },
        FundUse.PassedOn => this with { PassedOn = PassedOn + minor },
        FundUse.Repaid => this with { Repaid = Repaid + minor },
        FundUse.Kept => this with { Kept = Kept + minor },
        _ => throw new UnreachableException($"fund use {use}"),
    };
}

/// <summary>What a strike is told of the money in its fund.</summary>
[JsonDerivedType(typeof(LearnFundUsed), "learn-fund-used")]
internal abstract record FundCommand : StrikeCommand
{
    private FundCommand() { }

    internal override SectionId? SpokenBy => this switch
    {
        LearnFundUsed c => c.By,
        _ => throw new UnreachableException($"fund command {GetType().Name}"),
    };

    internal override Refusal? CheckTexts() => null;

    /// <param name="Back">It is in the fund again.</param>
    public sealed record LearnFundUsed(SectionId By, FundUse Use, Amount Amount, bool Back) : FundCommand;
}

/// <summary>What happened to the money in a strike's fund.</summary>
[JsonDerivedType(typeof(FundUsed), "strike.fund-used.v1")]
internal abstract record FundEvent : StrikeEvent
{
    private FundEvent() { }

    /// <param name="Back">It is in the fund again.</param>
    public sealed record FundUsed(FundUse Use, Amount Amount, bool Back) : FundEvent;
}

/// <summary>A strike counts what its fund's money went to.</summary>
internal static class FundRules
{
    public static Decision<StrikeEvent> Decide(FundCommand command) => command switch
    {
        LearnFundUsed c => new FundUsed(c.Use, c.Amount, c.Back),
        _ => throw new UnreachableException($"fund command {command.GetType().Name}"),
    };

    public static ImmutableSortedDictionary<Currency, FundUses> Evolve(
        ImmutableSortedDictionary<Currency, FundUses> state, FundEvent @event) => @event switch
        {
            FundUsed e => With(state, e.Amount.Currency, e.Use, e.Back ? -e.Amount.Minor : e.Amount.Minor),
            _ => throw new UnreachableException($"fund event {@event.GetType().Name}"),
        };

    private static ImmutableSortedDictionary<Currency, FundUses> With(
        ImmutableSortedDictionary<Currency, FundUses> state, Currency currency, FundUse use, long minor)
    {
        var uses = state.GetValueOrDefault(currency, FundUses.None).Plus(use, minor);
        return uses == FundUses.None ? state.Remove(currency) : state.SetItem(currency, uses);
    }
}
