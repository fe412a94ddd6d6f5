using static Solidarity.Cluster.Tests.Linearizability.TreasuryCall;

namespace Solidarity.Cluster.Tests.Linearizability;

/// <summary>The checker has to find right what is right, and above all wrong what is wrong.</summary>
public sealed class LinearizabilityCheckerTests
{
    [Fact]
    public void One_after_the_other_is_right() => Check(
        Done(new Deposit("d1", 100), 1, 2),
        Done(new Pledge("p1", "p", 60), 3, 4),
        Done(new Balances(40, 60), 5, 6),
        Done(new PayOut("o1", 50) { Refusal = TreasuryModel.NotEnough }, 7, 8),
        Done(new Withdraw("w1", "p"), 9, 10),
        Done(new Withdraw("w2", "p") { Refusal = TreasuryModel.PledgeNotOpen }, 11, 12),
        Done(new Balances(100, 0), 13, 14)).ShouldBeNull();

    [Fact]
    public void What_overlaps_may_have_happened_in_any_order() => Check(
        Done(new PayOut("o1", 80), 1, 10),
        Done(new Deposit("d1", 100), 2, 9),
        Done(new Balances(0, 0), 3, 4),
        Done(new Balances(20, 0), 5, 8)).ShouldBeNull();

    [Fact]
    public void A_lost_write_is_found() => Check(
        Done(new Deposit("d1", 100), 1, 2),
        Done(new Deposit("d2", 5), 3, 4),
        Done(new Balances(100, 0), 5, 6)).ShouldNotBeNull().ShouldContain("no order");

    [Fact]
    public void What_was_applied_twice_is_found() => Check(
        Done(new Deposit("d1", 100), 1, 2),
        Done(new Balances(200, 0), 3, 4)).ShouldNotBeNull();

    [Fact]
    public void A_stale_reading_is_found() => Check(
        Done(new Deposit("d1", 100), 1, 2),
        Done(new Deposit("d2", 5), 3, 4),
        Done(new Balances(105, 0), 5, 6),
        Done(new Balances(100, 0), 7, 8)).ShouldNotBeNull();

    [Fact]
    public void A_reading_from_the_future_is_found() => Check(
        Done(new Balances(100, 0), 1, 2),
        Done(new Deposit("d1", 100), 3, 4)).ShouldNotBeNull();

    [Fact]
    public void Money_that_is_paid_twice_at_once_is_found() => Check(
        Done(new Deposit("d1", 100), 1, 2),
        Done(new PayOut("o1", 80), 3, 10),
        Done(new PayOut("o2", 80), 4, 9)).ShouldNotBeNull();

    [Fact]
    public void A_refusal_without_its_reason_is_found() => Check(
        Done(new Deposit("d1", 100), 1, 2),
        Done(new Pledge("p1", "p", 100) { Refusal = TreasuryModel.NotEnough }, 3, 4)).ShouldNotBeNull();

    [Fact]
    public void What_nobody_was_told_of_may_have_happened_late() => Check(
        Unknown(new Deposit("d1", 100), 1),
        Done(new Balances(0, 0), 2, 3),
        Done(new Balances(100, 0), 4, 5)).ShouldBeNull();

    [Fact]
    public void What_nobody_was_told_of_may_never_have_happened() => Check(
        Unknown(new Deposit("d1", 100), 1),
        Unknown(new PayOut("o1", 100), 1),
        Done(new Balances(0, 0), 2, 3)).ShouldBeNull();

    [Fact]
    public void What_nobody_was_told_of_does_not_happen_twice() => Check(
        Unknown(new Deposit("d1", 100), 1),
        Done(new Balances(100, 0), 2, 3),
        Done(new Balances(200, 0), 4, 5)).ShouldNotBeNull();

    [Fact]
    public void What_nobody_was_told_of_does_not_go_away_again() => Check(
        Unknown(new Deposit("d1", 100), 1),
        Done(new Balances(100, 0), 2, 3),
        Done(new Balances(0, 0), 4, 5)).ShouldNotBeNull();

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Histories_of_a_real_treasury_are_right_and_one_changed_figure_is_found(int seed)
    {
        var random = new Random(seed);
        var history = Generated.History(random, operations: 300, atOnce: 6);
        Check([.. history]).ShouldBeNull();

        var reads = Enumerable.Range(0, history.Count).Where(i => history[i].Call is Balances).ToArray();
        var changed = reads[random.Next(reads.Length)];
        var read = (Balances)history[changed].Call;
        // Sums are even, so no other moment has this one.
        history[changed] = history[changed] with { Call = read with { Available = read.Available + 1 } };
        Check([.. history]).ShouldNotBeNull();
    }

    private static string? Check(params Operation<TreasuryCall>[] history) =>
        LinearizabilityChecker.Check(history, TreasuryState.Empty, TreasuryModel.Next);

    private static Operation<TreasuryCall> Done(TreasuryCall call, long start, long end) => new(call, start, end);

    private static Operation<TreasuryCall> Unknown(TreasuryCall call, long start) => new(call, start, null);
}
