namespace Solidarity.Domain.Money;

/// <summary>
/// An exact rate of exchange in minor units: <see cref="Numerator"/> minor units of the currency that is got for
/// <see cref="Denominator"/> minor units of the one that is given. 200 francs for 8 pounds 0s. 6d. is 20000/1926.
/// Both are 1 to <see cref="TermMax"/>.
/// </summary>
[method: JsonConstructor]
public readonly record struct Rate(long Numerator, long Denominator)
{
    public const long TermMax = 1_000_000_000_000;

    public static readonly Rate Par = new(1, 1);

    [JsonIgnore]
    public bool IsValid => Numerator is > 0 and <= TermMax && Denominator is > 0 and <= TermMax;

    /// <summary>
    /// What <paramref name="minor"/> units become, rounded down: the holder that changes the money never promises more
    /// than it got. The part of a unit that is lost is below one minor unit of the currency that is got, and is not
    /// booked anywhere because no coin of it exists.
    /// </summary>
    /// <exception cref="OverflowException">The result is above <see cref="long.MaxValue"/>.</exception>
    public long Convert(long minor) => checked((long)((Int128)minor * Numerator / Denominator));

    public override string ToString() => $"{Numerator}/{Denominator}";
}
