using Solidarity.Domain.Bodies;
using Solidarity.Domain.Money;
using Solidarity.Domain.Routes;
using Solidarity.Domain.Treasuries;
using Solidarity.Domain.Treasuries.Carrying;

namespace Solidarity.Domain.Routing;

/// <summary>A way of a sum up to a treasury.</summary>
/// <param name="Terms">Of the corridor of <paramref name="Hop"/>.</param>
/// <param name="Span">Of the holds that are made together with the last one.</param>
internal sealed record RouteLabel(
    Address At, Amount Amount, RouteLabel? Before, Hop? Hop, CorridorTerms? Terms, int Hops, HoldSpan Span)
{
    public bool Visits(Address place)
    {
        for (var label = this; label is not null; label = label.Before)
            if (label.At == place)
                return true;
        return false;
    }

    /// <summary>The way over one corridor more; null where nothing would arrive.</summary>
    /// <param name="carriage">Of the treasury that it leads out of.</param>
    /// <param name="isSlow">Something would arrive, but the corridors do not hold room for as long as it takes.</param>
    public RouteLabel? Over(CorridorKey key, CorridorTerms terms, Carriage carriage, out bool isSlow)
    {
        isSlow = false;
        var arrives = terms.Arrives(Amount.Minor);
        if (arrives <= 0)
            return null;
        var span = Span.With(terms, PassingTerms(carriage));
        isSlow = !span.Fits;
        if (isSlow)
            return null;
        var there = new Amount(arrives, key.Arrives);
        var fee = new Amount(terms.Fee(Amount.Minor), key.Given);
        return new RouteLabel(
            key.Neighbour, there, this, new Hop(At, key.Neighbour, Amount, fee, there, terms.SettledBy), terms,
            Hops + 1, span.Behind(terms));
    }

    // Of money that is to pass, the carrier's limit has a longest time, too.
    private PassingTerms? PassingTerms(Carriage carriage) =>
        Before is not null && carriage.Limits.ContainsKey(Amount.Currency)
            ? carriage.TermsOf(Amount.Currency)
            : null;
}

/// <summary>One search for ways of a sum, round by round; see <see cref="RoutePlanner"/>.</summary>
/// <param name="treasury">The treasury of a body, or null where there is none such.</param>
/// <param name="accepted">The currencies that may arrive.</param>
/// <param name="waysMax">The most ways to one place that are followed.</param>
/// <param name="stepsMax">The most corridors that are tried.</param>
internal sealed class RouteSearch(
    Func<Address, Treasury?> treasury, IReadOnlySet<Currency> accepted, IReadOnlySet<ExcludedCorridor> excluded,
    DateTimeOffset at, int waysMax, long stepsMax)
{
    private const long PerMille = 1_000;

    // Best first; of the same amount, the one with fewer hops.
    private sealed class Ways(int max)
    {
        private readonly List<RouteLabel> _labels = new(max);

        public RouteLabel Best => _labels[0];

        public bool Add(RouteLabel label)
        {
            var place = _labels.FindIndex(known => known.Amount.Minor < label.Amount.Minor);
            if (place < 0)
                place = _labels.Count;
            if (place == max)
                return false;
            if (_labels.Count == max)
                _labels.RemoveAt(max - 1);
            _labels.Insert(place, label);
            return true;
        }
    }

    private readonly Dictionary<(Address, Currency), Ways> _ways = [];
    private readonly HashSet<ExcludedCorridor> _narrow = [];
    private long _steps;

    /// <summary>Whether corridors count as if they had room for everything.</summary>
    public bool IgnoresRoom { get; init; }

    /// <summary>What must be surpassed, in minor units of the currency that is sent: ways on which no more than that is
    /// left are not followed.</summary>
    public long FloorMinor { get; init; }

    /// <summary>Whether a corridor was left out for want of room.</summary>
    public bool FoundNarrow => _narrow.Count > 0;

    /// <summary>Whether a way was left out because a corridor on it does not hold room for as long as it takes.
    /// </summary>
    public bool FoundSlow { get; private set; }

    /// <summary>What fits through those that were left out, in thousandths of what was to go there.</summary>
    public long NarrowPerMille { get; private set; }

    /// <summary>Whether there was more to try than may be.</summary>
    public bool IsCut => _steps >= stepsMax;

    public RouteLabel? Best(Address place, Currency currency) =>
        _ways.TryGetValue((place, currency), out var ways) ? ways.Best : null;

    public void Run(Address from, Address to, Amount amount)
    {
        var start = new RouteLabel(from, amount, null, null, null, 0, HoldSpan.None);
        Add(start);
        var given = amount.Currency;
        List<RouteLabel> frontier = [start];
        for (var round = 0; round < Route.HopsMax && frontier.Count > 0; round++)
        {
            var next = new List<RouteLabel>();
            // What the way found so far brings is not surpassed by one on which no more is left already.
            var floor = accepted.Contains(given) ? Math.Max(FloorMinor, Best(to, given)?.Amount.Minor ?? 0) : 0;
            foreach (var label in frontier)
                if (label.At != to && (label.Amount.Currency != given || label.Amount.Minor > floor))
                    Extend(label, next);
            frontier = next;
        }
    }

    private void Extend(RouteLabel label, List<RouteLabel> next)
    {
        if (treasury(label.At) is not { } here)
            return;
        // Money that is here must go on; more is not led through here.
        if (here.Carriage.Draining && label.Before is not null)
            return;
        foreach (var (key, corridor) in here.Corridors)
        {
            if (_steps >= stepsMax)
                return;
            _steps++;
            if (key.Given != label.Amount.Currency || !here.Uses(key, corridor))
                continue;
            if (excluded.Contains(new ExcludedCorridor(label.At, key)) || label.Visits(key.Neighbour))
                continue;
            // Who has quarantined this holder would not book what comes from it.
            if (treasury(key.Neighbour)?.Quarantines.ContainsKey(label.At) == true)
                continue;
            if (!IgnoresRoom && corridor.RoomMinor(at) is { } room && room < label.Amount.Minor)
                LeaveOut(new ExcludedCorridor(label.At, key), room, label.Amount.Minor);
            else if (label.Over(key, corridor.Terms, here.Carriage, out var isSlow) is { } there && Add(there))
                next.Add(there);
            else
                FoundSlow |= isSlow;
        }
    }

    private void LeaveOut(ExcludedCorridor corridor, long room, long minor)
    {
        if (_narrow.Add(corridor))
            NarrowPerMille += (long)((Int128)Math.Max(0, room) * PerMille / minor);
    }

    private bool Add(RouteLabel label)
    {
        var place = (label.At, label.Amount.Currency);
        if (!_ways.TryGetValue(place, out var ways))
            _ways[place] = ways = new Ways(waysMax);
        return ways.Add(label);
    }
}
