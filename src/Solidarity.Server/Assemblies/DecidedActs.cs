using Solidarity.Domain.Bodies;
using Solidarity.Domain.Sections.Assemblies;
using Solidarity.Server.Mandates;
using Solidarity.Server.Requests;

namespace Solidarity.Server.Assemblies;

/// <summary>The acts that questions carry, as the API has them.</summary>
internal static class DecidedActs
{
    public static V1.DecidedAct ToWire(this DecidedAct act) => act switch
    {
        DecidedAct.ToPledge a => new V1.DecidedAct
        {
            Pledge = new V1.DecidedPledge
            {
                PledgeId = a.Pledge.ToString(),
                Strike = ((Address)a.Strike).ToString(),
                Kind = a.Kind.ToWire(),
                Amount = a.Amount.ToWire(),
                HonourNow = a.HonourNow,
            },
        },
        DecidedAct.ToGrant a => new V1.DecidedAct
        {
            Grant = new V1.DecidedMandate
            {
                MandateId = a.Mandate.ToString(),
                Holder = a.Terms.Holder,
                Acts = { a.Terms.Acts.Select(kind => kind.ToWire()) },
                Strike = a.Terms.Strike is { } strike ? ((Address)strike).ToString() : "",
                Trade = a.Terms.Trade,
                Ceilings = { a.Terms.Ceilings.Select(MandatesService.Write) },
                PeriodDays = a.Terms.PeriodDays ?? 0,
                Until = $"{a.Terms.Until:yyyy-MM-dd}",
            },
        },
        DecidedAct.ToRecall a => new V1.DecidedAct
        {
            Recall = new V1.DecidedRecall { MandateId = a.Mandate.ToString() },
        },
        DecidedAct.ToDeclare a => new V1.DecidedAct { Declare = Write(a) },
        DecidedAct.ToEnd a => new V1.DecidedAct
        {
            End = new V1.DecidedStrikeEnd
            {
                Strike = ((Address)a.Strike).ToString(),
                Outcome = a.Outcome.ToWire(),
                Note = a.Note,
            },
        },
        _ => throw new UnreachableException($"act {act.GetType().Name}"),
    };

    private static V1.DecidedStrike Write(DecidedAct.ToDeclare act)
    {
        var strike = new V1.DecidedStrike
        {
            StrikeId = act.Strike.ToString(),
            Trade = act.Facts.Trade,
            Locality = act.Facts.Locality,
            Country = act.Facts.Country,
            Employers = { act.Facts.Employers },
            Demands = act.Facts.Demands,
            Start = $"{act.Facts.Start:yyyy-MM-dd}",
        };
        if (act.Facts.Strikers is { } count)
            strike.Strikers = count;
        return strike;
    }
}
