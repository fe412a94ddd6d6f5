using System.Text.Json.Serialization;
using Solidarity.Domain.Bodies;
using Solidarity.Domain.Calls;
using Solidarity.Domain.Money;

namespace Solidarity.Domain.Sections.Tranches;

/// <summary>What a section can be asked about promises in tranches.</summary>
[JsonDerivedType(typeof(PromiseTranches), "promise-tranches")]
[JsonDerivedType(typeof(PayTranche), "pay-tranche")]
public abstract record TrancheCommand : SectionCommand
{
    private TrancheCommand() { }

    /// <summary>Promises to send <paramref name="Each"/> now and then again every so many days, as long as the strike
    /// goes on and the money is there.</summary>
    /// <param name="Count">2 to <see cref="TrancheSeries.CountMax"/>.</param>
    /// <param name="EveryDays">1 to <see cref="TrancheSeries.EveryDaysMax"/>.</param>
    public sealed record PromiseTranches(
        PledgeId Pledge, StrikeId Strike, AidKind Kind, Amount Each, int Count, int EveryDays, string Authority)
        : TrancheCommand;

    /// <summary>The alarm of a tranche.</summary>
    public sealed record PayTranche(PledgeId Pledge, int Number) : TrancheCommand;
}
