using System.Text.Json.Serialization;
using Solidarity.Domain.Bodies;
using Solidarity.Domain.Calls;
using Solidarity.Domain.Money;

namespace Solidarity.Domain.Sections.OwnStrikes;

/// <summary>What a section can be asked about strikes of its own.</summary>
[JsonDerivedType(typeof(DeclareStrike), "declare-strike")]
[JsonDerivedType(typeof(LearnStrikeIdTaken), "learn-strike-id-taken")]
[JsonDerivedType(typeof(EndStrike), "end-strike")]
[JsonDerivedType(typeof(PayStrikePay), "pay-strike-pay")]
[JsonDerivedType(typeof(ReceiveOutsideAid), "receive-outside-aid")]
[JsonDerivedType(typeof(ReportAid), "report-aid")]
[JsonDerivedType(typeof(SetOpenness), "set-openness")]
public abstract record OwnStrikeCommand : SectionCommand
{
    private OwnStrikeCommand() { }

    public sealed record DeclareStrike(StrikeId Strike, StrikeFacts Facts) : OwnStrikeCommand;

    public sealed record LearnStrikeIdTaken(StrikeId Strike) : OwnStrikeCommand;

    public sealed record EndStrike(StrikeId Strike, Outcome Outcome, string Note) : OwnStrikeCommand;

    /// <summary>Pays strikers from the strike's fund.</summary>
    /// <param name="Through">The last day that it pays for; null: the day of the payment.</param>
    public sealed record PayStrikePay(StrikeId Strike, Amount Amount, string Memo, DateOnly? Through = null)
        : OwnStrikeCommand;

    /// <summary>Books aid from a giver who is no body of the system into the strike's fund.</summary>
    public sealed record ReceiveOutsideAid(
        StrikeId Strike, PledgeId Aid, string From, AidKind Kind, Amount Amount, string Note) : OwnStrikeCommand;

    /// <summary>Puts on the strike's board what no book holds: an answer without a sum, a giver outside the
    /// system who was asked, a total from the record.</summary>
    public sealed record ReportAid(
        StrikeId Strike, AidKey Aid, AidKind Kind, AidState State, Amount? Amount, string Note) : OwnStrikeCommand;

    public sealed record SetOpenness(Openness Openness) : OwnStrikeCommand;
}
