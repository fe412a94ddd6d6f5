using Solidarity.Domain.Money;

namespace Solidarity.Domain.Calls;

/// <summary>A promise to send so much again and again.</summary>
/// <param name="Left">How many are still to come.</param>
/// <param name="Missed">How many did not come when they were due, because the money was not there.</param>
public sealed record TranchesAhead(
    AidKind Kind, Amount Each, int Left, DateTimeOffset? NextDue, int EveryDays, int Missed)
{
    /// <summary>What is still to come in all.</summary>
    [JsonIgnore]
    public Amount Rest => Each with { Minor = Each.Minor * Left };

    /// <summary>The same, as it counts: promised, and not on its way.</summary>
    [JsonIgnore]
    public PlacedSum ToCome => new(Kind, MoneyStage.None, Rest);
}
