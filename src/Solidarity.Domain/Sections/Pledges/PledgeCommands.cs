using System.Text.Json.Serialization;
using Solidarity.Domain.Bodies;
using Solidarity.Domain.Calls;
using Solidarity.Domain.Money;

namespace Solidarity.Domain.Sections.Pledges;

/// <summary>What a section can be asked about its pledges.</summary>
[JsonDerivedType(typeof(MakePledge), "make-pledge")]
[JsonDerivedType(typeof(HonourPledge), "honour-pledge")]
[JsonDerivedType(typeof(WithdrawPledge), "withdraw-pledge")]
[JsonDerivedType(typeof(LapsePledge), "lapse-pledge")]
public abstract record PledgeCommand : SectionCommand
{
    private PledgeCommand() { }

    /// <param name="Amount">What is promised; null where the sum is not named yet. Must be available, and is set
    /// aside.</param>
    /// <param name="Authority">The assembly's decision that it rests on.</param>
    /// <param name="HonourNow">Send the money at once.</param>
    /// <param name="LapsesAt">When the pledge lapses if it is not honoured by then; null: never.</param>
    public sealed record MakePledge(
        PledgeId Pledge, StrikeId Strike, AidKind Kind, Amount? Amount, string Authority, bool HonourNow,
        DateTimeOffset? LapsesAt) : PledgeCommand;

    public sealed record HonourPledge(PledgeId Pledge) : PledgeCommand;

    public sealed record WithdrawPledge(PledgeId Pledge, string Reason) : PledgeCommand;

    /// <summary>The alarm that a pledge sets for itself.</summary>
    public sealed record LapsePledge(PledgeId Pledge) : PledgeCommand;
}
