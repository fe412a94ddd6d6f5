using Solidarity.Domain.Bodies;
using Solidarity.Domain.Federations;
using Solidarity.Domain.Routes;
using Solidarity.Domain.Sections.OwnTreasury;
using Solidarity.Domain.Treasuries;
using Solidarity.Domain.Treasuries.Corridors;
using Solidarity.Domain.Treasuries.ManualSettlement;
using Solidarity.Domain.Treasuries.Quarantines;

namespace Solidarity.Domain.Tests.Worlds;

/// <summary>What treasurers do in a generated world about corridors that are settled by hand.</summary>
internal sealed class PeopleMoves
{
    private static readonly Settlement[] Settlements = Enum.GetValues<Settlement>();

    private readonly World _world;
    private readonly Address[] _bodies;

    private PeopleMoves(World world, Address[] bodies) => (_world, _bodies) = (world, bodies);

    public static IEnumerable<Action<Move>> All(World world, Address[] bodies)
    {
        var moves = new PeopleMoves(world, bodies);
        return
        [
            moves.Resettle, moves.Resettle, moves.AgreeToAll, moves.AgreeToAll, moves.HandOver, moves.HandOver,
            moves.HandOver, moves.Decline,
        ];
    }

    /// <summary>All that a treasurer can have to say of it.</summary>
    public static TreasuryCommand HandedOver(HopKey key) =>
        new ManualSettlementCommand.ConfirmSettlement(key, "wire 17", "40 loaves");

    /// <summary>Everybody does at once what they are asked to: hands over, and confirms.</summary>
    /// <returns>Whether anybody had anything to do.</returns>
    public static bool DoAll(World world, Address[] bodies)
    {
        var moves = new PeopleMoves(world, bodies);
        var done = false;
        foreach (var body in bodies)
        {
            if (world.TreasuryOf(body) is not { } treasury)
                continue;
            foreach (var key in treasury.PendingSettlements.Keys)
                done |= moves.Ask(body, HandedOver(key));
            foreach (var (key, claim) in treasury.Claims)
                if (claim is { SettledBy: not null, Rejected: null })
                    done |= moves.Ask(body, new QuarantineCommand.ConfirmClaim(key, "counted"));
        }
        return done;
    }

    // The same corridor, settled otherwise than before; the other end has to agree again.
    private void Resettle(Move m)
    {
        var body = Moves.Pick(_bodies, m.A);
        var corridors = _world.TreasuryOf(body)!.Corridors.Out;
        if (corridors.IsEmpty)
            return;
        var (key, corridor) = Moves.Pick(corridors, m.B);
        Settlement? by = m.C % 4 == 0 ? null : Moves.Pick(Settlements, m.C);
        Ask(body, new CorridorCommand.OfferCorridor(key, corridor.Terms with { SettledBy = by }));
        // Often they had spoken of it before.
        if (m.C % 3 == 0)
            return;
        _world.Deliver(5);
        Ask(key.Neighbour, new CorridorCommand.AgreeToCorridor(key with { Neighbour = body }));
    }

    private void AgreeToAll(Move m)
    {
        var body = Moves.Pick(_bodies, m.A);
        foreach (var (key, offer) in _world.TreasuryOf(body)!.Corridors.Offers)
            if (!offer.Agreed)
                Ask(body, new CorridorCommand.AgreeToCorridor(key));
    }

    private void HandOver(Move m) => OnHandOver(m, HandedOver);

    private void Decline(Move m) =>
        OnHandOver(m, key => new ManualSettlementCommand.DeclineSettlement(key, "nobody to carry it"));

    private void OnHandOver(Move m, Func<HopKey, TreasuryCommand> command)
    {
        var waiting = _bodies.SelectMany(body => _world.TreasuryOf(body)!.PendingSettlements.Keys
            .Select(key => (body, key)));
        if (waiting.ToArray() is { Length: > 0 } all)
            Ask(Moves.Pick(all, m.A).body, command(Moves.Pick(all, m.A).key));
    }

    private bool Ask(Address body, TreasuryCommand command) => _world.Ask(body, body.IsSection
        ? new OwnTreasuryCommand.ToTreasury(command)
        : new FederationCommand.ToTreasury(command)) is null;
}
