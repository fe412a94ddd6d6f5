using Solidarity.Domain.Bodies;
using Solidarity.Domain.Money;
using Solidarity.Domain.Routes;

namespace Solidarity.Routing;

/// <summary>Money that is to go: one pledge's, from where it is.</summary>
public sealed record MoneySource(Address From, Amount Amount);

/// <summary>What is to be planned.</summary>
/// <param name="TreasuryOf">The treasury of a body as it stands, with its open corridors; null where there is none
/// such. It is asked at most once for a body, and only for those that money can come to.</param>
/// <param name="Sources">1 to <see cref="SourcesMax"/>; several may be at the same place.</param>
/// <param name="Destination">The striking section.</param>
/// <param name="Accepted">The currencies that may arrive, at least one.</param>
/// <param name="At">When it is planned.</param>
/// <param name="Deadline">When it should have arrived.</param>
public sealed record PlanRequest(
    Func<Address, TreasuryNode?> TreasuryOf, ImmutableArray<MoneySource> Sources, Address Destination,
    ImmutableSortedSet<Currency> Accepted, DateTimeOffset At, DateTimeOffset Deadline)
{
    public const int SourcesMax = 10_000;

    /// <summary>The most parts that a transfer can be split into.</summary>
    public const int PartsMaxMax = 64;

    /// <summary>The most parts of one source, 1 to <see cref="PartsMaxMax"/>.</summary>
    public int PartsMax { get; init; } = 8;

    /// <summary>Corridors to leave out.</summary>
    public ImmutableHashSet<ExcludedCorridor> Excluded { get; init; } = [];

    /// <summary>Later than the longest way can take, for money that may arrive whenever it does.</summary>
    public static DateTimeOffset Whenever(DateTimeOffset at) =>
        at.AddHours((double)Route.HopsMax * CorridorTerms.DelayHoursMax);

    /// <summary>Whole hours from now to the deadline; below zero where it has passed.</summary>
    internal long HoursLeft => (long)Math.Floor((Deadline - At).TotalHours);

    /// <exception cref="ArgumentException">Something is out of its range; the message says what.</exception>
    internal void Check()
    {
        Require(
            Sources.Length is >= 1 and <= SourcesMax, $"a plan has 1 to {SourcesMax} sources, not {Sources.Length}");
        Require(Accepted.Count > 0, $"{Destination} must accept at least one currency");
        Require(PartsMax is >= 1 and <= PartsMaxMax, $"a source has 1 to {PartsMaxMax} parts at most, not {PartsMax}");
        foreach (var source in Sources)
            Require(source.Amount.IsPayable, $"{source.From} cannot send {source.Amount.Minor} minor units");
    }

    private static void Require(bool holds, string problem)
    {
        if (!holds)
            throw new ArgumentException(problem);
    }
}

/// <summary>What is to be planned is more than can be counted in one plan; the message says what.</summary>
public sealed class PlanTooLargeException(string message) : ArgumentException(message);
