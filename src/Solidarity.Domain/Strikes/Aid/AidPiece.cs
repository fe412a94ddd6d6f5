using Solidarity.Domain.Calls;
using Solidarity.Domain.Money;

namespace Solidarity.Domain.Strikes.Aid;

/// <summary>One piece of aid on a strike's board.</summary>
/// <param name="Amount">What was promised, or null where no sum is known.</param>
/// <param name="Counted">Whether its sum belongs into the board's totals; reports and totals from the record do
/// not.</param>
/// <param name="Run">Which transfer for it <paramref name="Stage"/> speaks of.</param>
/// <param name="OnItsWay">What is held or in transit.</param>
/// <param name="Received">What arrived.</param>
/// <param name="Unasked">The call has not reached its giver, as far as that is known.</param>
public sealed record AidPiece(
    AidKind Kind, AidState State, Amount? Amount, bool Counted, int Run, MoneyStage Stage, Amount? OnItsWay,
    Amount? Received, string Note,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] bool Unasked = false)
{
    /// <summary>What of it belongs into the totals, at the stage that it is at; else null.</summary>
    [JsonIgnore]
    public Amount? Sum => !Counted || !IsGiven || !IsPromised ? null : Stage switch
    {
        MoneyStage.None or MoneyStage.Unsent => Amount,
        MoneyStage.Held or MoneyStage.InTransit => OnItsWay,
        MoneyStage.Received => Received,
        _ => throw new UnreachableException($"stage {Stage}"),
    };

    /// <summary>Where its sum counts; null where it has none that does.</summary>
    [JsonIgnore]
    public PlacedSum? Placed => Sum is { } sum ? new PlacedSum(Kind, Stage, sum, Unasked) : null;

    /// <summary>Promised or sent, with no sum on record.</summary>
    [JsonIgnore]
    public bool IsWithoutSum => IsPromised && IsGiven && Amount is null;

    /// <summary>Given to the strike: no debt that is paid back, no total from the record, no mere letter.</summary>
    [JsonIgnore]
    public bool IsGiven => Kind switch
    {
        AidKind.Gift or AidKind.Loan or AidKind.Unspecified or AidKind.RedirectedRepayment or AidKind.Surplus => true,
        AidKind.Repayment or AidKind.Aggregate or AidKind.Other => false,
        _ => throw new UnreachableException($"aid kind {Kind}"),
    };

    /// <summary>Whether it is its giver's answer to the call.</summary>
    [JsonIgnore]
    public bool IsAnswer => Kind is AidKind.Gift or AidKind.Loan or AidKind.Unspecified;

    [JsonIgnore]
    public bool IsPromised => State switch
    {
        AidState.Pledged or AidState.Honoured => true,
        AidState.Asked or AidState.Deferred or AidState.Declined or AidState.Withdrawn or AidState.Lapsed => false,
        _ => throw new UnreachableException($"aid state {State}"),
    };
}
