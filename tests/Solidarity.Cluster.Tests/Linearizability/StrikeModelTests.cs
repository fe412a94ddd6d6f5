using static Solidarity.Cluster.Tests.Linearizability.BoardCall;

namespace Solidarity.Cluster.Tests.Linearizability;

public sealed class StrikeModelTests
{
    [Fact]
    public void Pledges_come_when_they_come() => StrikeModel.Check(
    [
        new(new Pledged("a"), 1, 20), new(new Pledged("b"), 2, 20), new(new Withdrawn("a"), 3, 20),
        Read(4, 5), Read(6, 7, ("b", true)), Read(6, 9, ("a", true), ("b", true)),
        Read(10, 30, ("a", false), ("b", true)),
    ]).ShouldBeNull();

    [Fact]
    public void A_pledge_that_never_comes_is_found() => StrikeModel.Check(
    [
        new(new Pledged("a"), 1, 20), new(new Pledged("b"), 2, 20), Read(21, 22, ("b", true)),
    ]).ShouldNotBeNull().ShouldContain("pledge a");

    [Fact]
    public void A_pledge_that_goes_again_is_found() => StrikeModel.Check(
    [
        new(new Pledged("a"), 1, 20), Read(3, 4, ("a", true)), Read(5, 6),
    ]).ShouldNotBeNull();

    [Fact]
    public void A_withdrawal_that_is_taken_back_is_found() => StrikeModel.Check(
    [
        new(new Pledged("a"), 1, 20), new(new Withdrawn("a"), 2, 20), Read(3, 4, ("a", false)), Read(5, 6, ("a", true)),
    ]).ShouldNotBeNull();

    [Fact]
    public void A_pledge_before_it_was_made_is_found() => StrikeModel.Check(
    [
        new(new Pledged("a"), 5, 20), Read(3, 4, ("a", true)),
    ]).ShouldNotBeNull();

    [Fact]
    public void A_pledge_that_nobody_made_is_found() => StrikeModel.Check(
    [
        new(new Pledged("a"), 1, 2), Read(3, 4, ("a", true), ("x", true)),
    ]).ShouldNotBeNull().ShouldContain("nobody made");

    [Fact]
    public void Two_boards_of_which_neither_has_all_of_the_other_are_found() => StrikeModel.Check(
    [
        // Each pledge by itself is right.
        new(new Pledged("a"), 1, 20), new(new Pledged("b"), 1, 20),
        Read(2, 10, ("a", true)), Read(2, 10, ("b", true)),
    ]).ShouldNotBeNull().ShouldContain("neither");

    [Fact]
    public void A_pledge_that_nobody_was_told_of_may_be_missing() => StrikeModel.Check(
    [
        new(new Pledged("a"), 1, null), Read(3, 4), Read(5, 6, ("a", true)),
    ]).ShouldBeNull();

    private static Operation<BoardCall> Read(long start, long end, params (string Id, bool Stands)[] pledges) => new(
        new Board(pledges.ToImmutableSortedDictionary(p => p.Id, p => p.Stands, StringComparer.Ordinal)), start, end);
}
