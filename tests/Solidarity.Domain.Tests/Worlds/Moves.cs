using Solidarity.Domain.Affiliations;
using Solidarity.Domain.Bodies;
using Solidarity.Domain.Calls;
using Solidarity.Domain.Federations;
using Solidarity.Domain.Federations.Collections;
using Solidarity.Domain.Federations.Members;
using Solidarity.Domain.Ledger;
using Solidarity.Domain.Money;
using Solidarity.Domain.Routes;
using Solidarity.Domain.Sections;
using Solidarity.Domain.Sections.Answers;
using Solidarity.Domain.Sections.Founding;
using Solidarity.Domain.Sections.Tranches;
using Solidarity.Domain.Tests.Kit;
using Solidarity.Domain.Treasuries;
using Solidarity.Domain.Treasuries.Corridors;
using static Solidarity.Domain.Sections.Affiliations.AffiliationCommand;
using static Solidarity.Domain.Sections.Answers.AnswerCommand;
using static Solidarity.Domain.Sections.Founding.FoundingCommand;
using static Solidarity.Domain.Sections.Inbox.InboxCommand;
using static Solidarity.Domain.Sections.Loans.LoanCommand;
using static Solidarity.Domain.Sections.OwnCalls.OwnCallCommand;
using static Solidarity.Domain.Sections.OwnStrikes.OwnStrikeCommand;
using static Solidarity.Domain.Sections.OwnTreasury.OwnTreasuryCommand;
using static Solidarity.Domain.Sections.Pledges.PledgeCommand;
using static Solidarity.Domain.Sections.Tranches.TrancheCommand;

namespace Solidarity.Domain.Tests.Worlds;

/// <summary>What can happen in a generated world. Most moves are sensible ones, made from what is there; whether one is
/// accepted is the domain's business.</summary>
internal sealed class Moves
{
    private const int SectionCount = 5;
    private const int FederationCount = 4;
    private const int SumMax = 2_000;
    private const int WaitHoursMax = 40;
    private const int DelayHoursMax = 50;
    private const int HoldHoursMax =
        RouteTimes.HoldHours + (Route.HopsMax * (RouteTimes.HoldStepHours + DelayHoursMax));

    private static readonly Currency[] Currencies = [Sample.Chf, Sample.Gbp, Sample.Frf];

    private readonly World _world;
    private readonly bool _extreme;
    private readonly List<Action<Move>> _moves;
    private int _ids;

    /// <param name="extreme">Sums, terms, counts and days are at the ends of what is accepted.</param>
    public Moves(World world, bool extreme = false)
    {
        (_world, _extreme) = (world, extreme);
        _moves =
        [
            Deliver, Deliver, Deliver, Deliver, Deliver, Deliver, Wait, Wait, Deposit, Deposit, AskAffiliation,
            AskAffiliation, Admit, Admit, Leave, OfferCorridor, OfferCorridor, Agree, CloseCorridor, Declare,
            CallForAid, CallForAid, Pledge, Pledge, Pledge, PledgeNow, PledgeNow, Honour, Honour, Withdraw, Decline,
            PayStrikePay, Collect, SendCollection, Repay, Repay, Redirect, RepayRedirected, PayOut, PayDues,
            ReceiveOutside, End, Report, AskAffiliationOfFederation, AskAffiliationOfFederation, SettleDown, Honour,
            Narrow, Cancel, Remind, Warn, See, Offer, WithdrawSupport, Acknowledge, Sight, Promise, Promise,
            WithdrawTranches, CallInWaves, CallInWaves,
            .. TreasuryMoves.All(world, [.. Bodies]), .. SuccessionMoves.All(world, [.. Bodies]),
            // At the end, so that kept histories mean the same still.
            .. FundMoves.All(world, [.. SectionIds]), .. HouseMoves.All(world, [.. SectionIds]),
        ];
    }

    public static int Kinds => new Moves(new World(0))._moves.Count;

    public static IEnumerable<SectionId> SectionIds =>
        Enumerable.Range(0, SectionCount).Select(i => new SectionId($"s{i}"));

    public static IEnumerable<FederationId> FederationIds =>
        Enumerable.Range(0, FederationCount).Select(i => new FederationId($"f{i}"));

    private static ImmutableArray<Address> Bodies =>
        [.. SectionIds.Select(s => (Address)s), .. FederationIds.Select(f => (Address)f)];

    /// <summary>A small world with money in it, its history lived through, and everything come to rest.</summary>
    /// <param name="always">Looks at the world after each move.</param>
    /// <param name="atRest">Looks at the world when nothing is under way any more but what waits for somebody's word;
    /// that word is given then.</param>
    public static World Live(History history, Action<World> always, Action<World> atRest)
    {
        var world = new World(history.Seed, bringsWays: true);
        var moves = new Moves(world);
        moves.Begin(new Random(history.Seed));
        foreach (var move in history.Moves)
        {
            moves._moves[move.Kind % moves._moves.Count](move);
            always(world);
        }
        world.Rest();
        atRest(world);
        TreasuryMoves.MakeUp(world, [.. Bodies]);
        SuccessionMoves.Finish(world, [.. Bodies]);
        return world;
    }

    /// <summary>A small world that is lived through at the ends of all limits; what comes of it need not end well, and
    /// goes on for so long.</summary>
    /// <param name="always">Looks at the world after each move, and at the end.</param>
    public static World LiveAtTheExtremes(History history, TimeSpan afterwards, Action<World> always)
    {
        var world = new World(history.Seed, bringsWays: true);
        var moves = new Moves(world, extreme: true);
        moves.Begin(new Random(history.Seed));
        foreach (var move in history.Moves)
        {
            moves._moves[move.Kind % moves._moves.Count](move);
            always(world);
        }
        world.Settle();
        world.Wait(afterwards);
        world.Settle();
        always(world);
        return world;
    }

    private void Begin(Random chance)
    {
        foreach (var id in FederationIds)
            _world.Do(id, new FederationCommand.Found(id.Value, (Level)chance.Next(4), "", "CH"));
        foreach (var id in SectionIds)
        {
            var more = Currencies.Skip(1).Where(_ => chance.Next(3) == 0);
            _world.Do(id, new Found(id.Value, SectionKind.Central, "", "", "CH", null, [Sample.Chf, .. more]));
            _world.Do(id, new Deposit(Sample.Francs(_extreme ? Amount.MinorMax : chance.Next(1, 5) * SumMax), ""));
            _world.Do(id, new AskAffiliation(new FederationId($"f{chance.Next(FederationCount)}")));
        }
        BuildWays(chance);
        for (var i = 0; i < 4 * SectionCount; i++)
            Admit(new Move(0, i, chance.Next(100), 0));
        _world.Settle();
        // One strike in any case: without it most moves have nothing to do.
        Declare(new Move(0, chance.Next(100), 0, 0));
        CallForAid(new Move(0, 0, 3, chance.Next(100)));
        _world.Deliver(chance.Next(100));
    }

    // A line of federations, each section at one of them: ways of up to five hops, and seldom a second one, so that
    // what fails half-way must go back. Some more corridors at random, with fees, rates and narrow ones among them.
    private void BuildWays(Random chance)
    {
        for (var i = 0; i < SectionCount; i++)
            Join(Bodies[i], Bodies[SectionCount + i % FederationCount], chance.Next(1_000));
        for (var i = 1; i < FederationCount; i++)
            Join(Bodies[SectionCount + i - 1], Bodies[SectionCount + i], chance.Next(1_000));
        for (var i = 0; i < chance.Next(Bodies.Length); i++)
            OfferCorridor(new Move(0, chance.Next(100), chance.Next(100), chance.Next(1_000)));
        _world.Settle();
        foreach (var body in Bodies)
            foreach (var offer in _world.TreasuryOf(body)!.Corridors.Offers.Keys)
                ToTreasury(body, new CorridorCommand.AgreeToCorridor(offer));
        _world.Settle();
    }

    private void Join(Address one, Address other, int number)
    {
        var terms = CorridorTerms.Free with
        {
            FeeMinor = number % 2 * (number % 13),
            FeePerMyriad = number % 3 == 0 ? number % 300 : 0,
        };
        ToTreasury(one, new CorridorCommand.OfferCorridor(new CorridorKey(other, Sample.Chf, Sample.Chf), terms));
        ToTreasury(other, new CorridorCommand.OfferCorridor(new CorridorKey(one, Sample.Chf, Sample.Chf), terms));
    }

    private PledgeId NewId() => new($"n{_ids++}");

    private void Narrow(Move m) => OnOwnStrike(m, (strike, _) => new NarrowCall(strike, (Level)(m.C % 4)));

    private void Cancel(Move m) => OnOwnStrike(m, (strike, _) => new CancelCall(strike, ""));

    private void Remind(Move m) => OnOwnStrike(m, (strike, _) => new RemindSilent(strike));

    private void Warn(Move m) => OnOwnStrike(m, (strike, _) => new GiveWarning(strike, "Stay away"));

    private void CallInWaves(Move m) => OnOwnStrike(m, (strike, section) => new CallForAid(
        strike, (Level)(m.C % 3), [],
        new CallChange("", Sample.Francs(OneOf(1 + (m.C % (2 * SumMax)), m.B, 1, Amount.MinorMax)), Terms: new(
            Level.International, WaveHours: (int)OneOf(1 + (m.A % 100), m.C, 1, CallTerms.WaveHoursMax),
            m.B % 2 == 0 ? (int)OneOf(1 + (m.C % 9), m.A, 1, CallTerms.RunwayDaysMax) : null,
            m.C % 5 == 0 ? [Pick(FederationIds, m.B)] : [],
            new PayTermsChange(
                Sample.Francs(OneOf(7 + (m.A % 90), m.C, 1, Amount.MinorMax)),
                (int)OneOf(1 + (m.B % 9), m.A, 1, StrikeFacts.StrikersMax),
                Day(m.C))))));

    private DateOnly Day(int number) => _extreme
        ? Pick([new DateOnly(1800, 1, 1), new DateOnly(2199, 12, 31)], number)
        : DateOnly.FromDateTime(_world.Now.UtcDateTime);

    // The usual number, or where all is at the extremes one of these.
    private long OneOf(long usual, int number, params long[] ends) => _extreme ? ends[number % ends.Length] : usual;

    private void OnOwnStrike(Move m, Func<StrikeId, SectionId, SectionCommand> command)
    {
        var section = Pick(SectionIds, m.A);
        var strikes = _world.Section(section).Strikes.Declared.Keys.ToArray();
        if (strikes.Length > 0)
            _world.Ask(section, command(Pick(strikes, m.B), section));
    }

    private void See(Move m) => OnCall(m, (_, strike) => new SeeCall(strike));

    private void Offer(Move m) => OnCall(m, (_, strike) => new OfferSupport(
        NewId(), strike, (SupportKind)(m.C % 3), m.C % 2 == 0 ? 1 + (m.C % 50) : null, m.C % 2 == 0 ? "beds" : "", ""));

    private void WithdrawSupport(Move m)
    {
        var section = Pick(SectionIds, m.A);
        var offers = _world.Section(section).Promises.Support.Keys.ToArray();
        if (offers.Length > 0)
            _world.Ask(section, new AnswerCommand.WithdrawSupport(Pick(offers, m.B), ""));
    }

    private void Acknowledge(Move m) => OnCall(m, (_, strike) => new AcknowledgeWarning(strike));

    private void Sight(Move m) => OnCall(
        m, (_, strike) => new ReportSighting(NewId(), strike, "the station", "agents"));

    private void Promise(Move m) => OnCall(m, (_, strike) => new PromiseTranches(
        NewId(), strike, m.C % 3 == 0 ? AidKind.Loan : AidKind.Gift,
        Sample.Francs(OneOf(1 + (m.C % (SumMax / 2)), m.C, 1, Amount.MinorMax, Amount.MinorMax)),
        (int)OneOf(2 + (m.A % 4), m.A, 2, TrancheSeries.CountMax),
        (int)OneOf(1 + (m.B % 9), m.B, 1, TrancheSeries.EveryDaysMax), "assembly"));

    private void WithdrawTranches(Move m)
    {
        var section = Pick(SectionIds, m.A);
        var series = _world.Section(section).Promises.Tranches.Keys.ToArray();
        if (series.Length > 0)
            _world.Ask(section, new WithdrawPledge(Pick(series, m.B), ""));
    }

    private void OnCall(Move m, Func<SectionId, StrikeId, SectionCommand> command)
    {
        var section = Pick(SectionIds, m.A);
        var calls = _world.Section(section).Inbox.Calls.Keys.ToArray();
        if (calls.Length > 0)
            _world.Ask(section, command(section, Pick(calls, m.B)));
    }

    private void Deliver(Move m) => _world.Deliver(m.A % 20);

    private void SettleDown(Move m) => _world.Settle();

    // Every other time long enough for all holds to expire, with messages still under way.
    private void Wait(Move m) => _world.Wait(TimeSpan.FromHours(
        m.B % 2 == 0 ? HoldHoursMax : m.A % WaitHoursMax));

    private void Deposit(Move m) => _world.Ask(Pick(SectionIds, m.A), new Deposit(Sum(m.B, m.C), ""));

    private void AskAffiliation(Move m) =>
        _world.Ask(Pick(SectionIds, m.A), new AskAffiliation(Pick(FederationIds, m.B)));

    private void AskAffiliationOfFederation(Move m) =>
        _world.Ask(Pick(FederationIds, m.A), new MemberCommand.AskAffiliation(Pick(FederationIds, m.B)));

    private void Admit(Move m)
    {
        var federation = Pick(FederationIds, m.A);
        var members = _world.Federation(federation).Membership.Members;
        var asked = members.Where(x => x.Value == AffiliationStatus.Asked).ToArray();
        if (asked.Length == 0)
            return;
        var member = Pick(asked, m.B).Key;
        BodyCommand answer = m.C % 8 == 7
            ? new MemberCommand.RefuseMember(member, "not yet")
            : new MemberCommand.Admit(member);
        _world.Ask(federation, answer);
    }

    private void Leave(Move m)
    {
        if (m.A % 2 == 0)
            _world.Ask(Pick(SectionIds, m.B), new LeaveFederation(Pick(FederationIds, m.C)));
        else
            _world.Ask(Pick(FederationIds, m.B), new MemberCommand.LeaveFederation(Pick(FederationIds, m.C)));
    }

    private void OfferCorridor(Move m)
    {
        var (given, arrives) = m.C % 4 == 0
            ? (Pick(Currencies, m.C / 4), Pick(Currencies, m.C / 12))
            : (Sample.Chf, Sample.Chf);
        var rate = given == arrives ? Rate.Par : new Rate(1 + m.C % 7, 1 + m.C % 11);
        if (_extreme)
        {
            ToTreasury(Pick(Bodies, m.A), new CorridorCommand.OfferCorridor(
                new CorridorKey(Pick(Bodies, m.B), given, arrives), Extreme(m, given == arrives)));
            return;
        }
        var terms = new CorridorTerms(
            rate, FeeMinor: m.C % 3 == 0 ? m.C % 20 : 0, FeePerMyriad: m.C % 5 == 0 ? m.C % 900 : 0,
            CapacityMinor: m.C % 7 == 0 ? 1 + m.C % SumMax : null, PeriodDays: 1 + m.C % 3,
            DelayHours: m.C % 6 == 0 ? m.C % DelayHoursMax : 0,
            QuoteHours: given != arrives && m.C % 8 != 0 ? 1 + m.C % 60 : null);
        ToTreasury(Pick(Bodies, m.A), new CorridorCommand.OfferCorridor(
            new CorridorKey(Pick(Bodies, m.B), given, arrives), terms));
    }

    private static CorridorTerms Extreme(Move m, bool isPar) => new(
        isPar ? Rate.Par : m.A % 3 == 0 ? new Rate(1, Rate.TermMax) : new Rate(Rate.TermMax, 1),
        FeeMinor: Pick([0, 0, 1, Amount.MinorMax], m.B),
        FeePerMyriad: Pick([0, 0, 1, CorridorTerms.Myriad], m.C),
        CapacityMinor: Pick<long?>([null, null, 1, Amount.MinorMax], m.A),
        PeriodDays: Pick([1, CorridorTerms.PeriodDaysMax], m.B),
        DelayHours: Pick([0, CorridorTerms.DelayHoursMax], m.C),
        QuoteHours: isPar ? null : Pick<int?>([null, 1, CorridorTerms.QuoteHoursMax], m.A),
        SettledBy: m.C % 5 == 0 ? Settlement.Courier : null);

    private void Agree(Move m)
    {
        var body = Pick(Bodies, m.A);
        if (_world.TreasuryOf(body) is { Corridors.Offers: { Count: > 0 } offers })
            ToTreasury(body, new CorridorCommand.AgreeToCorridor(Pick([.. offers.Keys], m.B)));
    }

    private void CloseCorridor(Move m)
    {
        var body = Pick(Bodies, m.A);
        var treasury = _world.TreasuryOf(body)!;
        if (m.C % 2 == 0 && treasury.Corridors.Out.Count > 0)
            ToTreasury(body, new CorridorCommand.CloseCorridor(Pick([.. treasury.Corridors.Out.Keys], m.B)));
        else if (treasury.Corridors.Offers.Count > 0)
            ToTreasury(body, new CorridorCommand.WithdrawAgreement(Pick([.. treasury.Corridors.Offers.Keys], m.B)));
    }

    private void ToTreasury(Address body, TreasuryCommand command) => _world.Ask(body, body.IsSection
        ? new ToTreasury(command)
        : new FederationCommand.ToTreasury(command));

    private void Declare(Move m)
    {
        var id = new StrikeId(m.B % 5 == 4 ? "same" : $"strike-{_ids++}");
        _world.Ask(Pick(SectionIds, m.A), new DeclareStrike(id, Sample.Facts));
    }

    private void CallForAid(Move m)
    {
        var mine = Of(s => s.Strikes.Declared.Keys);
        if (mine.Length == 0)
            return;
        var (section, strike) = Pick(mine, m.A);
        ImmutableArray<Address> direct = m.C % 3 == 0 ? [Pick(Bodies, m.C)] : [];
        _world.Ask(section, new CallForAid(strike, (Level)(m.B % 4), direct, new CallChange("")));
    }

    private void Pledge(Move m) => Pledge(m, now: false);

    private void PledgeNow(Move m) => Pledge(m, now: true);

    private void Pledge(Move m, bool now)
    {
        var heard = Of(s => s.Inbox.Calls.Keys);
        if (heard.Length == 0)
            return;
        var (section, strike) = Pick(heard, m.A);
        var kind = m.B % 3 == 0 ? AidKind.Loan : AidKind.Gift;
        DateTimeOffset? lapses = m.C % 4 == 0 ? _world.Now.AddHours(1 + m.C % WaitHoursMax) : null;
        Amount? sum = now || m.B % 10 > 0 ? Sum(m.B, m.C % 3) : null;
        _world.Ask(section, new MakePledge(
            new PledgeId($"p{_ids++ % 200}"), strike, kind, sum, "assembly", now, lapses));
    }

    private void Honour(Move m)
    {
        var open = Of(s => s.Promises.Pledges.Where(p => p.Value.State == AidState.Pledged).Select(p => p.Key));
        if (open.Length > 0)
            _world.Ask(Pick(open, m.A).Section, new HonourPledge(Pick(open, m.A).Item));
    }

    private void Withdraw(Move m)
    {
        var open = Of(s => s.Promises.Pledges.Where(p => p.Value.State == AidState.Pledged).Select(p => p.Key));
        if (open.Length > 0)
            _world.Ask(Pick(open, m.A).Section, new WithdrawPledge(Pick(open, m.A).Item, "no"));
    }

    private void Decline(Move m)
    {
        var heard = Of(s => s.Inbox.Calls.Keys);
        if (heard.Length > 0)
            _world.Ask(Pick(heard, m.A).Section,
                new DeclineCall(new PledgeId("declined"), Pick(heard, m.A).Item, "we strike ourselves"));
    }

    private void PayStrikePay(Move m)
    {
        var mine = Of(s => s.Strikes.Declared.Keys);
        if (mine.Length == 0)
            return;
        var (section, strike) = Pick(mine, m.A);
        var currency = Pick(Currencies, m.C % 2);
        var fund = _world.Section(section).Treasury.Book.Balance(Account.StrikeFund(strike), currency);
        var sum = new Amount((long)Int128.Min(1 + m.B % 500, fund + 1), currency);
        _world.Ask(section, new PayStrikePay(strike, sum, ""));
    }

    private void Collect(Move m)
    {
        var mine = Of(s => s.Strikes.Declared.Keys);
        if (mine.Length == 0)
            return;
        var (section, strike) = Pick(mine, m.A);
        _world.Ask(Pick(FederationIds, m.B), new CollectionCommand.Collect(
            new PledgeId($"c{_ids++}"), strike, section, AidKind.Gift, Sum(m.B, 0), ""));
    }

    private void SendCollection(Move m)
    {
        var federation = Pick(FederationIds, m.A);
        var all = _world.Federation(federation).Collections;
        if (all.Count > 0)
            _world.Ask(federation, new CollectionCommand.SendCollection(Pick([.. all.Keys], m.B)));
    }

    private void Repay(Move m)
    {
        var debts = Of(s => s.Loans.Taken.Where(l => l.Value.Owed.Minor > 0).Select(l => (l.Key, l.Value)));
        if (debts.Length == 0)
            return;
        var (section, (loan, debt)) = Pick(debts, m.A);
        var part = new Amount(1 + m.B % (int)Math.Min(debt.Owed.Minor, SumMax), debt.Owed.Currency);
        _world.Ask(section, new RepayLoan(loan, new PledgeId($"r{_ids++}"), part, null, null, "assembly"));
    }

    private void Redirect(Move m)
    {
        var lent = Of(s => s.Promises.Pledges.Where(p => p.Value.Owed is { Minor: > 0 }).Select(p => (p.Key, p.Value)));
        var strikes = Of(s => s.Strikes.Declared.Keys);
        if (lent.Length == 0 || strikes.Length == 0)
            return;
        var (section, (pledge, terms)) = Pick(lent, m.A);
        var (striking, strike) = Pick(strikes, m.B);
        var part = new Amount(1 + m.C % (int)Math.Min(terms.Owed!.Value.Minor, SumMax), terms.Owed.Value.Currency);
        _world.Ask(section, new RedirectRepayment(pledge, strike, striking, part));
    }

    private void RepayRedirected(Move m)
    {
        var debts = Of(s => s.Loans.Taken.SelectMany(l => l.Value.Redirects.Select(r => (l.Key, r))));
        if (debts.Length == 0)
            return;
        var (section, (loan, redirect)) = Pick(debts, m.A);
        var part = redirect.Amount with { Minor = 1 + m.B % redirect.Amount.Minor };
        _world.Ask(section, new RepayLoan(
            loan, new PledgeId($"r{_ids++}"), part, redirect.Strike, redirect.Section, "assembly"));
    }

    private void PayOut(Move m) => _world.Ask(Pick(SectionIds, m.A), new PayOut(Sum(m.B, m.C), ""));

    private void PayDues(Move m) =>
        _world.Ask(Pick(SectionIds, m.A), new PayDues(Pick(FederationIds, m.B), Sum(m.C, 0), ""));

    private void ReceiveOutside(Move m)
    {
        var mine = Of(s => s.Strikes.Declared.Keys);
        if (mine.Length > 0)
            _world.Ask(Pick(mine, m.A).Section, new ReceiveOutsideAid(
                Pick(mine, m.A).Item, new PledgeId($"o{_ids++}"), "A hatter", AidKind.Gift, Sum(m.B, m.C), ""));
    }

    private void Report(Move m)
    {
        var mine = Of(s => s.Strikes.Declared.Keys);
        if (mine.Length > 0)
            _world.Ask(Pick(mine, m.A).Section, new ReportAid(
                Pick(mine, m.A).Item, new AidKey(Party.Of(Pick(SectionIds, m.B)), new PledgeId($"p{m.C % 200}")),
                AidKind.Gift, (AidState)(m.B % 7), m.B % 2 == 0 ? Sum(m.B, 0) : null, ""));
    }

    private void End(Move m)
    {
        var mine = Of(s => s.Strikes.Declared.Keys);
        if (mine.Length > 0 && m.C % 3 == 0)
            _world.Ask(Pick(mine, m.A).Section, new EndStrike(Pick(mine, m.A).Item, Outcome.Won, ""));
    }

    private (SectionId Section, T Item)[] Of<T>(Func<Section, IEnumerable<T>> items) =>
        [.. SectionIds.SelectMany(id => items(_world.Section(id)).Select(item => (id, item)))];

    private Amount Sum(int number, int currency) => new(
        OneOf(1 + number % SumMax, number, 1, 10, Amount.MinorMax, Amount.MinorMax - 1), Pick(Currencies, currency));

    internal static T Pick<T>(IEnumerable<T> all, int number)
    {
        var list = all.ToArray();
        return list[number % list.Length];
    }
}
