namespace Solidarity.Replay.Seeds;

/// <summary>A currency and how many of its smallest units make one: 100 centimes, 240 pence.</summary>
internal readonly record struct Currency(string Code, int UnitsPerMajor)
{
    public override string ToString() => Code;
}

/// <summary>A sum in the smallest units of its currency: 1926 pence are 8 pounds 0s. 6d.</summary>
internal readonly record struct Money(long Minor, Currency Currency)
{
    public override string ToString() => $"{Minor}/{Currency.UnitsPerMajor} {Currency.Code}";
}

/// <summary>An exact rate between smallest units: 20000 centimes for 1926 pence.</summary>
internal readonly record struct Rate(long Numerator, long Denominator)
{
    public static readonly Rate One = new(1, 1);

    /// <summary>What arrives for <paramref name="minor"/> sent, rounded down to a whole unit.</summary>
    public long Convert(long minor) => checked((long)((Int128)minor * Numerator / Denominator));
}
