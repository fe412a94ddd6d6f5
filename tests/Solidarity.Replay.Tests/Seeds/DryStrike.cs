using Solidarity.Domain.Bodies;
using Solidarity.Domain.Money;

namespace Solidarity.Replay.Tests.Seeds;

/// <summary>A strike in <see cref="DryWorld"/>: its call, who has heard it, and its fund by currency.</summary>
internal sealed class DryStrike(Address section)
{
    public Address Section { get; } = section;

    public bool IsOver { get; set; }

    public V1.Level? Scope { get; set; }

    public HashSet<Address> Reached { get; } = [];

    public HashSet<Address> Answered { get; } = [];

    public Dictionary<string, long> Fund { get; } = [];

    public void Add(Amount amount) =>
        Fund[amount.Currency.Code] = Fund.GetValueOrDefault(amount.Currency.Code) + amount.Minor;

    public void Take(Amount amount)
    {
        Fund.GetValueOrDefault(amount.Currency.Code).ShouldBeGreaterThanOrEqualTo(amount.Minor);
        Fund[amount.Currency.Code] -= amount.Minor;
    }
}
