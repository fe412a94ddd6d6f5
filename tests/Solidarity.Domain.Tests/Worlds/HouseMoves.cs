using Solidarity.Domain.Bodies;
using Solidarity.Domain.Calls;
using Solidarity.Domain.Money;
using Solidarity.Domain.Sections.Assemblies;
using Solidarity.Domain.Sections.Authorities;
using Solidarity.Domain.Sections.Mandates;
using Solidarity.Domain.Sections.OwnTreasury;
using Solidarity.Domain.Sections.Pledges;
using Solidarity.Domain.Sections.Tranches;
using Solidarity.Domain.Tests.Kit;

namespace Solidarity.Domain.Tests.Worlds;

/// <summary>What sections do in a generated world under mandates and decisions.</summary>
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
        // Decisions share the places of mandates: each place more makes what is rare elsewhere rarer.
        return
        [
            moves.Grant, Either(moves.Grant, moves.Ask), Either(moves.Recall, moves.Vote), moves.Pledge,
            Either(moves.Pledge, moves.Vote), Either(moves.Pledge, moves.ActByDecision), moves.Pay,
        ];
    }

    private static Action<Move> Either(Action<Move> one, Action<Move> other) =>
        m => ((m.A + m.B + m.C) % 2 == 0 ? one : other)(m);

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

    private void Ask(Move m)
    {
        var section = Moves.Pick(_sections, m.A);
        var calls = _world.Section(section).Inbox.Calls.Keys.ToArray();
        var closes = _world.Now.AddHours(1 + (m.B % 96));
        var until = DateOnly.FromDateTime(closes.UtcDateTime).AddDays(m.C % 20);
        DecidedAct? follows = calls.Length > 0 && m.C % 2 == 0
            ? new DecidedAct.ToPledge(
                new PledgeId(NewId()), Moves.Pick(calls, m.B), m.C % 3 == 0 ? AidKind.Loan : AidKind.Gift,
                Sample.Francs(1 + (m.B % SumMax)), HonourNow: m.C % 4 == 0)
            : null;
        var sum = m.C % 5 == 0 ? null : (Amount?)Sample.Francs(1 + (m.B % (2 * SumMax)));
        _world.Ask(section, new QuestionCommand.OpenQuestion(
            new QuestionId(NewId()),
            new QuestionTerms(
                "what is asked", follows?.Decides ?? (m.C % 3 == 0 ? ActKind.Payouts : ActKind.Pledges),
                follows is null ? sum : follows.Sum, follows?.About, closes, until, follows),
            Entitled: 10));
    }

    private void Vote(Move m) => Asked(m, (_, question) => m.C % 12 == 0
        ? new QuestionCommand.WithdrawQuestion(question, "another one is better")
        : new QuestionCommand.CountVotes(question, m.C % 7, m.C % 3, m.B % 3));

    private void ActByDecision(Move m) => Asked(m, (section, question) =>
    {
        if (m.C % 3 == 0)
            return new OwnTreasuryCommand.PayOut(
                Sample.Francs(1 + (m.C % SumMax)), "", Again: true, $"decisions/{question}");
        var calls = _world.Section(section).Inbox.Calls.Keys.ToArray();
        return calls.Length == 0
            ? null
            : new PledgeCommand.MakePledge(
                new PledgeId(NewId()), Moves.Pick(calls, m.B), AidKind.Gift,
                m.C % 9 == 0 ? null : Sample.Francs(1 + (m.C % SumMax)), $"decisions/{question}",
                HonourNow: m.C % 9 != 0 && m.C % 2 == 0, LapsesAt: null, Again: true);
    });

    private void Asked(Move m, Func<SectionId, QuestionId, Domain.Sections.SectionCommand?> command)
    {
        var section = Moves.Pick(_sections, m.A);
        var questions = _world.Section(section).House?.Questions.Opened.Keys.ToArray() ?? [];
        if (questions.Length > 0 && command(section, Moves.Pick(questions, m.B)) is { } asked)
            _world.Ask(section, asked);
    }

    private void Mandated(Move m, Func<SectionId, MandateId, Domain.Sections.SectionCommand?> command)
    {
        var section = Moves.Pick(_sections, m.A);
        var mandates = _world.Section(section).House?.Mandates.Granted.Keys.ToArray() ?? [];
        if (mandates.Length > 0 && command(section, Moves.Pick(mandates, m.B)) is { } asked)
            _world.Ask(section, asked);
    }
}
