namespace Solidarity.Domain.Routes;

/// <summary>What goes with a passing limit.</summary>
/// <param name="HoldHoursMax">For how long money may be expected at most, 1 to
/// <see cref="CorridorTerms.HoldHoursMost"/> hours; null: <see cref="CorridorTerms.HoldHoursDefault"/>.</param>
/// <param name="SharePercent">As in <see cref="CorridorTerms"/>, of the limit.</param>
public sealed record PassingTerms(int? HoldHoursMax, int? SharePercent)
{
    public static readonly PassingTerms Usual = new(null, null);

    [JsonIgnore]
    public int HoldHours => HoldHoursMax ?? CorridorTerms.HoldHoursDefault;
}
