using System.Collections.Immutable;
using Solidarity.Domain.Bodies;
using Solidarity.Domain.Federations;
using Solidarity.Domain.Money;
using Solidarity.Domain.Sections;
using Solidarity.Domain.Strikes;
using Solidarity.Grains.ReadModels;

namespace Solidarity.Grains.Tests.ReadModels;

public sealed class StrikeBoardTests
{
    private static readonly Currency Chf = Currency.Of("CHF");
    private static readonly Currency Gbp = Currency.Of("GBP", 240);
    private static readonly AidKind[] Aids =
        [AidKind.Gift, AidKind.Loan, AidKind.Unspecified, AidKind.RedirectedRepayment];
    private static readonly StrikeId Id = new("gva-build-1868");
    private static readonly StrikeFacts Facts =
        new("masons", "Geneva", "CH", [], "ten hours", 3_000, new DateOnly(1868, 3, 23));

    public static TheoryData<AidKind> KindsThatAreNoAid => [AidKind.Repayment, AidKind.Aggregate, AidKind.Other];

    public static TheoryData<AidState> StatesThatPromiseNothing =>
        [AidState.Asked, AidState.Deferred, AidState.Declined, AidState.Withdrawn, AidState.Lapsed];

    [Fact]
    public void A_strike_without_a_call_reaches_nobody_and_has_no_money()
    {
        var board = StrikeBoard.Of(Opened());
        board.Answers.ShouldBe(new BoardAnswers(0, 0, 0));
        board.Money.ShouldBeEmpty();
        board.Coverage.ShouldBeNull();
    }

    [Fact]
    public void Everybody_reached_has_one_answer()
    {
        var strike = Opened() with
        {
            Parties = ImmutableSortedDictionary<Party, Answer>.Empty
                .Add(Section("a"), Answer.Pledged)
                .Add(Section("b"), Answer.Pledged)
                .Add(Section("c"), Answer.Declined)
                .Add(Party.Named("d"), Answer.Unanswered),
        };
        var answers = StrikeBoard.Of(strike).Answers;
        answers.ShouldBe(new BoardAnswers(Pledged: 2, Declined: 1, Unanswered: 1));
        answers.Reached.ShouldBe(4);
    }

    [Fact]
    public void Each_sum_stands_in_the_column_of_its_stage()
    {
        var board = StrikeBoard.Of(With(
            Promised(AidKind.Gift, 1),
            Promised(AidKind.Gift, 2) with { Stage = MoneyStage.Unsent },
            Promised(AidKind.Gift, 4) with { Stage = MoneyStage.Held, OnItsWay = Francs(4) },
            Sent(AidKind.Loan, 8) with { Stage = MoneyStage.InTransit, OnItsWay = Francs(8) },
            Sent(AidKind.Unspecified, 16) with { Stage = MoneyStage.Received, Received = Francs(15) },
            Sent(AidKind.RedirectedRepayment, 32) with { Stage = MoneyStage.Received, Received = Francs(32) }));

        board.Money.ShouldHaveSingleItem().ShouldBe(new BoardMoney(
            Chf, Pledged: 3, Held: 4, InTransit: 8, Received: 47, Gifts: 7, Loans: 8, PaidOut: 0));
    }

    [Fact]
    public void What_arrives_in_another_currency_counts_in_that_one()
    {
        var board = StrikeBoard.Of(With(
            Sent(AidKind.Gift, 240) with
            {
                Amount = new Amount(240, Gbp),
                Stage = MoneyStage.Received,
                Received = Francs(2_500),
            }));

        board.Money.ShouldHaveSingleItem()
            .ShouldBe(new BoardMoney(Chf, 0, 0, 0, Received: 2_500, Gifts: 2_500, Loans: 0, PaidOut: 0));
    }

    [Theory]
    [MemberData(nameof(KindsThatAreNoAid))]
    public void What_is_no_aid_makes_no_figure(AidKind kind) =>
        StrikeBoard.Of(With(Promised(kind, 5))).Money.ShouldBeEmpty();

    [Theory]
    [MemberData(nameof(StatesThatPromiseNothing))]
    public void What_is_not_promised_is_not_added(AidState state)
    {
        var board = StrikeBoard.Of(With(Promised(AidKind.Gift, 5) with { State = state }));
        board.Money.ShouldBeEmpty();
        board.AidWithoutSum.ShouldBe(0);
    }

    [Fact]
    public void What_is_only_reported_is_not_added() =>
        StrikeBoard.Of(With(Promised(AidKind.Gift, 5) with { Counted = false }))
            .Money.ShouldBeEmpty();

    [Fact]
    public void A_sum_that_nobody_knows_is_counted_apart_and_makes_no_row()
    {
        var board = StrikeBoard.Of(With(
            Promised(AidKind.Gift, 0) with { Amount = null },
            Promised(AidKind.Gift, 0) with { Amount = null, State = AidState.Honoured, Counted = false },
            Promised(AidKind.Other, 0) with { Amount = null }));

        board.Money.ShouldBeEmpty();
        board.AidWithoutSum.ShouldBe(2);
    }

    [Fact]
    public void Rows_come_by_currency_and_strike_pay_makes_one_too()
    {
        var strike = With(Promised(AidKind.Gift, 5)) with
        {
            PaidOut = ImmutableSortedDictionary<Currency, long>.Empty
                .Add(Gbp, 7).Add(Chf, 2).Add(Currency.Of("BEF"), 1),
        };

        StrikeBoard.Of(strike).Money.Select(row => (row.Currency.Code, row.Pledged, row.PaidOut)).ShouldBe(
            [("BEF", 0, 1), ("CHF", 5, 2), ("GBP", 0, 7)]);
    }

    [Fact]
    public void Coverage_has_three_parts_in_the_currency_of_the_need()
    {
        var strike = With(
            Promised(AidKind.Gift, 1),
            Promised(AidKind.Gift, 2) with { Stage = MoneyStage.Held, OnItsWay = Francs(2) },
            Sent(AidKind.Gift, 4) with { Stage = MoneyStage.InTransit, OnItsWay = Francs(4) },
            Sent(AidKind.Loan, 8) with { Stage = MoneyStage.Received, Received = Francs(8) },
            Promised(AidKind.Gift, 16) with { Amount = new Amount(16, Gbp) });

        StrikeBoard.Of(Called(strike, Francs(100))).Coverage.ShouldBe(
            new BoardCoverage(Francs(100), Received: 8, OnItsWay: 6, Pledged: 1));
        StrikeBoard.Of(Called(strike, need: null)).Coverage.ShouldBeNull();
        StrikeBoard.Of(Called(Opened(), Francs(100))).Coverage.ShouldBe(new BoardCoverage(Francs(100), 0, 0, 0));
    }

    [Fact]
    public void Any_mix_of_aid_has_each_counted_sum_in_one_column_and_one_kind()
    {
        var seed = Environment.TickCount;
        var random = new Random(seed);
        for (var round = 0; round < 200; round++)
        {
            var aid = Enumerable.Range(0, random.Next(40)).Select(_ => Any(random)).ToArray();
            var counted = aid.Where(a => a.Counted && a.State is (AidState.Pledged or AidState.Honoured)).ToArray();
            var money = StrikeBoard.Of(With(aid)).Money;

            var says = $"seed {seed}, round {round}";
            money.Sum(row => row.Pledged + row.Held + row.InTransit + row.Received).ShouldBe(Sum(counted, Aids), says);
            money.Sum(row => row.Gifts).ShouldBe(Sum(counted, AidKind.Gift), says);
            money.Sum(row => row.Loans).ShouldBe(Sum(counted, AidKind.Loan), says);
        }
    }

    private static long Sum(Aid[] aid, params AidKind[] kinds) =>
        aid.Where(a => kinds.Contains(a.Kind)).Sum(a => a.Amount!.Value.Minor);

    private static Aid Any(Random random)
    {
        var amount = Francs(random.Next(1, 1_000));
        var stage = Enum.GetValues<MoneyStage>()[random.Next(5)];
        return new Aid(
            Enum.GetValues<AidKind>()[random.Next(7)], Enum.GetValues<AidState>()[random.Next(7)], amount,
            Counted: random.Next(2) == 0, Run: 1, stage,
            OnItsWay: stage is MoneyStage.Held or MoneyStage.InTransit ? amount : null,
            Received: stage == MoneyStage.Received ? amount : null, Note: "");
    }

    private static Amount Francs(long minor) => new(minor, Chf);

    private static Party Section(string id) => Party.Of(new SectionId(id));

    private static Aid Promised(AidKind kind, long minor) => new(
        kind, AidState.Pledged, Francs(minor), Counted: true, Run: 0, MoneyStage.None, null, null, "");

    private static Aid Sent(AidKind kind, long minor) =>
        Promised(kind, minor) with { State = AidState.Honoured, Run = 1 };

    private static Strike Opened() =>
        Strike.Unopened(Id) with { Opened = true, Section = new SectionId("masons"), Facts = Facts };

    private static Strike With(params Aid[] aid) => Opened() with
    {
        Aid = aid.Select((a, i) => KeyValuePair.Create(new AidKey(Section("a"), new PledgeId($"p-{i}")), a))
            .ToImmutableSortedDictionary(),
    };

    private static Strike Called(Strike strike, Amount? need) => strike with
    {
        Call = new Call(Id, strike.Section, 1, Level.International, "money", need, Facts),
    };
}
