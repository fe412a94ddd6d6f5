using System.Collections.Frozen;
using Solidarity.Domain.Bodies;

namespace Solidarity.Replay.Seeds;

/// <summary>A body's membership of a federation, from the day on which both are there.</summary>
internal sealed record Affiliation(Address Member, FederationId Federation, DateOnly From, DateOnly? Until)
{
    public bool IsOn(DateOnly day) => From <= day && (Until is not { } until || day <= until);
}

/// <summary>
/// When things happen. The files know many dates only by year or month; here each gets one day, by the rules that
/// seeds/README.md states, so that the plan can be put in order. Pure: the same folder gives the same days.
/// </summary>
internal sealed class Story
{
    /// <summary>The wording of contributions.csv for the last payment of a section that leaves.</summary>
    private const string OnWithdrawal = "contribution on withdrawal";

    /// <summary>Where a story without any date begins.</summary>
    private static readonly DateOnly InternationalFounded = new(1864, 9, 28);

    private readonly FrozenDictionary<StrikeId, SeedStrikeRow> _strikes;
    private readonly ILookup<StrikeId, CallRow> _calls;
    private readonly FrozenDictionary<Address, DateOnly> _founded;
    private readonly FrozenDictionary<Address, string> _countries;
    private readonly FrozenDictionary<FederationId, V1.Level> _levels;

    public Story(SeedFolder seeds)
    {
        _strikes = seeds.Strikes.ToFrozenDictionary(strike => strike.Id);
        _calls = seeds.Calls.ToLookup(call => call.Strike);
        _countries = seeds.Federations.Select(row => KeyValuePair.Create((Address)row.Id, row.Country))
            .Concat(seeds.Sections.Select(row => KeyValuePair.Create((Address)row.Id, row.Country)))
            .ToFrozenDictionary();
        _levels = seeds.Federations.ToFrozenDictionary(row => row.Id, row => row.Level);
        _founded = Foundings(seeds);
        Affiliations = [.. AffiliationsOf(seeds)];
    }

    public ImmutableArray<Affiliation> Affiliations { get; }

    public SeedStrikeRow Strike(StrikeId id) => _strikes[id];

    public IEnumerable<CallRow> CallsOf(StrikeId id) => _calls[id];

    public string CountryOf(Address body) => _countries[body];

    public V1.Level LevelOf(FederationId federation) => _levels[federation];

    public DateOnly FoundedOn(Address body) => _founded[body];

    /// <summary>A call goes out while its strike lasts.</summary>
    public DateOnly DateOf(CallRow call) => Within(Strike(call.Strike), call.Date.First);

    /// <summary>
    /// The day of a row of aid. An inexact date is placed on a call of the strike within the period that it stands
    /// for, the giver's own call before others; else on the period's first day; never before the strike.
    /// </summary>
    public DateOnly DateOf(AidRow aid)
    {
        var strike = Strike(aid.Strike);
        var call = _calls[aid.Strike]
            .Where(call => aid.Date.Contains(DateOf(call)))
            .OrderBy(call => call.Issuer == aid.From.Federation ? 0 : 1)
            .ThenBy(DateOf)
            .FirstOrDefault();
        return Later(call is null ? aid.Date.First : DateOf(call), strike.Start.First);
    }

    /// <summary>Whether a strike was over by then. One whose end is not recorded is not.</summary>
    public bool IsOver(StrikeId strike, DateOnly day) => Strike(strike).End is { } end && end.Last < day;

    /// <summary>Whether a contribution is the last one of a section that leaves.</summary>
    public static bool IsFarewell(ContributionRow contribution) =>
        contribution.What.Equals(OnWithdrawal, StringComparison.Ordinal);

    private static DateOnly Within(SeedStrikeRow strike, DateOnly day) =>
        strike.End is { } end && end.Last < day ? end.Last : Later(day, strike.Start.First);

    private static DateOnly Later(DateOnly one, DateOnly other) => one > other ? one : other;

    private FrozenDictionary<Address, DateOnly> Foundings(SeedFolder seeds)
    {
        var firsts = new Dictionary<Address, DateOnly>();
        foreach (var (body, day) in Attested(seeds).Concat(Uses(seeds)))
            firsts[body] = firsts.TryGetValue(body, out var known) && known < day ? known : day;
        var start = firsts.Count == 0 ? InternationalFounded : firsts.Values.Min();
        return _countries.Keys.ToFrozenDictionary(body => body, body => firsts.GetValueOrDefault(body, start));
    }

    private static IEnumerable<(Address, DateOnly)> Attested(SeedFolder seeds)
    {
        foreach (var row in seeds.Federations)
            if ((row.Founded ?? row.FirstAttested) is { } date)
                yield return (row.Id, date.First);
        foreach (var row in seeds.Sections)
            if (row.FirstAttested is { } date)
                yield return (row.Id, date.First);
    }

    private IEnumerable<(Address, DateOnly)> Uses(SeedFolder seeds)
    {
        foreach (var strike in seeds.Strikes)
            yield return (strike.Section, strike.Start.First);
        foreach (var call in seeds.Calls)
            yield return (call.Issuer, DateOf(call));
        foreach (var aid in seeds.Aid)
            if (aid.From.Body is { } giver)
                yield return (giver, DateOf(aid));
        foreach (var contribution in seeds.Contributions)
        {
            yield return (contribution.Federation, contribution.Date.First);
            if (contribution.Section is { } payer)
                yield return (payer, contribution.Date.First);
        }
    }

    private IEnumerable<Affiliation> AffiliationsOf(SeedFolder seeds)
    {
        var ends = seeds.Contributions.Where(IsFarewell).Where(row => row.Section is not null)
            .ToLookup(row => (row.Section!.Value, row.Federation), row => row.Date.First);
        foreach (var row in seeds.Federations)
            if (row.Parent is { } parent)
                yield return new(row.Id, parent, Later(FoundedOn(row.Id), FoundedOn(parent)), null);
        foreach (var row in seeds.Sections)
        {
            foreach (var federation in row.Federations)
            {
                var until = ends[(row.Id, federation)].Select(day => (DateOnly?)day).Max();
                yield return new(row.Id, federation, Later(FoundedOn(row.Id), FoundedOn(federation)), until);
            }
        }
        foreach (var affiliation in ByPayment(seeds))
            yield return affiliation;
    }

    // Who pays dues to a federation is a member of it, whether or not the list of sections says so.
    private static IEnumerable<Affiliation> ByPayment(SeedFolder seeds)
    {
        var listed = seeds.Sections.SelectMany(row => row.Federations.Select(federation => (row.Id, federation)))
            .ToHashSet();
        return seeds.Contributions
            .Where(row => row.Section is { } payer && !listed.Contains((payer, row.Federation)))
            .GroupBy(row => (Payer: row.Section!.Value, row.Federation))
            .Select(payments => new Affiliation(
                payments.Key.Payer,
                payments.Key.Federation,
                payments.Min(row => row.Date.First),
                payments.Where(IsFarewell).Select(row => (DateOnly?)row.Date.First).Max()));
    }
}
