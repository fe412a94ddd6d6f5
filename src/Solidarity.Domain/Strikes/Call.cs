using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Solidarity.Domain.Bodies;
using Solidarity.Domain.Decisions;
using Solidarity.Domain.Federations;
using Solidarity.Domain.Money;

namespace Solidarity.Domain.Strikes;

/// <summary>What a strike is about, as its section declares it.</summary>
/// <param name="Employers">Up to <see cref="EmployersMax"/> names.</param>
/// <param name="Strikers">1 to <see cref="StrikersMax"/>, or null where it is not known.</param>
public sealed record StrikeFacts(
    string Trade, string Locality, string Country, ImmutableArray<string> Employers, string Demands, int? Strikers,
    DateOnly Start)
{
    public const int EmployersMax = 50;
    public const int StrikersMax = 10_000_000;
}

/// <summary>A strike's call for aid, as it travels: everything that a section needs to answer it.</summary>
/// <param name="Number">1 for the first sending out, one more each time that the call is widened.</param>
/// <param name="Scope">How far up federations relay it.</param>
/// <param name="Need">What is needed, or null where no sum is named.</param>
public sealed record Call(
    StrikeId Strike, SectionId Section, int Number, Level Scope, string Asks, Amount? Need, StrikeFacts Facts);

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
