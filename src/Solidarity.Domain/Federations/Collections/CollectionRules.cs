using Solidarity.Domain.Acts;
using Solidarity.Domain.Bodies;
using Solidarity.Domain.Calls;
using Solidarity.Domain.Decisions;
using Solidarity.Domain.Ledger;
using Solidarity.Domain.Money;
using Solidarity.Domain.Routes;
using Solidarity.Domain.Text;
using Solidarity.Domain.Transfers;
using Solidarity.Domain.Treasuries;
using Solidarity.Domain.Treasuries.Hops;
using static Solidarity.Domain.Federations.Collections.CollectionCommand;
using static Solidarity.Domain.Federations.Collections.CollectionEvent;
using static Solidarity.Domain.Federations.FederationEvent;

namespace Solidarity.Domain.Federations.Collections;

/// <summary>What a federation decides about money: it may only pass on what comes through it.</summary>
internal static class CollectionRules
{
    public static Decision<FederationEvent> Decide(
        Federation state, CollectionCommand command, DateTimeOffset at) => command switch
        {
            Collect c => OnCollect(state, c, at),
            SendCollection c => OnSend(state, c, at),
            SendCollectionAgain c => OnSendAgain(state, c, at),
            _ => throw new UnreachableException($"collection command {command.GetType().Name}"),
        };

    public static ImmutableSortedDictionary<PledgeId, Collection> Evolve(
        ImmutableSortedDictionary<PledgeId, Collection> state, CollectionEvent @event) => @event switch
        {
            Collected e => state.Add(e.Collection, new Collection(
                e.Strike, e.To, e.Kind, e.Amount, AidState.Pledged, Runs: 0, Reason: "")),
            CollectionSent e => state.SetItem(e.Collection, state[e.Collection] with
            {
                Runs = e.Run,
                AgainAt = null,
            }),
            CollectionDelivered e =>
                state.SetItem(e.Collection, state[e.Collection] with { State = AidState.Honoured, Reason = "" }),
            CollectionUnsent e => state.SetItem(e.Collection, state[e.Collection] with
            {
                Amount = e.Left,
                Reason = e.Reason,
                State = AidState.Pledged,
                AgainAt = e.AgainAt,
            }),
            _ => throw new UnreachableException($"collection event {@event.GetType().Name}"),
        };

    public static Decision<FederationEvent> Decide(Federation state, TreasuryCommand command, DateTimeOffset at)
    {
        var decision = TreasuryDecider.Decide(state.Id, state.Treasury, command, at, state.IsNear);
        if (decision.Refusal is { } refusal)
            return refusal;
        if (decision.IsRedundant)
            return decision.Select(FederationEvent (e) => new OfTreasury(e));
        ImmutableArray<FederationEvent> all =
        [
            .. decision.Events.SelectMany(e =>
                (FederationEvent[])[new OfTreasury(e), .. Consequences(state, command, e, at)]),
        ];
        return all;
    }

    /// <summary>Whether a collection lies here, to be sent.</summary>
    public static bool WaitsHere(Federation state, PledgeId id, Collection collection) =>
        collection.State == AidState.Pledged
        && !state.Treasury.Transfers.Dispatches.ContainsKey(
            Transfer.IdFor(state.Id, "collection", id, collection.Runs));

    public static ImmutableArray<FederationEvent> Send(
        Federation state, PledgeId id, ImmutableArray<PlannedWay> ways, DateTimeOffset at)
    {
        var collection = state.Collections[id];
        var (amount, run) = (collection.Amount, collection.Runs + 1);
        var transfer = Transfer.IdFor(state.Id, "collection", id, run);
        var delivery = new Purpose.ToStrikeFund(
            collection.To, collection.Strike, new AidKey(Party.Of(state.Id), id), collection.Kind, run);
        return
        [
            new CollectionSent(id, transfer, run),
            .. Dispatching.Of(state.Id, state.Treasury, transfer, amount, Account.Passing, delivery, ways, at)
                .Select(e => new OfTreasury(e)),
        ];
    }

    private static Decision<FederationEvent> OnCollect(Federation state, Collect command, DateTimeOffset at)
    {
        if (!command.Amount.IsPayable)
            return TreasuryRefusals.NotPayable(command.Amount);
        if (Texts.Check("note", command.Note, Texts.MemoCharsMax, required: false) is { } no)
            return no;
        if (command.Kind is not (AidKind.Gift or AidKind.Unspecified))
            return CommonRefusals.Malformed(
                "kind", "a collection is a gift or unspecified: a federation does not lend");
        if (state.Collections.ContainsKey(command.Collection))
            return CollectionRefusals.CollectionExists(state.Id, command.Collection);
        var act = new Act.AidCollection(command.Strike, command.Kind, command.Amount, command.Note);
        if (state.Acts.Check(state.Id, act, command.Again, at) is { } done)
            return done;
        if (state.Collections.Count >= Collection.CollectionsMax)
            return CommonRefusals.LimitReached(nameof(Collection.CollectionsMax), Collection.CollectionsMax,
                $"federation {state.Id} has taken in too many collections");
        if (state.Treasury.CheckRoom(state.Id, command.Amount) is { } full)
            return full;
        var collected = new Collected(
            command.Collection, command.Strike, command.To, command.Kind, command.Amount, command.Note, at,
            LedgerEntry.Move(command.Amount, Account.Outside, Account.Passing));
        ImmutableArray<FederationEvent> events =
            [collected, .. Send(Federation.Evolve(state, collected), command.Collection, command.Ways, at)];
        return events;
    }

    private static Decision<FederationEvent> OnSend(Federation state, SendCollection command, DateTimeOffset at)
    {
        var id = command.Collection;
        if (!state.Collections.TryGetValue(id, out var collection))
            return CollectionRefusals.UnknownCollection(state.Id, id);
        return WaitsHere(state, id, collection)
            ? Send(state, id, command.Ways, at)
            : CollectionRefusals.CollectionNotHere(id);
    }

    // Nobody is asked, so where it must not go nothing is refused: it waits for the federation's people.
    private static Decision<FederationEvent> OnSendAgain(
        Federation state, SendCollectionAgain command, DateTimeOffset at)
    {
        var id = command.Collection;
        if (!state.Collections.TryGetValue(id, out var collection)
            || !RetrySchedule.IsDue(command.Run, collection.Runs, collection.AgainAt)
            || !WaitsHere(state, id, collection))
            return Decision<FederationEvent>.Nothing;
        return state.Relays.Calls.GetValueOrDefault(collection.Strike) is { Over: true }
            ? new CollectionUnsent(id, collection.Amount, InEnglish($"strike {collection.Strike} is over"))
            : Send(state, id, command.Ways, at);
    }

    private static IEnumerable<FederationEvent> Consequences(
        Federation state, TreasuryCommand command, TreasuryEvent @event, DateTimeOffset at)
    {
        switch (@event)
        {
            case HopEvent.Recalled e:
                var dispatch = state.Treasury.Transfers.Dispatches[e.Transfer];
                var left = e.Entry.Postings.First(p => p.Account == dispatch.Source && p.Minor > 0);
                var end = command as HopCommand.LearnEnd;
                return
                [
                    new CollectionUnsent(
                        IdOf(dispatch), new Amount(left.Minor, left.Currency),
                        end?.Reason ?? InEnglish("the money came back"),
                        RetrySchedule.Next(end, state.Collections[IdOf(dispatch)].Runs, at)),
                ];
            case HopEvent.Concluded e:
                var delivered = ((HopCommand.LearnEnd)command).Delivered!.Value;
                return [new CollectionDelivered(IdOf(state.Treasury.Transfers.Dispatches[e.Transfer]), delivered)];
            default:
                return [];
        }
    }

    private static PledgeId IdOf(Dispatch dispatch) => dispatch.Delivery is Purpose.ToStrikeFund fund
        ? fund.Aid.Id
        : throw new UnreachableException("a federation sends collections only");
}

/// <summary>The refusals about collections.</summary>
internal static class CollectionRefusals
{
    public static Refusal CollectionExists(FederationId federation, PledgeId collection) => Refusal.Of(
        RefusalKind.AlreadyExists, "COLLECTION_EXISTS",
        $"federation {federation} has a collection {collection} already.", ("collection", collection));

    public static Refusal UnknownCollection(FederationId federation, PledgeId collection) => Refusal.Of(
        RefusalKind.NotFound, "UNKNOWN_COLLECTION", $"federation {federation} has no collection {collection}.",
        ("collection", collection));

    public static Refusal CollectionNotHere(PledgeId collection) => Refusal.Of(
        RefusalKind.FailedPrecondition, "COLLECTION_NOT_HERE",
        $"collection {collection} was sent already.", ("collection", collection));
}
