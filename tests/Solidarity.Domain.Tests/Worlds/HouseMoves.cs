using Solidarity.Domain.Bodies;
using Solidarity.Domain.Calls;
using Solidarity.Domain.Sections.Authorities;
using Solidarity.Domain.Sections.Mandates;
using Solidarity.Domain.Sections.OwnTreasury;
using Solidarity.Domain.Sections.Pledges;
using Solidarity.Domain.Sections.Tranches;
using Solidarity.Domain.Tests.Kit;

namespace Solidarity.Domain.Tests.Worlds;

/// <summary>What sections do in a generated world under mandates.</summary>
internal sealed class HouseMoves
{
    private const int SumMax = 1_500;

    private readonly World _world;
    private readonly SectionId[] _sections;
    private int _ids;

    private HouseMoves(World world, SectionId[] sections) => (_world, _sections) = (world, sections);

    public static IEnumerable<Action<Move>> All(World world, SectionId[] sections)
    {
        var moves = new HouseMoves(world, sections);
        return [moves.Grant, moves.Grant, moves.Recall, moves.Pledge, moves.Pledge, moves.Pledge, moves.Pay];
    }

    private string NewId() => $"h{_ids++}";

    private void Grant(Move m) => _world.Ask(Moves.Pick(_sections, m.A), new MandateCommand.GrantMandate(
        new MandateId(NewId()),
        new MandateTerms(
            "treasurer", [ActKind.Pledges, ActKind.Loans, ActKind.Payouts], Strike: null, Trade: "",
            [new Ceiling(Sample.Francs(1 + (m.B % (3 * SumMax))), null, m.C % 2 == 0 ? 1 + (m.B % SumMax / 2) : null)],
            1 + (m.C % 9), DateOnly.FromDateTime(_world.Now.UtcDateTime).AddDays(m.C % 60)),
        "assembly"));

    private void Recall(Move m) => Mandated(m, (_, mandate) => new MandateCommand.RecallMandate(mandate, "assembly"));

    private void Pay(Move m) => Mandated(m, (_, mandate) => new OwnTreasuryCommand.PayOut(
        Sample.Francs(1 + (m.C % SumMax)), "", Again: true, $"mandates/{mandate}"));

    private void Pledge(Move m) => Mandated(m, (section, mandate) =>
    {
        var calls = _world.Section(section).Inbox.Calls.Keys.ToArray();
        if (calls.Length == 0)
            return null;
        var (strike, kind) = (Moves.Pick(calls, m.B), m.C % 3 == 0 ? AidKind.Loan : AidKind.Gift);
        var (sum, authority) = (Sample.Francs(1 + (m.C % SumMax)), $"mandates/{mandate}");
        return m.C % 4 == 0
            ? new TrancheCommand.PromiseTranches(new PledgeId(NewId()), strike, kind, sum, 2 + (m.A % 3), 3, authority)
            : new PledgeCommand.MakePledge(
                new PledgeId(NewId()), strike, kind, sum, authority, HonourNow: m.C % 2 == 0, LapsesAt: null);
    });

    private void Mandated(Move m, Func<SectionId, MandateId, Domain.Sections.SectionCommand?> command)
    {
        var section = Moves.Pick(_sections, m.A);
        var mandates = _world.Section(section).House?.Mandates.Granted.Keys.ToArray() ?? [];
        if (mandates.Length > 0 && command(section, Moves.Pick(mandates, m.B)) is { } asked)
            _world.Ask(section, asked);
    }
}
