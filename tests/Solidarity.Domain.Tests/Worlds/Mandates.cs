using Solidarity.Domain.Calls;
using Solidarity.Domain.Sections.Authorities;
using Solidarity.Domain.Sections.Mandates;
using Solidarity.Domain.Sections.OwnTreasury;
using Solidarity.Domain.Sections.Pledges;
using Solidarity.Domain.Tests.Kit;

namespace Solidarity.Domain.Tests.Worlds;

/// <summary>What must hold of mandates in every history.</summary>
internal static class Mandates
{
    /// <summary>No ceiling is passed, and nothing comes back that was not used (invariant 6).</summary>
    public static void CheckAlways(World world)
    {
        foreach (var (id, stream) in world.Sections)
        {
            var house = stream.State.House ?? SectionHouse.Unwritten;
            foreach (var (name, mandate) in house.Mandates.Granted)
                foreach (var ceiling in mandate.Terms.Ceilings)
                {
                    var use = mandate.UseOf(ceiling.InAll.Currency);
                    use.Minor.ShouldBeInRange(0, ceiling.InAll.Minor, $"{id} {name}");
                    use.PeriodMinor.ShouldBeInRange(0, ceiling.PerPeriodMinor ?? long.MaxValue, $"{id} {name}");
                    house.HeldBy(name, ceiling.InAll.Currency).ShouldBeLessThanOrEqualTo(use.Minor, $"{id} {name}");
                }
        }
    }

    /// <summary>What is used is what left, and what is held is what is promised: found from the acts alone, without
    /// what the rules keep.</summary>
    public static void CheckUses(World world)
    {
        foreach (var (id, stream) in world.Sections)
        {
            var house = stream.State.House;
            foreach (var (name, mandate) in house?.Mandates.Granted ?? SectionMandates.None.Granted)
            {
                var paid = stream.Events.OfType<OwnTreasuryEvent.PaidOut>()
                    .Where(e => Authority.MandateOf(e.Authority) == name).Sum(e => e.Amount.Minor);
                var pledges = stream.State.Promises.Pledges
                    .Where(pledge => Authority.MandateOf(pledge.Value.Authority) == name).ToArray();
                var open = pledges.Where(p => p.Value.State == AidState.Pledged).Sum(p => p.Value.Amount!.Value.Minor);
                var ahead = stream.State.Promises.Tranches.Values
                    .Where(series => Authority.MandateOf(series.Authority) == name)
                    .Sum(series => series.Each.Minor * series.Left);
                house!.HeldBy(name, Sample.Chf).ShouldBe(open + ahead, $"{id} {name}");
                var gone = pledges.Where(p => p.Value.State == AidState.Honoured)
                    .Sum(p => p.Value.Amount!.Value.Minor);
                var used = mandate.UseOf(Sample.Chf).Minor;
                used.ShouldBeGreaterThanOrEqualTo(paid + open + ahead + gone, $"{id} {name}");
                // The rest went in fees, on ways that led back.
                if (!stream.Events.OfType<PledgeEvent.PledgeUnsent>().Any())
                    used.ShouldBe(paid + open + ahead + gone, $"{id} {name}");
            }
        }
    }
}
