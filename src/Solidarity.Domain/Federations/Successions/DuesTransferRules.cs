using Solidarity.Domain.Acts;
using Solidarity.Domain.Affiliations;
using Solidarity.Domain.Bodies;
using Solidarity.Domain.Decisions;
using Solidarity.Domain.Federations.Collections;
using Solidarity.Domain.Ledger;
using Solidarity.Domain.Money;
using Solidarity.Domain.Transfers;
using Solidarity.Domain.Treasuries;
using static Solidarity.Domain.Federations.Successions.DuesTransferCommand;
using static Solidarity.Domain.Federations.Successions.DuesTransferEvent;

namespace Solidarity.Domain.Federations.Successions;

/// <summary>
/// How a federation that is to be dissolved transfers what is its own: dues, and collections that came back. Both
/// books have it, as money sent to a neighbour and received from one. Money that passes through is never transferred:
/// it goes on, or back where it came from.
/// </summary>
internal static class DuesTransferRules
{
    public static Decision<FederationEvent> Decide(
        Federation state, DuesTransferCommand command, DateTimeOffset at) => command switch
        {
            TransferDues c => OnDues(state, c, at),
            TransferCollection c => OnCollection(state, c),
            LearnDuesTransfer c => OnTaken(state, c, at),
            LearnDuesTransferTaken c => state.Lineage.Succession?.UnderWay.ContainsKey(c.Number) == true
                ? new DuesTransferConfirmed(c.Number)
                : Decision<FederationEvent>.Nothing,
            _ => throw new UnreachableException($"dues transfer command {command.GetType().Name}"),
        };

    /// <summary>What was transferred in all, by successor and currency.</summary>
    public static ImmutableArray<TransferredSum> Total(Succession succession) =>
    [
        .. succession.Sums.SelectMany(to => to.Value.Select(sum =>
            new TransferredSum(to.Key, new Total(sum.Value, sum.Key)))),
    ];

    private static Decision<FederationEvent> OnDues(Federation state, TransferDues command, DateTimeOffset at)
    {
        if (!command.Amount.IsPayable)
            return TreasuryRefusals.NotPayable(command.Amount);
        var act = new Act.DuesHandOver(command.To, command.Amount);
        if (state.Acts.Check(state.Id, act, command.Again, at) is { } done)
            return done;
        if (CheckSuccessor(state, command.To, out var succession) is { } no)
            return no;
        var dues = state.Treasury.Book.BalanceOf(Account.Dues, command.Amount.Currency);
        return dues.Minor < command.Amount.Minor
            ? SuccessionRefusals.NotSoMuch(state.Id, dues, command.Amount)
            : new DuesTransferred(succession!.Number + 1, command.To, command.Amount, at,
                LedgerEntry.Move(command.Amount, Account.Dues, Account.To(command.To)));
    }

    private static Decision<FederationEvent> OnCollection(Federation state, TransferCollection command)
    {
        if (CheckSuccessor(state, command.To, out var succession) is { } no)
            return no;
        if (!state.Collections.TryGetValue(command.Collection, out var collection))
            return CollectionRefusals.UnknownCollection(state.Id, command.Collection);
        if (!CollectionRules.WaitsHere(state, command.Collection, collection))
            return CollectionRefusals.CollectionNotHere(command.Collection);
        // The same id might be taken there already; this one is made of all that tells it from others.
        var renamed = new PledgeId(
            Transfer.IdFor(state.Id, "hand-over", command.Collection, collection.Runs).Value);
        return new CollectionTransferred(
            succession!.Number + 1, command.To, command.Collection, renamed, collection.Amount,
            LedgerEntry.Move(collection.Amount, Account.Passing, Account.To(command.To)));
    }

    // Money is never turned away.
    private static Decision<FederationEvent> OnTaken(Federation state, LearnDuesTransfer command, DateTimeOffset at)
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
            [taken, .. CollectionRules.Send(Federation.Evolve(state, taken), id, [], at)];
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
