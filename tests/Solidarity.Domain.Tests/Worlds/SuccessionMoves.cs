using Solidarity.Domain.Bodies;
using Solidarity.Domain.Federations;
using Solidarity.Domain.Federations.Members;
using Solidarity.Domain.Federations.Successions;
using Solidarity.Domain.Ledger;
using Solidarity.Domain.Money;
using Solidarity.Domain.Sections.Affiliations;

namespace Solidarity.Domain.Tests.Worlds;

/// <summary>Federations that split and merge in a generated world.</summary>
internal sealed class SuccessionMoves
{
    private const int RoundsMax = 50;

    private readonly World _world;
    private readonly Address[] _bodies;
    private readonly FederationId[] _federations;

    private SuccessionMoves(World world, Address[] bodies)
    {
        (_world, _bodies) = (world, bodies);
        _federations = [.. bodies.Where(body => body.IsFederation).Select(body => body.Federation)];
    }

    public static IEnumerable<Action<Move>> All(World world, Address[] bodies)
    {
        var moves = new SuccessionMoves(world, bodies);
        return
        [
            moves.Announce, moves.Answer, moves.Answer, moves.Reassign, moves.Reassign, moves.Reassign,
            moves.HandOver, moves.Close, moves.Withdraw,
        ];
    }

    /// <summary>Whoever is asked agrees, all members move, what is left is handed over, and every federation that has
    /// announced its successors is dissolved in the end, or says that none of them has agreed.</summary>
    public static void Finish(World world, Address[] bodies)
    {
        var moves = new SuccessionMoves(world, bodies);
        for (var round = 0; moves.GoOn(); round++)
        {
            round.ShouldBeLessThan(RoundsMax, "a succession never comes to its end");
            world.Rest();
            TreasuryMoves.MakeUp(world, bodies);
        }
        foreach (var federation in moves._federations.Select(world.Federation))
            if (federation.Lineage.Stage == FederationStage.Dissolving)
                IsStranded(world, federation).ShouldBeTrue(
                    $"{federation.Id}: {string.Join("; ", OpenMatters.Of(federation).Lines())}");
    }

    // None has agreed, or one that has is in the same case, or a member moves to one that does not take it in.
    private static bool IsStranded(World world, Federation federation)
    {
        var open = OpenMatters.Of(federation);
        return open.NoneAgreed || open.Members.Any() || open.Unanswered.Any()
            || open.Predecessors.Any(p => IsStranded(world, world.Federation(p)));
    }

    private bool GoOn()
    {
        var done = false;
        foreach (var federation in _federations)
        {
            foreach (var (predecessor, known) in _world.Federation(federation).Lineage.Predecessors)
                if (known.Status == PredecessorStatus.Proposed)
                    done |= Ask(federation, new SuccessorCommand.AgreeToSucceed(predecessor, "congress"));
            if (_world.Federation(federation).Lineage.Succession is not { Closing: null } succession)
                continue;
            foreach (var member in OpenMatters.Of(_world.Federation(federation)).Members)
                done |= MoveOn(member, federation, succession);
            done |= HandOverAll(federation, succession) || Ask(federation, new SuccessionCommand.Dissolve());
        }
        return done;
    }

    private bool MoveOn(Address member, FederationId from, Succession succession)
    {
        if (MovesOf(member) is { } moves && moves.Moving.ContainsValue(from))
            return false;
        // One that is to be dissolved itself takes nobody in.
        return succession.Agreed.Where(to => _world.Federation(to).Lineage.Stage == FederationStage.Living)
            .Any(to => Reassign(member, from, to)) || Leave(member, from);
    }

    private bool Leave(Address member, FederationId from) => Ask(member, member.IsSection
        ? new AffiliationCommand.LeaveFederation(from)
        : new MemberCommand.LeaveFederation(from));

    private bool HandOverAll(FederationId federation, Succession succession)
    {
        if (succession.Agreed.ToArray() is not { Length: > 0 } agreed)
            return false;
        var open = OpenMatters.Of(_world.Federation(federation));
        var done = false;
        foreach (var dues in open.Dues)
            done |= Ask(federation, new DuesTransferCommand.TransferDues(agreed[0], dues.Shown));
        foreach (var collection in open.Collections)
            done |= Ask(federation, new DuesTransferCommand.TransferCollection(agreed[^1], collection));
        return done;
    }

    private void Announce(Move m)
    {
        var federation = Moves.Pick(_federations, m.A);
        // Not all at once, or there is nobody to succeed anybody.
        if (_federations.Count(f => _world.Federation(f).Lineage.Succession is not null) >= _federations.Length / 2)
            return;
        FederationId[] successors = [.. _federations.Where((f, i) => f != federation && ((m.B >> i) & 1) == 1)];
        if (successors.Length == 0)
            return;
        var members = OpenMatters.Of(_world.Federation(federation)).Members;
        Ask(federation, new SuccessionCommand.AnnounceSuccession(
            [.. successors],
            [
                .. members.Where((_, i) => ((m.C >> i) & 1) == 1)
                    .Select((member, i) => new Proposal(member, Moves.Pick(successors, m.C + i)))
                    .Where(proposal => proposal.Member != (Address)proposal.Successor),
            ],
            "congress"));
    }

    private void Answer(Move m)
    {
        var asked = _federations.SelectMany(f => _world.Federation(f).Lineage.Predecessors
            .Where(p => p.Value.Status == PredecessorStatus.Proposed).Select(p => (f, p.Key))).ToArray();
        if (asked.Length == 0)
            return;
        var (federation, predecessor) = Moves.Pick(asked, m.A);
        Ask(federation, m.B % 6 == 0
            ? new SuccessorCommand.DeclineToSucceed(predecessor, "we are too few")
            : new SuccessorCommand.AgreeToSucceed(predecessor, "congress"));
    }

    private void Reassign(Move m)
    {
        var heard = _bodies.SelectMany(body => MovesOf(body).Heard.SelectMany(h =>
            h.Value.Successors.Select(to => (body, From: h.Key, To: to)))).ToArray();
        if (heard.Length == 0)
            return;
        var (member, from, to) = Moves.Pick(heard, m.A);
        Reassign(member, from, to);
    }

    private void HandOver(Move m)
    {
        var federation = Moves.Pick(_federations, m.A);
        if (_world.Federation(federation) is not { Lineage.Succession: { } succession } state)
            return;
        var to = Moves.Pick(succession.Successors.Keys, m.B);
        if (m.C % 2 == 0 && state.Collections.Count > 0)
            Ask(federation, new DuesTransferCommand.TransferCollection(to, Moves.Pick(state.Collections.Keys, m.C)));
        foreach (var currency in state.Treasury.Book.Balances.Keys)
            if (state.Treasury.Book.BalanceOf(Account.Dues, currency).Shown.Minor is > 0 and var dues)
                Ask(federation, new DuesTransferCommand.TransferDues(to, new Amount(1 + (m.C % dues), currency)));
    }

    private void Close(Move m) => Ask(Moves.Pick(_federations, m.A), new SuccessionCommand.Dissolve());

    private void Withdraw(Move m)
    {
        if (m.B % 3 == 0)
            Ask(Moves.Pick(_federations, m.A), new SuccessionCommand.WithdrawSuccession("we stay"));
    }

    private Domain.Affiliations.Moves MovesOf(Address member) => member.IsSection
        ? _world.Section(member.Section).Affiliations.Moves
        : _world.Federation(member.Federation).Moves;

    private bool Reassign(Address member, FederationId from, FederationId to) => Ask(member, member.IsSection
        ? new AffiliationCommand.Reassign(from, to, "assembly")
        : new SuccessorCommand.Reassign(from, to, "congress"));

    private bool Ask(Address body, BodyCommand command) => _world.Ask(body, command) is null;
}
