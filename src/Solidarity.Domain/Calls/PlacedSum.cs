using Solidarity.Domain.Money;

namespace Solidarity.Domain.Calls;

/// <summary>A sum of counted aid, and where it counts.</summary>
/// <param name="Unasked">The call has not reached its giver.</param>
public readonly record struct PlacedSum(AidKind Kind, MoneyStage Stage, Amount Sum, bool Unasked = false)
{
    public bool IsPledged => Stage is MoneyStage.None or MoneyStage.Unsent;

    // Of no sum it is 0, whatever is asked.
    public long If(bool isIn) => isIn ? Sum.Minor : 0;

    public bool IsOnItsWay => Stage is MoneyStage.Held or MoneyStage.InTransit;
}
