using Solidarity.Domain.Bodies;
using Solidarity.Domain.Calls;
using Solidarity.Domain.Ledger;
using Solidarity.Domain.Tests.Kit;
using static Solidarity.Domain.Sections.Loans.LoanCommand;
using static Solidarity.Domain.Sections.OwnStrikes.OwnStrikeCommand;
using static Solidarity.Domain.Sections.Reversals.ReversalCommand;
using static Solidarity.Domain.Sections.Surplus.SurplusCommand;

namespace Solidarity.Domain.Tests.Worlds;

/// <summary>What sections do in a generated world about entries that were wrong, and about what is left in funds.
/// </summary>
internal sealed class FundMoves
{
    private const int SumMax = 2_000;

    private readonly World _world;
    private readonly SectionId[] _sections;
    private int _ids;

    private FundMoves(World world, SectionId[] sections) => (_world, _sections) = (world, sections);

    public static IEnumerable<Action<Move>> All(World world, SectionId[] sections)
    {
        var moves = new FundMoves(world, sections);
        return [moves.Reverse, moves.RecordLoan, moves.UseSurplus, moves.UseSurplus, moves.SendOrWithdraw];
    }

    private PledgeId NewId() => new($"u{_ids++}");

    private (SectionId Section, StrikeId Strike)[] Strikes() =>
    [
        .. _sections.SelectMany(id => _world.Section(id).Strikes.Declared.Keys.Select(strike => (id, strike))),
    ];

    private void Reverse(Move m)
    {
        var section = Moves.Pick(_sections, m.A);
        _world.Ask(section, new ReverseEntry(1 + (m.B % (_world.Section(section).Entries.Count + 1)), "it was wrong"));
    }

    // Something is left only where a strike has ended, so one is ended now and then.
    private void UseSurplus(Move m)
    {
        var mine = Strikes();
        if (mine.Length == 0)
            return;
        var (section, strike) = Moves.Pick(mine, m.A);
        if (m.C % 5 == 0 && _world.Section(section).Strikes.Declared[strike].Outcome is null)
            _world.Ask(section, new EndStrike(strike, Outcome.Won, ""));
        // What waits is given up now and then.
        var waiting = _world.Section(section).Surplus.Sent.FirstOrDefault(sent => sent.Value.AgainAt is not null);
        if (waiting.Value is not null && m.C % 3 == 0)
        {
            _world.Ask(section, new WithdrawSurplus(waiting.Key, "otherwise"));
            return;
        }
        var fund = _world.Section(section).Treasury.Book.Balance(Account.StrikeFund(strike), Sample.Chf);
        if (fund == 0)
            return;
        var sum = Sample.Francs(1 + (m.B % (int)Int128.Min(fund, SumMax)));
        var (other, to) = Moves.Pick(mine, m.C);
        var debts = _world.Section(section).Loans.Taken.Where(l => l.Value.Owed.Currency == Sample.Chf).ToArray();
        _world.Ask(section, (m.C % 4) switch
        {
            0 => new ReturnSurplus(strike, NewId(), Moves.Pick(_sections, m.B), sum, "assembly"),
            1 => new PassOnSurplus(strike, NewId(), to, other, sum, "assembly"),
            2 when debts.Length > 0 => new RepayLoan(
                Moves.Pick(debts, m.B).Key, NewId(), sum, null, null, "assembly", FromFund: strike),
            _ => new KeepSurplus(strike, sum, "assembly"),
        });
    }

    // What waits to be sent again, else what does not: then it is refused.
    private void SendOrWithdraw(Move m)
    {
        var section = _world.Section(Moves.Pick(_sections, m.A));
        if (section.Loans.Repayments.Count > 0)
        {
            var id = Moves.Pick(WaitingOrAll(section.Loans.Repayments, each => each.AgainAt is not null), m.B);
            _world.Ask(section.Id, m.C % 3 == 0 ? new WithdrawRepayment(id, "otherwise") : new SendRepayment(id));
        }
        if (section.Surplus.Sent.Count > 0)
        {
            var id = Moves.Pick(WaitingOrAll(section.Surplus.Sent, each => each.AgainAt is not null), m.B);
            _world.Ask(section.Id, m.C % 3 == 0 ? new WithdrawSurplus(id, "otherwise") : new SendSurplus(id));
        }
    }

    private void RecordLoan(Move m)
    {
        var mine = Strikes();
        if (mine.Length > 0)
            _world.Ask(Moves.Pick(mine, m.A).Section, new RecordLoan(
                NewId(), "A lender", Moves.Pick(mine, m.A).Strike, Sample.Francs(1 + (m.B % SumMax))));
    }

    private static PledgeId[] WaitingOrAll<T>(IReadOnlyDictionary<PledgeId, T> sent, Func<T, bool> waits) =>
        sent.Where(each => waits(each.Value)).Select(each => each.Key).ToArray() is { Length: > 0 } waiting
            ? waiting
            : [.. sent.Keys];
}
