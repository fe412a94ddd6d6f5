namespace Solidarity.Runtime.Tests;

public sealed class TurnTests
{
    [Fact]
    public async Task A_call_begins_only_when_the_call_before_it_has_ended()
    {
        await using var host = await TestHost.StartAsync();
        var grain = host.Visited("a");

        var first = grain.Visit("first");
        var second = grain.Visit("second");
        await host.Notebook.Until("first begins");
        host.Gates.Open("second");
        // The second call came before this one, so whatever it could do by now, it has done.
        await grain.Interleave("ping");
        second.IsCompleted.ShouldBeFalse();
        host.Gates.Open("first");
        await Task.WhenAll(first, second);

        host.Notebook.Notes.ShouldBe(["first begins", "ping", "first ends", "second begins", "second ends"]);
    }

    [Fact]
    public async Task Calls_to_a_reentrant_grain_begin_while_others_wait()
    {
        await using var host = await TestHost.StartAsync();
        var grain = host.Reentrant("a");

        var first = grain.Visit("first");
        var second = grain.Visit("second");
        host.Gates.Open("second");
        await second;
        host.Gates.Open("first");
        await first;

        host.Notebook.Notes.ShouldBe(["first begins", "second begins", "second ends", "first ends"]);
    }

    [Fact]
    public async Task Calls_that_only_read_interleave_with_each_other_but_not_with_one_that_writes()
    {
        await using var host = await TestHost.StartAsync();
        var grain = host.Visited("a");

        Task[] all = [grain.Read("1"), grain.Read("2"), grain.Visit("3"), grain.Read("4"), grain.Read("5")];
        await host.Notebook.Until("2 begins");
        host.Gates.Open("1");
        await all[0];
        await grain.Interleave("one read is left");
        host.Gates.Open("2");
        await host.Notebook.Until("3 begins");
        await grain.Interleave("only the write runs");
        host.Gates.Open("3");
        await host.Notebook.Until("5 begins");
        host.Gates.Open("4");
        host.Gates.Open("5");
        await Task.WhenAll(all);

        host.Notebook.Notes[..9].ShouldBe([
            "1 begins", "2 begins", "1 ends", "one read is left", "2 ends", "3 begins", "only the write runs", "3 ends",
            "4 begins"]);
    }

    [Theory]
    [InlineData("Solidarity.Runtime.Tests.Visited")]
    [InlineData("Solidarity.Runtime.Tests.ReentrantVisited")]
    public async Task Calls_of_one_caller_begin_in_order(string classNamePrefix)
    {
        const int calls = 1_000;
        await using var host = await TestHost.StartAsync();
        var grain = host.Get<IVisited>("a", classNamePrefix);
        var names = Enumerable.Range(0, calls).Select(call => $"{call}").ToArray();

        await Task.WhenAll(names.Select(grain.Pass));

        host.Notebook.Notes.ShouldBe(names);
    }

    [Fact]
    public async Task What_follows_an_await_is_a_turn_of_the_grain()
    {
        await using var host = await TestHost.StartAsync();

        (await host.Visited("a").Places()).ShouldBe([
            "at the start: grain",
            "after an await: grain",
            "in StartNew: grain",
            "in ContinueWith: grain",
            "in Task.Run: elsewhere",
            "after ConfigureAwait(false): elsewhere"]);
    }

    [Fact]
    public async Task Async_locals_of_the_caller_do_not_reach_the_grain()
    {
        await using var host = await TestHost.StartAsync();
        Visited.Whose.Value = "the caller's";

        (await host.Visited("a").AsyncLocal()).ShouldBeNull();
        (await host.Visited("a").AsyncLocal()).ShouldBeNull();
    }

    [Fact]
    public async Task A_grain_can_call_another_and_goes_on_in_its_own_turn()
    {
        await using var host = await TestHost.StartAsync();

        (await host.Visited("a").VisitOther("b")).ShouldBe("b was visited by a; then: grain");
    }
}
