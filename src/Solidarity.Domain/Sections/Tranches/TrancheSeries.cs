using Solidarity.Domain.Bodies;
using Solidarity.Domain.Calls;
using Solidarity.Domain.Money;

namespace Solidarity.Domain.Sections.Tranches;

/// <summary>A promise to send so much again and again. Each tranche is a pledge of its own when its time comes.
/// </summary>
/// <param name="Done">How many were due so far.</param>
/// <param name="Missed">How many of these did not go out, because the money was not there.</param>
/// <param name="State">Pledged while it goes on, honoured when all were due, else withdrawn or lapsed.</param>
public sealed record TrancheSeries(
    StrikeId Strike, SectionId To, AidKind Kind, Amount Each, int Count, int EveryDays, string Authority, int Done,
    int Missed, DateTimeOffset? NextDue, AidState State, string Reason)
{
    public const int CountMax = 104;
    public const int EveryDaysMax = 92;

    /// <summary>How many are still to come.</summary>
    [JsonIgnore]
    public int Left => State == AidState.Pledged ? Count - Done : 0;
}
