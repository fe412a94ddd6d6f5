using Solidarity.Domain.Affiliations;
using Solidarity.Domain.Bodies;
using Solidarity.Domain.Calls;
using Solidarity.Domain.Money;
using Solidarity.Domain.Sections.Affiliations;
using Solidarity.Domain.Sections.Answers;
using Solidarity.Domain.Sections.Inbox;
using Solidarity.Domain.Strikes;
using Solidarity.Domain.Strikes.Aid;
using Solidarity.Domain.Strikes.Pay;
using Solidarity.Grains.Tests;
using Solidarity.Views.Boards;
using Solidarity.Views.Tests.Worlds;
using Solidarity.Views.Worlds;
using static Solidarity.Domain.Strikes.Aid.AidEvent;
using static Solidarity.Domain.Strikes.Calls.CallEvent;
using static Solidarity.Domain.Strikes.Lifecycle.LifecycleEvent;
using static Solidarity.Domain.Strikes.Pay.PayEvent;

namespace Solidarity.Views.Tests.Boards;

public sealed class StrikeBoardTests
{
    private static readonly Currency Chf = Currency.Of("CHF");
    private static readonly Currency Gbp = Currency.Of("GBP", 240);
    private static readonly AidKind[] Aids =
        [AidKind.Gift, AidKind.Loan, AidKind.Unspecified, AidKind.RedirectedRepayment, AidKind.Surplus];
    private static readonly StrikeId Id = new("gva-build-1868");
    private static readonly SectionId Masons = new("masons");
    private static readonly StrikeFacts Facts =
        new("masons", "Geneva", "CH", [], "ten hours", 3_000, new DateOnly(1868, 3, 23));

    public static TheoryData<AidKind> KindsThatAreNoAid => [AidKind.Repayment, AidKind.Aggregate, AidKind.Other];

    public static TheoryData<AidState> StatesThatPromiseNothing =>
        [AidState.Asked, AidState.Deferred, AidState.Declined, AidState.Withdrawn, AidState.Lapsed];

    [Fact]
    public void A_strike_without_a_call_reaches_nobody_and_has_no_money()
    {
        var board = Board();
        board.Answers.ShouldBe(new BoardAnswers(0, 0, 0, 0));
        board.Money.ShouldBeEmpty();
        board.Coverage.ShouldBeNull();
        board.Runway.ShouldBeNull();
        board.OnTheWay.ShouldBeEmpty();
    }

    [Fact]
    public void Everybody_reached_has_one_answer()
    {
        var tale = Begun();
        foreach (var id in (string[])["a", "b", "c", "f"])
            tale.Found(new SectionId(id), "CH").Tell(new SectionId(id), Heard());
        tale.Tell(Id,
            Promised("a", AidKind.Gift, 1), Promised("b", AidKind.Gift, 1),
            Noted("c", AidKind.Unspecified, AidState.Declined),
            new AidNoted(Key(Party.Named("d")), AidKind.Unspecified, AidState.Asked, null, Counted: false, ""),
            new SupportNoted(Key("e"), new Support(SupportKind.Letter, null, "", "", Withdrawn: false)));

        var answers = tale.Board(Id).Answers;
        // The one outside who was asked, and the section that has not answered.
        answers.ShouldBe(new BoardAnswers(Pledged: 2, Supported: 1, Declined: 1, Unanswered: 2));
        answers.Reached.ShouldBe(6);
    }

    [Fact]
    public void Who_answers_before_the_call_is_known_to_have_come_counts_once()
    {
        var section = new SectionId("a");
        var tale = Begun().Found(section, "CH").Tell(Id, Promised("a", AidKind.Gift, 1));
        tale.Board(Id).Answers.Reached.ShouldBe(1);
        tale.Tell(section, Heard());
        tale.Board(Id).Answers.ShouldBe(new BoardAnswers(1, 0, 0, 0));
    }

    [Fact]
    public void Each_sum_stands_in_the_column_of_its_stage()
    {
        var board = Board(
            Promised("a", AidKind.Gift, 1),
            Promised("b", AidKind.Gift, 9), Moved("b", MoneyStage.Unsent, 2),
            Promised("c", AidKind.Gift, 4), Moved("c", MoneyStage.Held, 4),
            Promised("d", AidKind.Loan, 8), Moved("d", MoneyStage.InTransit, 8),
            Promised("e", AidKind.Unspecified, 16), Moved("e", MoneyStage.Received, 15),
            Promised("f", AidKind.RedirectedRepayment, 32), Moved("f", MoneyStage.Received, 32));

        board.Money.ShouldHaveSingleItem().ShouldBe(new BoardMoney(
            Chf, new AidTotals(Pledged: 3, Held: 4, InTransit: 8, Received: 47, Gifts: 7, Loans: 8), PaidOut: 0));
    }

    [Fact]
    public void What_arrives_in_another_currency_counts_in_that_one()
    {
        var board = Board(
            Noted("a", AidKind.Gift, AidState.Pledged, new Amount(240, Gbp)), Moved("a", MoneyStage.Received, 2_500));

        board.Money.ShouldHaveSingleItem().ShouldBe(
            new BoardMoney(Chf, new AidTotals(0, 0, 0, Received: 2_500, Gifts: 2_500, Loans: 0), PaidOut: 0));
    }

    [Theory]
    [MemberData(nameof(KindsThatAreNoAid))]
    public void What_is_no_aid_makes_no_figure(AidKind kind) => Board(Promised("a", kind, 5)).Money.ShouldBeEmpty();

    [Theory]
    [MemberData(nameof(StatesThatPromiseNothing))]
    public void What_is_not_promised_is_not_added(AidState state)
    {
        var board = Board(Noted("a", AidKind.Gift, state, Francs(5)));
        board.Money.ShouldBeEmpty();
        board.Strike.Aid.WithoutSum.ShouldBe(0);
        // Also where it was promised first.
        Board(Promised("a", AidKind.Gift, 5), Noted("a", AidKind.Gift, state, Francs(5))).Money.ShouldBeEmpty();
    }

    [Fact]
    public void What_is_only_reported_is_not_added() =>
        Board(new AidNoted(Key("a"), AidKind.Gift, AidState.Pledged, Francs(5), Counted: false, ""))
            .Money.ShouldBeEmpty();

    [Fact]
    public void A_sum_that_nobody_knows_is_counted_apart_and_makes_no_row()
    {
        var board = Board(
            Noted("a", AidKind.Gift, AidState.Pledged),
            new AidNoted(Key("b"), AidKind.Gift, AidState.Honoured, null, Counted: false, ""),
            Noted("c", AidKind.Other, AidState.Pledged));

        board.Money.ShouldBeEmpty();
        board.Strike.Aid.WithoutSum.ShouldBe(2);
    }

    [Fact]
    public void Rows_come_by_currency_and_strike_pay_makes_one_too()
    {
        var day = new DateOnly(1868, 4, 1);
        var board = Board(
            Promised("a", AidKind.Gift, 5), new StrikePayPaid(new Amount(7, Gbp), day, Entry: 1),
            new StrikePayPaid(Francs(2), day, Entry: 2),
            new StrikePayPaid(new Amount(1, Currency.Of("BEF")), day, Entry: 3));

        board.Money.Select(row => (row.Currency.Code, row.Totals.Pledged, row.PaidOut)).ShouldBe(
            [("BEF", 0, 1), ("CHF", 5, 2), ("GBP", 0, 7)]);
    }

    [Fact]
    public void Coverage_has_three_parts_in_the_currency_of_the_need()
    {
        StrikeEvent[] aid =
        [
            Promised("a", AidKind.Gift, 1),
            Promised("b", AidKind.Gift, 2), Moved("b", MoneyStage.Held, 2),
            Promised("c", AidKind.Gift, 4), Moved("c", MoneyStage.InTransit, 4),
            Promised("d", AidKind.Loan, 8), Moved("d", MoneyStage.Received, 8),
            Noted("e", AidKind.Gift, AidState.Pledged, new Amount(16, Gbp)),
        ];

        Board([Called(Francs(100)), .. aid]).Coverage.ShouldBe(
            new BoardCoverage(Francs(100), Received: 8, OnItsWay: 6, Pledged: 1, Unasked: 0));
        Board([Called(need: null), .. aid]).Coverage.ShouldBeNull();
        Board(Called(Francs(100))).Coverage.ShouldBe(new BoardCoverage(Francs(100), 0, 0, 0, 0));
    }

    [Fact]
    public void Tranches_that_are_to_come_are_pledged_and_listed_by_their_day()
    {
        var due = new DateTimeOffset(1868, 4, 1, 0, 0, 0, TimeSpan.Zero);
        var board = Board(
            Tranches("a", left: 3, due.AddDays(1)), Tranches("b", left: 2, due), Tranches("c", left: 0, null));

        board.Money.ShouldHaveSingleItem().Totals.Pledged.ShouldBe(50);
        board.Ahead.Select(ahead => ahead.Aid.From.Label).ShouldBe(["b", "a"]);
        board.Answers.Pledged.ShouldBe(2);
    }

    [Fact]
    public void Other_support_is_added_up_by_kind_and_unit()
    {
        var board = Board(
            Offered("a", SupportKind.Lodging, 10, "beds"), Offered("b", SupportKind.Lodging, 5, "beds"),
            Offered("c", SupportKind.Letter, null, ""), Offered("d", SupportKind.Provisions, 3, "sacks"),
            Offered("d", SupportKind.Provisions, 3, "sacks", withdrawn: true));

        board.Support.ShouldBe(
        [
            new BoardSupport(SupportKind.Lodging, "beds", Offers: 2, Quantity: 15),
            new BoardSupport(SupportKind.Letter, "", Offers: 1, Quantity: 0),
        ]);
        board.Answers.ShouldBe(new BoardAnswers(Pledged: 0, Supported: 3, Declined: 1, Unanswered: 0));
    }

    [Fact]
    public void The_runway_is_of_arrived_money_alone()
    {
        var terms = new CallTerms(
            Level.Local, 72, null, [], new PayTerms(Francs(700), Strikers: 10, new DateOnly(1868, 3, 23)));
        // Ten strikers at 7.00 a week are 10.00 a day. The first day is covered, and 30.00 are three more.
        var board = Board(
            Called(need: null, terms),
            Promised("a", AidKind.Gift, 4_000), Moved("a", MoneyStage.Received, 4_000),
            Promised("b", AidKind.Gift, 9_000), Moved("b", MoneyStage.InTransit, 9_000),
            Promised("c", AidKind.Gift, 9_000),
            new StrikePayPaid(Francs(1_000), Through: new DateOnly(1868, 3, 23), Entry: 1));

        board.Runway.ShouldBe(new Runway(
            Days: 4, On: new DateOnly(1868, 3, 23), Fund: Francs(3_000), terms.Pay!, new DateOnly(1868, 3, 23)));
    }

    [Fact]
    public void Groups_are_where_givers_were_when_they_were_first_heard_of()
    {
        var (a, b, jura) = (new SectionId("a"), new SectionId("b"), new FederationId("jura"));
        var tale = Begun().Found(a, "CH", null, jura).Found(b, "FR").Tell(a, Heard()).Tell(b, Heard())
            .Tell(Id, Promised("a", AidKind.Gift, 5))
            .Tell(a, new AffiliationEvent.AffiliationEnded(jura, Left: true, ""))
            .Tell(Id, Moved("a", MoneyStage.Received, 5), Noted("b", AidKind.Unspecified, AidState.Declined));

        var board = tale.Board(Id);
        board.Countries.Select(group => (group.Name, group.Reached, group.Answers.Pledged, group.Answers.Declined))
            .ShouldBe([("CH", 1, 1, 0), ("FR", 1, 0, 1)]);
        // Under no name stands who is in none.
        board.Federations.Select(group => (group.Name, group.Answers.Declined)).ShouldBe([("", 1), ("jura", 0)]);
        board.Federations[1].Totals[Chf].Received.ShouldBe(5);
    }

    [Fact]
    public void Delivery_tells_who_has_seen_it_and_who_is_silent()
    {
        var tale = Begun();
        foreach (var id in (string[])["a", "b", "c", "d"])
            tale.Found(new SectionId(id), "CH").Tell(new SectionId(id), Heard());
        tale.Tell(new SectionId("b"), new InboxEvent.CallSeen(Id, tale.At))
            .Tell(new SectionId("c"), new AnswerEvent.CallDeclined(new PledgeId("no"), Id, "poor"))
            .Tell(new SectionId("d"), new InboxEvent.Reminded(Id, 1, tale.At));

        var delivery = tale.Board(Id).Delivery;
        (delivery.Reached, delivery.Seen, delivery.Silent, delivery.Reminded).ShouldBe((4, 2, 3, 1));
        tale.Tell(new SectionId("a"), new InboxEvent.CallEnded(Id, 2, CallEnd.Cancelled));
        tale.Board(Id).Delivery.Silent.ShouldBe(2);
    }

    [Fact]
    public void Any_mix_of_aid_has_each_counted_sum_in_one_column_and_one_kind()
    {
        var seed = Seed.Next();
        var random = new Random(seed);
        for (var round = 0; round < 200; round++)
        {
            var tale = Begun().Tell(Id, [.. Enumerable.Range(0, random.Next(1, 40)).SelectMany(_ => Any(random))]);
            var board = tale.Board(Id);
            var aid = board.Strike.Aid.Pieces.Values.ToArray();
            var counted = aid.Where(a => a.Counted && a.State is (AidState.Pledged or AidState.Honoured)).ToArray();

            var says = $"seed {seed}, round {round}";
            board.Money.SumMinor(row => row.Totals.All).ShouldBe(Sum(counted, Aids), says);
            board.Money.SumMinor(row => row.Totals.Gifts).ShouldBe(Sum(counted, AidKind.Gift), says);
            board.Money.SumMinor(row => row.Totals.Loans).ShouldBe(Sum(counted, AidKind.Loan), says);
            board.Strike.Aid.WithoutSum.ShouldBe(0, says);
            var answers = board.Strike.Aid.Givers.Values.GroupBy(giver => giver.Answer)
                .Aggregate(AnswerCounts.None, (counts, group) => counts.With(group.Key, group.Count()));
            board.Strike.Aid.Answers.ShouldBe(answers, says);
        }
    }

    private static Int128 Sum(AidPiece[] aid, params AidKind[] kinds) =>
        aid.Where(a => kinds.Contains(a.Kind)).SumMinor(a =>
        (a.OnItsWay ?? (a.Stage == MoneyStage.Received ? a.Received : a.Amount))!.Value.Minor);

    private static IEnumerable<StrikeEvent> Any(Random random)
    {
        var from = $"s-{random.Next(12)}";
        yield return new AidNoted(
            Key(from), Enum.GetValues<AidKind>()[random.Next(7)], Enum.GetValues<AidState>()[random.Next(7)],
            Francs(random.Next(1, 1_000)), Counted: random.Next(2) == 0, "");
        var stage = Enum.GetValues<MoneyStage>()[random.Next(5)];
        if (stage != MoneyStage.None)
            yield return Moved(from, stage, random.Next(1, 1_000));
    }

    private static Amount Francs(long minor) => new(minor, Chf);

    private static AidKey Key(string section) => Key(Party.Of(new SectionId(section)));

    private static AidKey Key(Party from) => new(from, new PledgeId("p"));

    private static AidNoted Promised(string from, AidKind kind, long minor) =>
        Noted(from, kind, AidState.Pledged, Francs(minor));

    private static AidNoted Noted(string from, AidKind kind, AidState state, Amount? amount = null) =>
        new(Key(from), kind, state, amount, Counted: true, "");

    private static MoneyMoved Moved(string from, MoneyStage stage, long minor) =>
        new(Key(from), Run: 1, stage, Francs(minor));

    private static TranchesNoted Tranches(string from, int left, DateTimeOffset? due) =>
        new(Key(from), new TranchesAhead(AidKind.Gift, Francs(10), left, due, EveryDays: 7, Missed: 0));

    private static SupportNoted Offered(
        string from, SupportKind kind, long? quantity, string unit, bool withdrawn = false) =>
        new(Key(from), new Support(kind, quantity, unit, "", withdrawn));

    private static InboxEvent.CallHeard Heard() =>
        new(new Call(Id, Masons, 1, Level.International, "money", null, Facts), (StrikeId)Id, default);

    private static CallSent Called(Amount? need, CallTerms? terms = null) =>
        new(new Call(Id, Masons, 1, Level.International, "money", need, Facts), [], default, terms);

    private static Tale Begun() => new Tale().Tell(Id, new StrikeOpened(Id, Masons, Facts, default));

    private static StrikeBoard Board(params StrikeEvent[] events) => Begun().Tell(Id, events).Board(Id);
}
