
namespace Solidarity.Routing;

/// <summary>Says in lines for a person what a plan does and why: for each part the way, the fees, what arrives and
/// when; for each remainder the reason and what to do.</summary>
public static class Explanation
{
    public static IEnumerable<string> Of(SourcePlan plan, DateTimeOffset at)
    {
        var (amount, from) = (plan.Source.Amount, plan.Source.From);
        yield return InEnglish(plan.Parts.Length switch
        {
            0 => Wording.Of($"{amount} of {from} is not sent."),
            1 => $"{amount} of {from} goes one way.",
            var count => $"{amount} of {from} goes {count} ways.",
        });
        foreach (var part in plan.Parts)
            yield return $"  {Describe(part, at).English}";
        if (plan.Remainder is { } rest)
            yield return "  " + InEnglish($"{rest.Amount} stay where they are ({Word(rest.Reason)}): {rest.Advice}.");
    }

    private static Wording Describe(PlannedPart part, DateTimeOffset at)
    {
        var hops = part.Route.Hops;
        var way = string.Join(" > ", hops.Select(hop => hop.To));
        var (given, delivers, when) = (hops[0].Given, part.Route.Delivers, When(part.Hours, at));
        var fees = string.Join(", ", hops.Where(hop => hop.Fee.Minor > 0).Select(hop => $"{hop.Fee} ({hop.From})"));
        var changes = string.Join("; ", hops.Where(hop => hop.Given.Currency != hop.Arrives.Currency)
            .Select(hop => InEnglish($"{hop.From} changes {hop.Given - hop.Fee} into {hop.Arrives}")));
        return (fees.Length > 0, changes.Length > 0) switch
        {
            (false, false) => Wording.Of($"{given} to {way}: {delivers} arrive {when}, without fees."),
            (false, true) => $"{given} to {way}: {delivers} arrive {when}, without fees; {changes}.",
            (true, false) => $"{given} to {way}: {delivers} arrive {when}, after fees of {fees}.",
            (true, true) => $"{given} to {way}: {delivers} arrive {when}, after fees of {fees}; {changes}.",
        };
    }

    private static Wording When(int hours, DateTimeOffset at) => hours == 0
        ? Wording.Of("at once")
        : $"in {hours} hours, by {at.AddHours(hours):yyyy-MM-dd HH:mm}";

    private static Wording Word(RemainderReason reason) => reason switch
    {
        RemainderReason.NoWay => Wording.Of("no way"),
        RemainderReason.NoCapacity => "no room",
        RemainderReason.TooLate => "too late",
        RemainderReason.Currency => "currency",
        RemainderReason.TooManyParts => "too many parts",
        RemainderReason.TooSmall => "too small",
        _ => throw new System.Diagnostics.UnreachableException($"remainder reason {reason}"),
    };
}
