using Solidarity.Replay.Seeds;

namespace Solidarity.Replay.Tests.Seeds;

/// <summary>A strike in <see cref="DryWorld"/>: its call, who has heard it, and its fund by currency.</summary>
internal sealed class DryStrike(BodyId section)
{
    public BodyId Section { get; } = section;

    public bool IsOver { get; set; }

    public FederationLevel? Scope { get; set; }

    public HashSet<BodyId> Reached { get; } = [];

    public HashSet<BodyId> Answered { get; } = [];

    public Dictionary<string, long> Fund { get; } = [];

    public void Add(Money amount) =>
        Fund[amount.Currency.Code] = Fund.GetValueOrDefault(amount.Currency.Code) + amount.Minor;

    public void Take(Money amount)
    {
        Fund.GetValueOrDefault(amount.Currency.Code).ShouldBeGreaterThanOrEqualTo(amount.Minor);
        Fund[amount.Currency.Code] -= amount.Minor;
    }
}
