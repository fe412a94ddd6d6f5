using Solidarity.Domain.Bodies;
using Solidarity.Domain.Federations;
using Solidarity.Domain.Routes;
using Solidarity.Domain.Sections.OwnTreasury;
using Solidarity.Domain.Tests.Kit;
using Solidarity.Domain.Transfers;
using Solidarity.Domain.Treasuries;
using Solidarity.Domain.Treasuries.Carrying;
using Solidarity.Domain.Treasuries.Quarantines;

namespace Solidarity.Domain.Tests.Worlds;

/// <summary>What owners decide about their treasuries in a generated world.</summary>
internal sealed class TreasuryMoves
{
    private const int RoundsMax = 50;
    private const int LimitMax = 3_000;

    private readonly World _world;
    private readonly Address[] _bodies;

    private TreasuryMoves(World world, Address[] bodies) => (_world, _bodies) = (world, bodies);

    public static IEnumerable<Action<Move>> All(World world, Address[] bodies)
    {
        var moves = new TreasuryMoves(world, bodies);
        return
        [
            moves.Quarantine, moves.Quarantine, moves.Lift, moves.ConfirmClaim, moves.ConfirmClaim,
            moves.RejectClaim, moves.RejectClaim, moves.Retry, moves.Drain, moves.Limit,
            .. PeopleMoves.All(world, bodies),
        ];
    }

    /// <summary>Gives every word that is waited for, until nothing waits: quarantines are lifted, claims confirmed,
    /// what waits for it is handed over, and what is stuck is tried again.</summary>
    public static void MakeUp(World world, Address[] bodies)
    {
        var moves = new TreasuryMoves(world, bodies);
        for (var round = 0; moves.GiveWord(); round++)
        {
            round.ShouldBeLessThan(RoundsMax, "something waits for ever");
            world.Rest();
        }
    }

    private bool GiveWord()
    {
        var given = false;
        foreach (var body in _bodies)
        {
            var treasury = _world.TreasuryOf(body)!;
            foreach (var neighbour in treasury.Quarantines.Keys)
                given |= Ask(body, new QuarantineCommand.LiftQuarantine(neighbour));
            foreach (var claim in treasury.Claims.Keys)
                given |= Ask(body, new QuarantineCommand.ConfirmClaim(claim, "counted and found right"));
            foreach (var key in treasury.PendingSettlements.Keys)
                given |= Ask(body, PeopleMoves.HandedOver(key));
        }
        foreach (var (id, transfer) in _world.Transfers)
            if (transfer.State is { Phase: TransferPhase.Stuck, Halt.Hop: null })
                given |= _world.Ask(new TransferId(id), new TransferCommand.Retry()) is null;
        return given;
    }

    private void Quarantine(Move m)
    {
        var body = Moves.Pick(_bodies, m.A);
        var neighbours = _world.TreasuryOf(body)!.Corridors.Out.Keys.Select(corridor => corridor.Neighbour).ToArray();
        if (neighbours.Length > 0)
            Ask(body, new QuarantineCommand.QuarantineNeighbour(Moves.Pick(neighbours, m.B), "seized"));
    }

    private void Lift(Move m)
    {
        var body = Moves.Pick(_bodies, m.A);
        if (_world.TreasuryOf(body)!.Quarantines is { Count: > 0 } quarantines)
            Ask(body, new QuarantineCommand.LiftQuarantine(Moves.Pick(quarantines.Keys, m.B)));
    }

    private void ConfirmClaim(Move m) => OnClaim(m, key => new QuarantineCommand.ConfirmClaim(key, "counted"));

    private void RejectClaim(Move m) => OnClaim(m, key => new QuarantineCommand.RejectClaim(key, "nothing came"));

    private void Retry(Move m)
    {
        if (_world.Transfers.Count > 0)
            _world.Ask(new TransferId(Moves.Pick(_world.Transfers.Keys, m.A)), new TransferCommand.Retry());
    }

    private void Drain(Move m) => Ask(Moves.Pick(_bodies, m.A), new CarryingCommand.SetDrain(m.B % 2 == 0));

    private void Limit(Move m) => Ask(Moves.Pick(_bodies, m.A), new CarryingCommand.SetPassingLimit(
        Sample.Chf, m.B % 3 == 0 ? null : m.B % LimitMax));

    // Seldom anything but the first that there is, wherever it is: claims are rare.
    private void OnClaim(Move m, Func<HopKey, TreasuryCommand> command)
    {
        var claims = _bodies.SelectMany(body => _world.TreasuryOf(body)!.Claims.Keys.Select(key => (body, key)));
        if (claims.ToArray() is { Length: > 0 } all)
            Ask(Moves.Pick(all, m.A).body, command(Moves.Pick(all, m.A).key));
    }

    private bool Ask(Address body, TreasuryCommand command) => _world.Ask(body, body.IsSection
        ? new OwnTreasuryCommand.ToTreasury(command)
        : new FederationCommand.ToTreasury(command)) is null;
}
