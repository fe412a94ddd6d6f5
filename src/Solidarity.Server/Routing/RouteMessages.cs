using Google.Protobuf.WellKnownTypes;
using Solidarity.Domain.Bodies;
using Solidarity.Domain.Money;
using Solidarity.Grains.Planning;
using Solidarity.Routing;
using Solidarity.Server.Requests;
using Solidarity.Server.Transfers;

namespace Solidarity.Server.Routing;

/// <summary>Writes the messages of routes.proto.</summary>
internal static class RouteMessages
{
    private static readonly EnumMap<V1.RemainderReason, RemainderReason> RemainderReasons = new();

    /// <summary>The plan in as many messages as it takes: each is below <see cref="ServerLimits.PageBytesMax"/>.
    /// </summary>
    public static IEnumerable<V1.PlanRoutesResponse> ToWire(this RoutesPlan plan, RoutesQuestion question)
    {
        var message = new V1.PlanRoutesResponse { Summary = plan.Summary(question) };
        var bytes = message.CalculateSize();
        for (var i = 0; i < plan.Plan.Sources.Length; i++)
        {
            var source = plan.Plan.Sources[i].ToWire(plan.Aid.IsEmpty ? "" : plan.Aid[i].Id.Value, plan.At);
            bytes += source.CalculateSize();
            if (bytes > ServerLimits.PageBytesMax)
            {
                yield return message;
                (message, bytes) = (new V1.PlanRoutesResponse(), source.CalculateSize());
            }
            message.Sources.Add(source);
        }
        yield return message;
    }

    private static V1.PlanSummary Summary(this RoutesPlan plan, RoutesQuestion question)
    {
        var (sources, parts) = (plan.Plan.Sources, plan.Plan.Sources.SelectMany(source => source.Parts).ToArray());
        return new V1.PlanSummary
        {
            Strike = ((Address)question.Strike).ToString(),
            PlanTime = plan.At.ToTimestamp(),
            Deadline = question.Deadline.ToWire(),
            Sources = sources.Length,
            Parts = parts.Length,
            Given = { Sums(parts.Select(part => part.Route.Hops[0].Given)) },
            Delivers = { Sums(parts.Select(part => part.Route.Delivers)) },
            Remains = { Sums(sources.Select(source => source.Remainder).OfType<Remainder>().Select(r => r.Amount)) },
            ArriveTime = parts.Length > 0 ? plan.At.AddHours(parts.Max(part => part.Hours)).ToTimestamp() : null,
            PledgesLeftOut = plan.LeftOut,
        };
    }

    private static V1.SourceRoutes ToWire(this SourcePlan plan, string aid, DateTimeOffset at) => new()
    {
        From = plan.Source.From.ToString(),
        AidId = aid,
        Amount = plan.Source.Amount.ToWire(),
        Parts = { plan.Parts.Select(part => part.ToWire(at)) },
        Remainder = plan.Remainder is { } rest
            ? new V1.RouteRemainder
            {
                Amount = rest.Amount.ToWire(),
                Reason = rest.Reason.ToWire(),
                Advice = rest.Advice,
            }
            : null,
        Explanation = { Explanation.Of(plan, at) },
    };

    private static V1.RoutePart ToWire(this PlannedPart part, DateTimeOffset at) => new()
    {
        Hops = { part.Route.Hops.Select(hop => hop.ToWire()) },
        Given = part.Route.Hops[0].Given.ToWire(),
        Delivers = part.Route.Delivers.ToWire(),
        Fees = { Sums(part.Route.Hops.Select(hop => hop.Fee)) },
        DelayHours = part.Hours,
        ArriveTime = at.AddHours(part.Hours).ToTimestamp(),
    };

    private static V1.RemainderReason ToWire(this RemainderReason reason) => RemainderReasons.ToWire(reason);

    // One for each currency that there is any in.
    private static IEnumerable<V1.Money> Sums(IEnumerable<Amount> amounts) => amounts
        .Where(amount => amount.Minor > 0)
        .GroupBy(amount => amount.Currency)
        .OrderBy(group => group.Key)
        .Select(group => new Total(group.SumMinor(amount => amount.Minor), group.Key).ToWire());
}
