using Solidarity.Domain.Federations;
using Solidarity.Domain.Federations.Successions;
using Solidarity.Domain.Sections.Assemblies;
using Solidarity.Domain.Sections.OwnTreasury;
using Solidarity.Domain.Sections.Reversals;
using Solidarity.Domain.Sections.Surplus;
using Solidarity.Domain.Tests.Golden;
using Solidarity.Domain.Tests.Kit;
using Solidarity.Domain.Transfers;
using Solidarity.Domain.Treasuries;
using Solidarity.Domain.Treasuries.Hops;
using Solidarity.Domain.Treasuries.ManualSettlement;
using Solidarity.Domain.Treasuries.Quarantines;
using Xunit.Abstractions;

namespace Solidarity.Domain.Tests.Worlds;

/// <summary>What must hold in every history (the numbers are those of the invariants in the design).</summary>
public sealed class HistoryTests(ITestOutputHelper output)
{
    private const int Runs = 300;
    private const int MovesMax = 150;

    [Fact]
    public void Money_is_neither_made_nor_lost_and_everything_ends_once()
    {
        Randomly.ForAll(output, History.Any(Moves.Kinds), Runs, MovesMax, Check);
    }

    /// <summary>Histories that once failed, each by the fault that it is named after.</summary>
    public static TheoryData<string> Failures => [.. Kept.Keys];

    private static readonly Dictionary<string, History> Kept = new(StringComparer.Ordinal)
    {
        ["money that had paid a fee on its way could not go back"] = new History(
            312,
            [new(32, 5661, 8903, 5964), new(1, 6095, 3876, 1801), new(5, 3410, 900, 2728), new(7, 4493, 1448, 7260)]),
        ["late word of a promise undid word of its money"] = new History(
            1099, [new(24, 2004, 2012, 630), new(28, 7268, 2745, 8622)]),
        ["a section whose money was quicker than its word was not counted as reached"] = new History(
            1942, [new(42, 8730, 3785, 5922)]),
        ["a section had left when a cancelled call was sent again"] = new History(
            53, [new(14, 4818, 5825, 4312), new(48, 9882, 5268, 4387), new(60, 4707, 7142, 7511)]),
        ["the alarm for holds was taken for set when it had rung"] = new History(
            8671, [new(71, 8601, 6244, 242), new(57, 7111, 3165, 2413)]),
        ["people were asked for money that had gone on unheard of"] = new History(
            1743,
            [
                new(15, 923, 3997, 5200), new(56, 415, 9933, 2056), new(20, 6360, 1918, 8815),
                new(27, 3729, 5774, 7719), new(0, 5314, 1627, 2222), new(42, 3543, 4157, 4164),
                new(72, 3857, 7253, 7663),
            ]),
    };

    /// <summary>What the histories are to show happens in them, or they show nothing.</summary>
    [Fact]
    public void In_the_histories_happens_what_they_are_for()
    {
        // A quote on a later hop that is over in good time, and a federation that asks to be moved to a successor, are
        // too rare here; QuotedRateTests and SuccessorTests have them.
        var missing = Unions.Cases(typeof(TransferEvent)).Concat(Unions.Cases(typeof(TreasuryEvent)))
            .Concat(Successions.Cases)
            .Where(type => type != typeof(TransferEvent.QuoteLapsed)
                && type != typeof(SuccessorEvent.ReassignmentAsked))
            .ToHashSet();
        var (byHand, chance) = (new HashSet<string>(), new Random(1));
        for (var seed = 0; seed < 4 * Runs && (missing.Count > 0 || byHand.Count < ByHandKinds); seed++)
        {
            var moves = Enumerable.Range(0, MovesMax).Select(_ => new Move(
                chance.Next(Moves.Kinds), chance.Next(10_000), chance.Next(10_000), chance.Next(10_000))).ToArray();
            var world = Moves.Live(new History(seed, moves), always: _ => { }, atRest: _ => { });
            var treasuries = TreasuryEvents(world).ToArray();
            missing.ExceptWith(treasuries.Select(e => e.GetType()));
            missing.ExceptWith(world.Transfers.Values.SelectMany(t => t.Events).Select(e => e.GetType()));
            missing.ExceptWith(world.Sections.Values.SelectMany(s => s.Events).Select(e => e.GetType()));
            missing.ExceptWith(world.Federations.Values.SelectMany(f => f.Events).Select(e => e.GetType()));
            byHand.UnionWith(treasuries.Select(ByHand).Where(kind => kind.Length > 0));
        }
        byHand.Count.ShouldBe(ByHandKinds, string.Join(", ", byHand));
        missing.Select(type => type.Name).ShouldBeEmpty();
    }

    [Fact]
    public void Entries_are_reversed_funds_used_up_and_questions_decided_in_the_histories()
    {
        var subjects = Unions.Cases(typeof(SurplusEvent)).Concat(
        [
            typeof(QuestionEvent.VotesCounted), typeof(QuestionEvent.QuestionWithdrawn),
            typeof(QuestionEvent.DecisionFollowed), typeof(QuestionEvent.DecisionHindered),
        ]).ToHashSet();
        var (missing, chance) = (Enum.GetValues<PlainEntryKind>().ToHashSet(), new Random(1));
        missing.ExceptWith([PlainEntryKind.Reversal, PlainEntryKind.LoanRepayment]);
        for (var seed = 0; seed < 4 * Runs && (missing.Count > 0 || subjects.Count > 0); seed++)
        {
            var moves = Enumerable.Range(0, MovesMax).Select(_ => new Move(
                chance.Next(Moves.Kinds), chance.Next(10_000), chance.Next(10_000), chance.Next(10_000))).ToArray();
            var world = Moves.Live(new History(seed, moves), always: _ => { }, atRest: _ => { });
            missing.ExceptWith(world.Sections.Values.SelectMany(s => s.Events)
                .OfType<ReversalEvent.EntryReversed>().Select(e => e.Original.Kind));
            subjects.ExceptWith(world.Sections.Values.SelectMany(s => s.Events).Select(e => e.GetType()));
        }
        missing.ShouldBeEmpty();
        subjects.ShouldBeEmpty();
    }

    private static IEnumerable<TreasuryEvent> TreasuryEvents(World world) =>
        world.Sections.Values.SelectMany(s => s.Events).OfType<OwnTreasuryEvent.OfTreasury>().Select(e => e.Happened)
            .Concat(world.Federations.Values.SelectMany(f => f.Events)
                .OfType<FederationEvent.OfTreasury>().Select(e => e.Happened));

    private const int ByHandKinds = 6;

    // What happens over corridors that are settled by hand.
    private static string ByHand(TreasuryEvent @event) => @event switch
    {
        ManualSettlementEvent.SettlementAsked { Back: true } => "to be handed back",
        HopEvent.HopSent { Receipt: not null } => "handed over",
        HopEvent.SentBack { Receipt: not null } => "handed back",
        QuarantineEvent.ClaimConfirmed { Back: false } => "received",
        QuarantineEvent.ClaimConfirmed { Back: true } => "received back",
        QuarantineEvent.ClaimRejected { Neighbour: not null } => "disputed",
        _ => "",
    };

    [Theory]
    [MemberData(nameof(Failures))]
    public void What_failed_once_holds_now(string name) => Check(Kept[name]);

    private static void Check(History history)
    {
        var world = Moves.Live(history, always: CheckAlways, atRest: CheckWaiting); // 6
        Accounts.CheckSetAside(world);
        Accounts.CheckTotals(world);     // 1
        Boards.CheckTransfers(world);    // 5
        Accounts.CheckAtRest(world);     // 5
        Boards.CheckAid(world);          // 10
        Boards.CheckLoans(world);
        Reversals.Check(world);
        Mandates.CheckUses(world);       // 6
        Assemblies.CheckAtRest(world);
        Boards.CheckAnswers(world);
        Boards.CheckMemberships(world);
        Successions.CheckAtRest(world);
        CheckReplay(world);              // 8
    }

    private static void CheckAlways(World world)
    {
        Accounts.CheckSetAside(world);
        Successions.CheckAlways(world);
        Mandates.CheckAlways(world);
        Assemblies.CheckAlways(world);
    }

    // What nobody has confirmed yet stands between the two books, and every transfer has ended or says where it is.
    private static void CheckWaiting(World world)
    {
        Accounts.CheckSetAside(world);
        Accounts.CheckTotals(world);
        Accounts.CheckBetween(world);
        Boards.CheckEnds(world);
    }

    private static void CheckReplay(World world)
    {
        foreach (var section in world.Sections.Values)
            section.CheckReplay();
        foreach (var federation in world.Federations.Values)
            federation.CheckReplay();
        foreach (var strike in world.Strikes.Values)
            strike.CheckReplay();
        foreach (var transfer in world.Transfers.Values)
            transfer.CheckReplay();
    }
}
