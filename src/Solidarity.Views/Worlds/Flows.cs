using Solidarity.Domain.Bodies;
using Solidarity.Domain.Calls;
using Solidarity.Domain.Money;
using Solidarity.Grains.Snapshots;

namespace Solidarity.Views.Worlds;

/// <summary>Aid from one giver to one striking section in one currency, to all its strikes together.</summary>
/// <param name="FromCountry">Where the giver was when it was first heard of; empty where it is not known.</param>
/// <param name="ToTrade">Of the striking section; empty for a mixed one.</param>
/// <param name="Arrived">In minor units.</param>
/// <param name="OnTheWay">Held or in transit now, in minor units.</param>
public sealed record Flow(
    Party From, SectionId To, Currency Currency, string FromCountry, string ToCountry, string ToTrade, Int128 Arrived,
    Int128 OnTheWay);

/// <summary>Aid from one country to another in one currency.</summary>
/// <param name="From">Empty where it is not known.</param>
public sealed record CountryFlow(string From, string To, Currency Currency, Int128 Arrived, Int128 OnTheWay);

/// <summary>Where money flows: sums of counted aid that has arrived or is on its way.</summary>
public sealed class Flows : CopyOnWrite<Flows>
{
    // By the section that they go to, because it decides who sees them.
    private PersistentDictionary<SectionId, PersistentDictionary<(Party, Currency), Flow>> _flows =
        PersistentDictionary<SectionId, PersistentDictionary<(Party, Currency), Flow>>.Empty;

    private ImmutableSortedDictionary<(string, string, Currency), CountryFlow> _countries =
        ImmutableSortedDictionary<(string, string, Currency), CountryFlow>.Empty;

    public IEnumerable<Flow> All => _flows.Values.SelectMany(to => to.Values);

    /// <summary>To one section, in no order.</summary>
    public IEnumerable<Flow> To(SectionId section) => AllTo(section).Values;

    /// <summary>From a giver to a section, in any of these currencies.</summary>
    public IEnumerable<Flow> Of(Party from, SectionId to, IEnumerable<Currency> currencies)
    {
        var flows = AllTo(to);
        foreach (var currency in currencies)
            if (flows.TryGetValue((from, currency), out var flow))
                yield return flow;
    }

    /// <summary>By country of the giver, of the striking section, and by currency.</summary>
    public IEnumerable<CountryFlow> Countries => _countries.Values;

    /// <summary>What has arrived at a section from a giver, in each of these currencies that anything has.</summary>
    public IEnumerable<(Currency Currency, Int128 Arrived)> Between(
        Party from, SectionId to, IEnumerable<Currency> currencies) => Of(from, to, currencies)
        .Where(flow => flow.Arrived != 0).Select(flow => (flow.Currency, flow.Arrived));

    internal void Add(
        Party from, Place giver, SectionId to, Place receiver, Currency currency, Int128 arrived,
        Int128 onTheWay)
    {
        var (all, key) = (AllTo(to), (from, currency));
        var flow = all.GetValueOrDefault(key)
            ?? new Flow(from, to, currency, giver.Country, receiver.Country, receiver.Trade, 0, 0);
        flow = flow with { Arrived = flow.Arrived + arrived, OnTheWay = flow.OnTheWay + onTheWay };
        var country = (flow.FromCountry, flow.ToCountry, currency);
        var known = _countries.GetValueOrDefault(country)
            ?? new CountryFlow(flow.FromCountry, flow.ToCountry, currency, 0, 0);
        known = known with { Arrived = known.Arrived + arrived, OnTheWay = known.OnTheWay + onTheWay };
        all = flow.Arrived == 0 && flow.OnTheWay == 0 ? all.Without(key, Edit) : all.With(key, flow, Edit);
        _flows = all.Count == 0 ? _flows.Without(to, Edit) : _flows.With(to, all, Edit);
        _countries = known.Arrived == 0 && known.OnTheWay == 0
            ? _countries.Remove(country)
            : _countries.SetItem(country, known);
    }

    private PersistentDictionary<(Party, Currency), Flow> AllTo(SectionId section) =>
        _flows.GetValueOrDefault(section) ?? PersistentDictionary<(Party, Currency), Flow>.Empty;
}
