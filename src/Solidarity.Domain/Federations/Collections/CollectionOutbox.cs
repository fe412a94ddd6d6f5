using Solidarity.Domain.Bodies;
using Solidarity.Domain.Calls;
using Solidarity.Domain.Federations;
using Solidarity.Domain.Federations.Collections;
using Solidarity.Domain.Money;
using Solidarity.Domain.Strikes.Aid;
using static Solidarity.Domain.Federations.Collections.CollectionEvent;

namespace Solidarity.Domain.Messages;

/// <summary>What the strike is told that a collection is for.</summary>
internal static class CollectionOutbox
{
    public static IEnumerable<Message> Of(CollectionEvent @event, Federation after) => @event switch
    {
        Collected e => [Aid(after, e.Strike, e.Collection, e.Kind, AidState.Pledged, e.Amount, e.Note)],
        CollectionSent e =>
            [Money(after, e.Collection, e.Run, MoneyStage.Held, after.Collections[e.Collection].Amount)],
        CollectionUnsent e =>
            [Money(after, e.Collection, RunsOf(after, e.Collection), MoneyStage.Unsent, e.Left), .. Again(after, e)],
        CollectionDelivered => [],
        _ => throw new UnreachableException($"collection event {@event.GetType().Name}"),
    };

    /// <summary>Tells the strike of a collection. Anybody may found a federation and say that it collects: one that the
    /// call has not come to was not asked.</summary>
    public static Message Aid(
        Federation from, StrikeId strike, PledgeId id, AidKind kind, AidState state, Amount amount, string note)
    {
        var isAsked = from.Relays.Calls.TryGetValue(strike, out var call) && call.Number > 0;
        return new Message(strike, new AidCommand.LearnAid(
            new AidKey(Party.Of(from.Id), id), kind, state, amount, Counted: true, note,
            Unasked: isAsked ? null : true));
    }

    private static IEnumerable<Message> Again(Federation after, CollectionUnsent e) => e.AgainAt is { } due
        ? [new Message(
            after.Id, new CollectionCommand.SendCollectionAgain(e.Collection, RunsOf(after, e.Collection)), due)]
        : [];

    private static int RunsOf(Federation state, PledgeId id) => state.Collections[id].Runs;

    private static Message Money(Federation state, PledgeId id, int run, MoneyStage stage, Amount amount)
    {
        var collection = state.Collections[id];
        return new Message(collection.Strike, new AidCommand.LearnMoney(
            new AidKey(Party.Of(state.Id), id), collection.Kind, run, stage, amount));
    }
}
