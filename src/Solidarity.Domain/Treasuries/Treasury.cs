using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Solidarity.Domain.Bodies;
using Solidarity.Domain.Decisions;
using Solidarity.Domain.Ledger;
using Solidarity.Domain.Money;
using Solidarity.Domain.Routes;

namespace Solidarity.Domain.Treasuries;

/// <summary>A corridor that a neighbour offers into this treasury.</summary>
/// <param name="At">When it was last offered.</param>
public sealed record Offer(CorridorTerms Terms, bool Agreed, DateTimeOffset At);

/// <summary>Capacity of an own corridor that is set aside for a hop.</summary>
/// <param name="ToCome">For money of others that is not here yet.</param>
/// <param name="Quoted">It expires with the rate that was quoted for it, sooner than the transfer asked.</param>
/// <param name="Source">Whose money it is for; null where it is the owner's own.</param>
public sealed record Hold(
    Hop Hop, long Period, DateTimeOffset Expires, bool ToCome, bool Quoted, Address? Source = null);

/// <summary>A transfer of this treasury's owner that has not ended: what was set aside for it, from which account, and
/// whether it has left.</summary>
public sealed record Dispatch(Amount Amount, Account Source, Delivery Delivery, bool Sent);

/// <summary>Money that was sent to a neighbour, with no word yet that it is there.</summary>
/// <param name="Back">It goes back over the hop.</param>
/// <param name="Doubted">The neighbour was quarantined since.</param>
/// <param name="Receipt">What this treasury said when it was handed over, where people settle it.</param>
public sealed record Sending(
    Hop Hop, Amount Amount, bool Back, DateTimeOffset At, bool Doubted, Receipt? Receipt = null)
{
    [JsonIgnore]
    public Address To => Back ? Hop.From : Hop.To;
}

/// <summary>Money that a neighbour says it has sent here; it counts only once the owner has confirmed it.</summary>
/// <param name="Back">It comes back over the hop.</param>
/// <param name="Reason">Why the owner has to confirm it.</param>
/// <param name="Rejected">Why the owner has said that it is not here; null while nothing was said.</param>
/// <param name="SettledBy">People settle it so, and its transfer waits; null: the neighbour is not trusted.</param>
/// <param name="Receipt">What the sender said when it was handed over.</param>
public sealed record Claim(
    Hop Hop, Delivery? DeliverAs, Amount Amount, bool Back, string Reason, DateTimeOffset At,
    string? Rejected, Delivery? Onward = null, ImmutableArray<DateTimeOffset>? Passed = null,
    Settlement? SettledBy = null, Receipt? Receipt = null)
{
    [JsonIgnore]
    public Address From => Back ? Hop.To : Hop.From;
}

/// <summary>A neighbour that is treated as seized or silent.</summary>
public sealed record Quarantine(string Reason, DateTimeOffset Since);

/// <summary>
/// A section's or a federation's money: its book, its corridors, and what is set aside for transfers. The same rules
/// hold for both; the only difference is who may dispose of what, and that stands with the owner.
/// </summary>
/// <param name="OffersFrom">How many of <paramref name="Offers"/> each neighbour has made.</param>
/// <param name="CorridorsTo">How many of <paramref name="Corridors"/> lead to each neighbour, closed ones among them.
/// </param>
/// <param name="ExpiryAt">When the alarm rings that is set for the first hold to expire.</param>
[method: JsonConstructor]
public sealed record Treasury(
    Book Book,
    ImmutableSortedDictionary<CorridorKey, Corridor> Corridors,
    ImmutableSortedDictionary<CorridorKey, Offer> Offers,
    ImmutableSortedDictionary<Address, int> OffersFrom,
    ImmutableSortedDictionary<Address, int> CorridorsTo,
    ImmutableSortedDictionary<HopKey, Hold> Holds,
    ImmutableSortedDictionary<TransferId, Dispatch> Dispatches,
    ImmutableSortedDictionary<TransferId, Amount> Passing,
    ImmutableSortedDictionary<HopKey, Sending> Sendings,
    ImmutableSortedDictionary<HopKey, Claim> Claims,
    ImmutableSortedDictionary<Address, Quarantine> Quarantines,
    Carriage Carriage,
    WordsOwed Words,
    DateTimeOffset? ExpiryAt,
    ImmutableSortedDictionary<HopKey, HandOver> HandOvers)
{
    /// <summary>The most corridors out of one treasury, and offers into it of members and neighbours.</summary>
    public const int CorridorsMax = 20_000;

    /// <summary>The most corridors to one neighbour, and offers of one, each for two currencies.</summary>
    public const int CorridorsPerNeighbourMax = 64;

    /// <summary>The most offers of strangers that wait: then the oldest of the one that has most gives way.</summary>
    public const int StrangersOffersMax = 2_000;

    /// <summary>The most hops that one treasury holds capacity for at the same time.</summary>
    public const int HoldsMax = 100_000;

    /// <summary>From so many holds on, one source may not hold room over more than <see cref="HoldsPerSourceMax"/>
    /// hops.</summary>
    public const int HoldsCrowdedMin = 80_000;
    public const int HoldsPerSourceMax = 1_000;

    /// <summary>How far the clocks of two services may be apart, in minutes: nothing is sent over a hold with less
    /// left.</summary>
    public const int ClockSkewMinutes = 15;

    /// <summary>The most neighbours that one treasury has quarantined at the same time.</summary>
    public const int QuarantinesMax = 1_000;

    /// <summary>How many expired holds one entry of the journal releases.</summary>
    public const int ExpiredMax = 500;

    /// <summary>How many holds and sendings one entry of the journal sees to when a neighbour is quarantined.</summary>
    public const int QuarantineClearedMax = 500;

    public static readonly Treasury Empty = new(
        Book.Empty,
        ImmutableSortedDictionary<CorridorKey, Corridor>.Empty,
        ImmutableSortedDictionary<CorridorKey, Offer>.Empty,
        ImmutableSortedDictionary<Address, int>.Empty,
        ImmutableSortedDictionary<Address, int>.Empty,
        ImmutableSortedDictionary<HopKey, Hold>.Empty,
        ImmutableSortedDictionary<TransferId, Dispatch>.Empty,
        ImmutableSortedDictionary<TransferId, Amount>.Empty,
        ImmutableSortedDictionary<HopKey, Sending>.Empty,
        ImmutableSortedDictionary<HopKey, Claim>.Empty,
        ImmutableSortedDictionary<Address, Quarantine>.Empty,
        Carriage.Free,
        WordsOwed.None,
        ExpiryAt: null,
        ImmutableSortedDictionary<HopKey, HandOver>.Empty);

    /// <summary>The most that may come into one book from outside in all, less what went out, in minor units of a
    /// currency: what people put into a book themselves is then shown exactly, and never as "more than".</summary>
    public const long BroughtMinorMax = 2 * Amount.MinorMax;

    /// <summary>The refusal for a sum from outside that would take the book past its limit; else null.</summary>
    public Refusal? CheckRoom(Address owner, Amount amount) =>
        amount.Minor - Book.Balance(Account.Outside, amount.Currency) > BroughtMinorMax
            ? CommonRefusals.LimitReached(nameof(BroughtMinorMax), BroughtMinorMax,
                $"the treasury of {owner} holds more {amount.Currency} than can be shown exactly")
            : null;

    /// <summary>Whether money can go out over a corridor: it is open, and its other end is not quarantined here.
    /// </summary>
    public bool Uses(CorridorKey key, Corridor corridor) =>
        corridor.Status == CorridorStatus.Open && !Quarantines.ContainsKey(key.Neighbour);

    public static Treasury Evolve(Treasury state, TreasuryEvent @event)
    {
        if (@event.Booked() is { } entry)
            state = state with { Book = state.Book.Post(entry) };
        return @event switch
        {
            TreasuryEvent.CorridorOffered e => state with
            {
                Corridors = state.Corridors.SetItem(e.Corridor, Offered(state, e)),
                CorridorsTo = state.Corridors.ContainsKey(e.Corridor)
                    ? state.CorridorsTo
                    : More(state.CorridorsTo, e.Corridor.Neighbour),
            },
            TreasuryEvent.CorridorOpened e => state.WithStatus(e.Corridor, CorridorStatus.Open),
            TreasuryEvent.CorridorClosed e => state.WithStatus(e.Corridor, CorridorStatus.Closed),
            TreasuryEvent.OfferLearnt e => state with
            {
                Offers = state.Offers.SetItem(e.Corridor, new Offer(e.Terms, Agreed: false, e.At)),
                OffersFrom = state.Offers.ContainsKey(e.Corridor)
                    ? state.OffersFrom
                    : More(state.OffersFrom, e.Corridor.Neighbour),
            },
            TreasuryEvent.OfferAgreed e => state with
            {
                Offers = state.Offers.SetItem(
                    e.Corridor, state.Offers[e.Corridor] with { Terms = e.Terms, Agreed = true }),
            },
            TreasuryEvent.OfferEnded e => state with
            {
                Offers = state.Offers.Remove(e.Corridor),
                OffersFrom = Less(state.OffersFrom, e.Corridor.Neighbour),
            },
            TreasuryEvent.HopHeld e => Held(state, e),
            TreasuryEvent.HopRefused e => state with { HandOvers = state.HandOvers.Remove(e.Key) },
            TreasuryEvent.HopReleased e => Released(state, e.Key),
            TreasuryEvent.HopSent e => Sent(state, e),
            TreasuryEvent.HopTakenIn e => CarriageDecider.Come(
                WordDecider.Owing(state, e.Key, e.Hop.From, e.Owed).WithPassing(e.Key.Transfer, e.Hop.Arrives), e.Key),
            TreasuryEvent.SentBack e => state.WithSending(e.Key, e.Hop, e.Amount, back: true, e.At, e.Receipt) with
            {
                HandOvers = state.HandOvers.Remove(e.Key),
                Passing = state.Passing.Remove(e.Key.Transfer),
            },
            // What comes back waits as passing until the owner puts it where it belongs, or sends it further back.
            TreasuryEvent.TakenBack e => state.WithPassing(e.Key.Transfer, e.Amount).Confirmed(e.Key),
            TreasuryEvent.Dispatched e => state with
            {
                Dispatches = state.Dispatches.Add(
                    e.Transfer, new Dispatch(e.Amount, e.Source, e.Delivery, Sent: false)),
            },
            TreasuryEvent.Recalled e => state with
            {
                Dispatches = state.Dispatches.Remove(e.Transfer),
                Passing = state.Passing.Remove(e.Transfer),
            },
            TreasuryEvent.Concluded e => state.Concluded(e.Transfer),
            TreasuryEvent.ExpiryAwaited e => state with { ExpiryAt = e.Until },
            TreasuryEvent.WordPutOff or TreasuryEvent.WordGiven => state with
            {
                Words = WordDecider.Evolve(state.Words, @event),
            },
            TreasuryEvent.DrainBegun or TreasuryEvent.DrainEnded or TreasuryEvent.PassingLimitSet => state with
            {
                Carriage = CarriageDecider.Evolve(state.Carriage, @event),
            },
            TreasuryEvent.HandOverAsked e => state with
            {
                HandOvers = state.HandOvers.Add(
                    e.Key, new HandOver(e.Hop, e.DeliverAs, e.Amount, e.Back, e.At, e.Until, e.Onward)),
            },
            _ => QuarantineDecider.Evolve(state, @event),
        };
    }

    private static ImmutableSortedDictionary<Address, int> More(
        ImmutableSortedDictionary<Address, int> counts, Address neighbour) =>
        counts.SetItem(neighbour, counts.GetValueOrDefault(neighbour) + 1);

    private static ImmutableSortedDictionary<Address, int> Less(
        ImmutableSortedDictionary<Address, int> counts, Address neighbour) => counts[neighbour] == 1
            ? counts.Remove(neighbour)
            : counts.SetItem(neighbour, counts[neighbour] - 1);

    private static Corridor Offered(Treasury state, TreasuryEvent.CorridorOffered e) =>
        state.Corridors.TryGetValue(e.Corridor, out var corridor)
            ? corridor with { Terms = e.Terms, Status = CorridorStatus.Offered }
            : new Corridor(e.Terms, CorridorStatus.Offered, Period: 0, TakenMinor: 0);

    private static Treasury Held(Treasury state, TreasuryEvent.HopHeld e)
    {
        var corridor = state.Corridors[e.Hop.Corridor];
        var toCome = CarriageDecider.IsToCome(state, e.Key.Transfer);
        return state with
        {
            Carriage = toCome ? state.Carriage.Expecting(e.Hop.Given) : state.Carriage,
            Holds = state.Holds.Add(e.Key, new Hold(
                e.Hop, e.Period, e.Expires, toCome, e.Quoted == true, e.Source)),
            Corridors = state.Corridors.SetItem(e.Hop.Corridor, corridor.Take(e.Period, e.Hop)),
        };
    }

    private static Treasury Released(Treasury state, HopKey key)
    {
        var hold = state.Holds[key];
        var corridor = state.Corridors[hold.Hop.Corridor].GiveBack(hold.Period, hold.Hop);
        return state with
        {
            Carriage = hold.ToCome ? state.Carriage.Expecting(-hold.Hop.Given) : state.Carriage,
            Holds = state.Holds.Remove(key),
            HandOvers = state.HandOvers.Remove(key),
            Corridors = state.Corridors.SetItem(hold.Hop.Corridor, corridor),
        };
    }

    // What is sent keeps its capacity of the period: the hold goes, the taken part stays.
    private static Treasury Sent(Treasury state, TreasuryEvent.HopSent e) =>
        state.WithSending(e.Key, e.Hop, e.Hop.Arrives, back: false, e.At, e.Receipt) with
        {
            Carriage = state.Holds.TryGetValue(e.Key, out var hold) && hold.ToCome
                ? state.Carriage.Expecting(-hold.Hop.Given)
                : state.Carriage,
            Holds = state.Holds.Remove(e.Key),
            HandOvers = state.HandOvers.Remove(e.Key),
            Dispatches = state.Dispatches.TryGetValue(e.Key.Transfer, out var dispatch)
                ? state.Dispatches.SetItem(e.Key.Transfer, dispatch with { Sent = true })
                : state.Dispatches,
            Passing = state.Passing.Remove(e.Key.Transfer),
        };

    // What arrived in the end arrived over its first hop: the owner waits for no further word of that.
    private Treasury Concluded(TransferId transfer)
    {
        var first = new HopKey(transfer, 1, 0);
        var here = this with { Dispatches = Dispatches.Remove(transfer) };
        return Sendings.TryGetValue(first, out var sending) && !sending.Back ? here.Confirmed(first) : here;
    }

    /// <summary>With no sending over a hop that waits for word any more.</summary>
    internal Treasury Confirmed(HopKey key)
    {
        if (!Sendings.TryGetValue(key, out var sending))
            return this;
        return this with
        {
            Sendings = Sendings.Remove(key),
            Corridors = sending is { Back: false, Hop.SettledBy: not null }
                ? Corridors.SetItem(sending.Hop.Corridor, Corridors[sending.Hop.Corridor].WithUnconfirmed(-1))
                : Corridors,
        };
    }

    private Treasury WithStatus(CorridorKey key, CorridorStatus status) =>
        this with { Corridors = Corridors.SetItem(key, Corridors[key] with { Status = status }) };

    private Treasury WithSending(
        HopKey key, Hop hop, Amount amount, bool back, DateTimeOffset at, Receipt? receipt) => this with
        {
            Sendings = Sendings.SetItem(key, new Sending(hop, amount, back, at, Doubted: false, receipt)),
        };

    private Treasury WithPassing(TransferId transfer, Amount amount) =>
        this with { Passing = Passing.Add(transfer, amount) };
}
