using System.Collections.Immutable;
using System.Diagnostics;
using System.Globalization;
using Solidarity.Domain.Affiliations;
using Solidarity.Domain.Bodies;
using Solidarity.Domain.Decisions;
using Solidarity.Domain.Ledger;
using Solidarity.Domain.Money;
using Solidarity.Domain.Transfers;
using Solidarity.Domain.Treasuries;
using static Solidarity.Domain.Federations.FederationCommand;
using static Solidarity.Domain.Federations.FederationEvent;

namespace Solidarity.Domain.Federations;

/// <summary>
/// How a federation that is to be dissolved hands over what is its own: dues, and collections that came back. Both
/// books have it, as money sent to a neighbour and received from one. Money that passes through is never handed over:
/// it goes on, or back where it came from.
/// </summary>
internal static class HandOvers
{
    public static Decision<FederationEvent> Decide(
        Federation state, FederationCommand command, DateTimeOffset at) => command switch
        {
            HandOverDues c => OnDues(state, c),
            HandOverCollection c => OnCollection(state, c),
            LearnHandOver c => OnTaken(state, c, at),
            LearnHandOverTaken c => state.Lineage.Succession?.UnderWay.ContainsKey(c.Number) == true
                ? new HandOverConfirmed(c.Number)
                : Decision<FederationEvent>.Nothing,
            _ => throw new UnreachableException($"federation command {command.GetType().Name}"),
        };

    /// <summary>What was handed over in all, by successor and currency.</summary>
    public static ImmutableArray<HandedOver> Total(Succession succession) =>
    [
        .. succession.Sums.SelectMany(to => to.Value.Select(sum =>
            new HandedOver(to.Key, new Total(sum.Value, sum.Key)))),
    ];

    private static Decision<FederationEvent> OnDues(Federation state, HandOverDues command)
    {
        if (!command.Amount.IsPayable)
            return TreasuryRefusals.NotPayable(command.Amount);
        if (CheckSuccessor(state, command.To, out var succession) is { } no)
            return no;
        var dues = state.Treasury.Book.BalanceOf(Account.Dues, command.Amount.Currency);
        return dues.Minor < command.Amount.Minor
            ? SuccessionRefusals.NotSoMuch(state.Id, dues, command.Amount)
            : new DuesHandedOver(succession!.Number + 1, command.To, command.Amount,
                LedgerEntry.Move(command.Amount, Account.Dues, Account.To(command.To)));
    }

    private static Decision<FederationEvent> OnCollection(Federation state, HandOverCollection command)
    {
        if (CheckSuccessor(state, command.To, out var succession) is { } no)
            return no;
        if (!state.Collections.TryGetValue(command.Collection, out var collection))
            return FederationRefusals.UnknownCollection(state.Id, command.Collection);
        if (!FederationCollections.WaitsHere(state, command.Collection, collection))
            return FederationRefusals.CollectionNotHere(command.Collection);
        // The same id might be taken there already; this one is made of all that tells it from others.
        var renamed = new PledgeId(
            Transfer.IdFor(state.Id, "hand-over", command.Collection, collection.Runs).Value);
        return new CollectionHandedOver(
            succession!.Number + 1, command.To, command.Collection, renamed, collection.Amount,
            LedgerEntry.Move(collection.Amount, Account.Passing, Account.To(command.To)));
    }

    // Money is never turned away.
    private static Decision<FederationEvent> OnTaken(Federation state, LearnHandOver command, DateTimeOffset at)
    {
        var (from, amount) = (command.From, command.Amount);
        if (command.Collection is not { } passed)
            return new DuesTakenOver(
                from, command.Number, amount, LedgerEntry.Move(amount, Account.From(from), Account.Dues));
        // Somebody may have guessed the id and taken it.
        var id = passed.Id;
        for (var number = 2; state.Collections.ContainsKey(id); number++)
            id = new PledgeId(string.Create(CultureInfo.InvariantCulture, $"{passed.Id}-{number}"));
        var taken = new CollectionTakenOver(
            from, command.Number, id, passed.Strike, passed.To, passed.Kind, amount, passed.Note,
            LedgerEntry.Move(amount, Account.From(from), Account.Passing));
        ImmutableArray<FederationEvent> all =
            [taken, .. FederationCollections.Send(Federation.Evolve(state, taken), id, [], at)];
        return all;
    }

    private static Refusal? CheckSuccessor(Federation state, FederationId to, out Succession? succession)
    {
        succession = state.Lineage.Succession;
        if (succession is null)
            return SuccessionRefusals.NotAnnounced(state.Id);
        if (!succession.Successors.ContainsKey(to))
            return MoveRefusals.NotASuccessor(state.Id, to, succession.Successors.Keys);
        return succession.HasAgreed(to) ? null : SuccessionRefusals.HasNotAgreed(state.Id, to);
    }
}
