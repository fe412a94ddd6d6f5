using Solidarity.Domain.Money;
using Solidarity.Domain.Sections.Founding;
using Solidarity.Domain.Strikes.Aid;
using Solidarity.Domain.Strikes.Calls;
using Solidarity.Domain.Tests.Kit;
using Xunit.Abstractions;

namespace Solidarity.Domain.Tests.Worlds;

/// <summary>Invariant 13: histories at the ends of every limit. Sums are 1 or the largest, rates 10^12 to 1 and 1 to
/// 10^12, fees nothing or all, tranches 104, days at the ends of their range. No decision throws and no fold, money is
/// neither made nor lost, and what is reckoned from the states answers.</summary>
public sealed class ExtremesTests(ITestOutputHelper output)
{
    private const int Runs = 120;
    private const int MovesMax = 120;

    // Long enough for holds over the slowest ways and for many tranches.
    private static readonly TimeSpan Afterwards = TimeSpan.FromDays(3 * 366);

    [Fact]
    public void No_history_at_the_ends_of_all_limits_fails_to_fold()
    {
        Randomly.ForAll(output, History.Any(Moves.Kinds), Runs, MovesMax, Check);
    }

    /// <summary>They show nothing of sums that are too large to show unless such sums come about in them.</summary>
    [Fact]
    public void In_these_histories_totals_pass_the_most_that_is_shown()
    {
        var (chance, largest) = (new Random(7), Int128.Zero);
        for (var seed = 0; seed < 60 && largest <= Amount.TotalMinorMax; seed++)
        {
            var moves = Enumerable.Range(0, 400).Select(_ => new Move(
                chance.Next(Moves.Kinds), chance.Next(10_000), chance.Next(10_000), chance.Next(10_000))).ToArray();
            var world = Moves.LiveAtTheExtremes(new History(seed, moves), TimeSpan.Zero, Look);
            largest = Int128.Max(largest, world.Strikes.Values.SelectMany(strike => strike.State.Aid.Totals.Values)
                .Select(totals => totals.All).Append(0).Max());
        }
        output.WriteLine($"the largest total is {largest}");
        largest.ShouldBeGreaterThan(Amount.TotalMinorMax);
    }

    private static void Check(History history)
    {
        var world = Moves.LiveAtTheExtremes(history, Afterwards, Look);
        Accounts.CheckTotals(world);     // 1
        foreach (var section in world.Sections.Values)
            section.CheckReplay();       // 8
        foreach (var federation in world.Federations.Values)
            federation.CheckReplay();
        foreach (var strike in world.Strikes.Values)
            strike.CheckReplay();
        foreach (var transfer in world.Transfers.Values)
            transfer.CheckReplay();
    }

    private static void Look(World world)
    {
        Accounts.CheckSetAside(world);   // 6
        foreach (var strike in world.Strikes.Values.Select(stream => stream.State).Where(strike => strike.Opened))
        {
            _ = strike.IsShort;
            foreach (var day in (DateOnly[])[new(1800, 1, 1), new(2199, 12, 31)])
                _ = strike.RunwayOn(day);
            if (strike.Calls.Call?.Need is { } need)
                _ = SuggestedShare.Of(
                    need, strike.Aid.Totals.GetValueOrDefault(need.Currency, AidTotals.None),
                    Profile.MembersMax,
                    new MembersReached(int.MaxValue, int.MaxValue, long.MaxValue))?.InWords();
        }
    }
}
