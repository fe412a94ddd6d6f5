using Solidarity.Domain.Bodies;
using Solidarity.Domain.Money;

namespace Solidarity.Replay.Seeds;

/// <summary>Federations and sections are founded, join, leave, and open corridors to each other.</summary>
internal static class BodySteps
{
    public static IEnumerable<Step> Of(SeedFolder seeds, Story story) =>
        Federations(seeds, story)
            .Concat(Sections(seeds, story))
            .Concat(story.Affiliations.SelectMany(Membership))
            .Concat(seeds.Corridors.Select(corridor => Open(corridor, story)));

    private static IEnumerable<Step> Federations(SeedFolder seeds, Story story) =>
        seeds.Federations.Select(row => new Step.FoundFederation(
            story.FoundedOn(row.Id), new($"federations/{row.Id}/found"), row.Id, row.Name, row.Level, row.Locality,
            row.Country));

    private static IEnumerable<Step> Sections(SeedFolder seeds, Story story)
    {
        var currencies = Currencies(seeds, story);
        return seeds.Sections.Select(row => new Step.FoundSection(
            story.FoundedOn(row.Id), new($"sections/{row.Id}/found"), row.Id, row.Name, row.Kind, row.Trade,
            row.Locality, row.Country, row.Members,
            [
                row.Home,
                .. currencies[row.Id].Where(currency => currency != row.Home).Distinct()
                    .OrderBy(currency => currency.Code, StringComparer.Ordinal),
            ]));
    }

    /// <summary>The currencies that each section gives or gets, besides its own.</summary>
    private static ILookup<Address, Currency> Currencies(SeedFolder seeds, Story story)
    {
        var ways = new Ways(seeds, story);
        var sent = PlannedSum.All(seeds, story).SelectMany(sending => new[]
        {
            (Body: sending.From, sending.Money.Currency),
            (Body: sending.To, Currency: ways.ArrivesIn(sending)),
        });
        var booked = seeds.Aid.Where(aid => aid.Amount is not null).SelectMany(aid => Booked(aid, story));
        return sent.Concat(booked).ToLookup(use => use.Body, use => use.Currency);
    }

    // What is booked and takes no way: gifts from outside, repayments to a lender outside, pledges that come too late.
    private static IEnumerable<(Address Body, Currency Currency)> Booked(AidRow aid, Story story) =>
        AidMeanings.Of(aid, story) switch
        {
            AidMeaning.OutsideGift => [(story.Strike(aid.Strike).Section, aid.Amount!.Value.Currency)],
            AidMeaning.Repay or AidMeaning.PledgeTooLate => [(aid.From.Body!.Value, aid.Amount!.Value.Currency)],
            _ => [],
        };

    private static IEnumerable<Step> Membership(Affiliation affiliation)
    {
        var (member, federation, from, until) = affiliation;
        yield return new Step.Affiliate(from, new($"{member}/join/{federation}"), member, federation);
        if (until is { } day)
            yield return new Step.LeaveFederation(day, new($"{member}/leave/{federation}"), member, federation);
    }

    private static Step.OpenCorridor Open(CorridorRow corridor, Story story)
    {
        var (from, to) = (story.FoundedOn(corridor.From), story.FoundedOn(corridor.To));
        var currencies = $"{corridor.Currency.Code}-{corridor.ToCurrency.Code}".ToLowerInvariant();
        return new Step.OpenCorridor(
            from > to ? from : to, new($"corridors/{corridor.From}/{corridor.To}/{currencies}"), corridor.From,
            corridor.To, corridor.Currency, corridor.ToCurrency, corridor.Rate);
    }
}
