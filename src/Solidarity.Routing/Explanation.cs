using Solidarity.Domain.Routes;

namespace Solidarity.Routing;

/// <summary>Says in lines for a person what a plan does and why: for each part the way, the fees, what arrives and
/// when; for each remainder the reason and what to do.</summary>
public static class Explanation
{
    public static IEnumerable<string> Of(SourcePlan plan, DateTimeOffset at)
    {
        var parts = plan.Parts.Length switch
        {
            0 => "is not sent",
            1 => "goes one way",
            var count => string.Create(CultureInfo.InvariantCulture, $"goes {count} ways"),
        };
        yield return $"{plan.Source.Amount} of {plan.Source.From} {parts}.";
        foreach (var part in plan.Parts)
            yield return $"  {Describe(part, at)}";
        if (plan.Remainder is { } rest)
            yield return $"  {rest.Amount} stay where they are ({Word(rest.Reason)}): {rest.Advice}.";
    }

    private static string Describe(PlannedPart part, DateTimeOffset at)
    {
        var hops = part.Route.Hops;
        var way = string.Join(" to ", hops.Select(hop => hop.To.ToString()));
        var text = $"{hops[0].Given} to {way}: {part.Route.Delivers} arrive {When(part.Hours, at)}";
        var fees = hops.Where(hop => hop.Fee.Minor > 0).ToList();
        text += fees.Count == 0 ? ", without fees" : $", after fees of {string.Join(" and ", fees.Select(Fee))}";
        foreach (var hop in hops)
            if (hop.Given.Currency != hop.Arrives.Currency)
                text += $"; {hop.From} changes {hop.Given - hop.Fee} into {hop.Arrives}";
        return text + ".";
    }

    private static string Fee(Hop hop) => $"{hop.Fee} at {hop.From}";

    private static string When(int hours, DateTimeOffset at) => hours == 0
        ? "at once"
        : string.Create(CultureInfo.InvariantCulture, $"in {hours} hours, by {at.AddHours(hours):yyyy-MM-dd HH:mm}");

    private static string Word(RemainderReason reason) => reason switch
    {
        RemainderReason.NoWay => "no way",
        RemainderReason.NoCapacity => "no room",
        RemainderReason.TooLate => "too late",
        RemainderReason.Currency => "currency",
        RemainderReason.TooManyParts => "too many parts",
        RemainderReason.TooSmall => "too small",
        _ => throw new System.Diagnostics.UnreachableException($"remainder reason {reason}"),
    };
}
