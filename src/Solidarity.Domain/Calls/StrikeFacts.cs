using Solidarity.Domain.Decisions;
using Solidarity.Domain.Json;
using Solidarity.Domain.Text;

namespace Solidarity.Domain.Calls;

/// <summary>What a strike is about, as its section declares it.</summary>
/// <param name="Employers">Up to <see cref="EmployersMax"/> names of at most <see cref="EmployersCharsMax"/>
/// characters in all: they travel with every call.</param>
/// <param name="Strikers">1 to <see cref="StrikersMax"/>, or null where it is not known.</param>
public sealed record StrikeFacts(
    string Trade, string Locality, string Country, ImmutableArray<string> Employers, string Demands, int? Strikers,
    DateOnly Start)
{
    public const int EmployersMax = 50;
    public const int EmployersCharsMax = 2_000;
    public const int StrikersMax = 10_000_000;

    /// <summary>How far ahead a strike may be declared.</summary>
    public const int StartDaysAheadMax = 366;

    /// <summary>What is wrong with a start that is further ahead than a strike is declared, to follow the field's name,
    /// with the day that is likely meant; else null. The service asks it of requests, and no rule does of what is in
    /// the journal.</summary>
    public static Wording? ProblemAhead(DateOnly start, DateOnly today)
    {
        if (start.DayNumber - today.DayNumber <= StartDaysAheadMax)
            return null;
        var (century, tens, ones) = (start.Year / 100 * 100, start.Year / 10 % 10, start.Year % 10);
        // Two digits exchanged, else the year that it is now.
        int[] years = [century + (ones * 10) + tens, today.Year];
        var likely = years.Where(year => start.Day <= DateTime.DaysInMonth(year, start.Month))
            .Select(year => new DateOnly(year, start.Month, start.Day))
            .FirstOrDefault(day => Math.Abs(day.DayNumber - today.DayNumber) <= StartDaysAheadMax);
        return likely == default
            ? Wording.Of($"is {start:yyyy-MM-dd}, more than {StartDaysAheadMax} days ahead; check it")
            : $"is {start:yyyy-MM-dd}, more than {StartDaysAheadMax} days ahead; do you mean {likely:yyyy-MM-dd}?";
    }

    /// <summary>Whether both say the same.</summary>
    public bool SaysTheSameAs(StrikeFacts other) =>
        Employers.SequenceEqual(other.Employers) && this == other with { Employers = Employers };

    /// <summary>The refusal for the first malformed text of these facts; else null.</summary>
    public Refusal? Check()
    {
        var no = Texts.CheckName("trade", Trade)
            ?? Texts.CheckName("locality", Locality, required: false)
            ?? Texts.CheckCountry(Country)
            ?? Texts.Check("demands", Demands, Texts.MemoCharsMax, required: false);
        if (no is not null || Employers.IsDefault)
            return no;
        foreach (var employer in Employers)
            if (Texts.CheckName("employers", employer) is { } wrong)
                return wrong;
        return null;
    }
}

/// <summary>What is put right of a strike's facts. What is null stays.</summary>
/// <param name="WithoutStrikers">It is not known any more how many there are.</param>
public sealed record FactsChange(
    string? Trade = null, string? Locality = null, string? Country = null,
    ImmutableArray<string>? Employers = null, string? Demands = null, int? Strikers = null,
    bool WithoutStrikers = false, DateOnly? Start = null)
{
    public StrikeFacts Applied(StrikeFacts before) => new(
        Trade ?? before.Trade, Locality ?? before.Locality, Country ?? before.Country,
        Employers ?? before.Employers, Demands ?? before.Demands,
        WithoutStrikers ? null : Strikers ?? before.Strikers, Start ?? before.Start);
}

/// <summary>How a strike ended.</summary>
[JsonConverter(typeof(KebabEnumConverter<Outcome>))]
public enum Outcome
{
    Won,
    Lost,
    Compromised,
    CalledOff,

    /// <summary>Over; how is not recorded.</summary>
    Ended,
}
