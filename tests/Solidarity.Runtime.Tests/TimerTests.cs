namespace Solidarity.Runtime.Tests;

public sealed class TimerTests
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Due = Second * 2;
    private static readonly TimeSpan Period = Second * 5;

    [Fact]
    public async Task A_timer_ticks_when_due_and_then_a_period_after_each_end()
    {
        await using var host = await TestHost.StartAsync();
        await host.Get<ITimed>("a").Start("t", new GrainTimerCreationOptions(Due, Period));

        host.Time.Advance(Due - Second);
        await host.Get<ITimed>("a").Note("early");
        host.Time.Advance(Second);
        await host.Notebook.Until("t begins");
        // The callback takes its time, which does not count.
        host.Time.Advance(Period * 3);
        host.Gates.Open("t");
        await host.Notebook.Until("t ends");
        await host.Get<ITimed>("a").Note("between");
        host.Time.Advance(Period);
        await host.Notebook.Until("t ends", times: 2);

        host.Notebook.Notes.ShouldBe(["early", "t begins", "t ends", "between", "t begins", "t ends"]);
    }

    [Fact]
    public async Task A_timer_without_a_period_ticks_once()
    {
        await using var host = await TestHost.StartAsync();
        host.Gates.Open("t");
        await host.Get<ITimed>("a").Start("t", new GrainTimerCreationOptions(Due, Timeout.InfiniteTimeSpan));

        host.Time.Advance(Due);
        await host.Notebook.Until("t ends");
        await host.Get<ITimed>("a").Note("after");
        host.Time.Advance(Period);
        await host.Get<ITimed>("a").Note("later");

        host.Notebook.Notes.ShouldBe(["t begins", "t ends", "after", "later"]);
    }

    [Fact]
    public async Task A_tick_waits_for_the_running_call_and_calls_wait_for_the_tick()
    {
        await using var host = await TestHost.StartAsync();
        var grain = host.Get<ITimed>("a");
        await grain.Start("t", new GrainTimerCreationOptions(Due, Period));

        var call = grain.Hold("call");
        await host.Notebook.Until("call begins");
        host.Time.Advance(Due);
        var next = grain.Hold("next");
        host.Gates.Open("next");
        await grain.Interleave("ping");
        host.Gates.Open("call");
        await host.Notebook.Until("t begins");
        await grain.Interleave("pong");
        host.Gates.Open("t");
        await Task.WhenAll(call, next);

        host.Notebook.Notes.ShouldBe([
            "call begins", "ping", "call ends", "t begins", "pong", "t ends", "next begins", "next ends"]);
    }

    [Fact]
    public async Task A_timer_that_interleaves_ticks_while_a_call_runs()
    {
        await using var host = await TestHost.StartAsync();
        var grain = host.Get<ITimed>("a");
        await grain.Start("t", new GrainTimerCreationOptions(Due, Period) { Interleave = true });

        var call = grain.Hold("call");
        await host.Notebook.Until("call begins");
        host.Gates.Open("t");
        host.Time.Advance(Due);
        await host.Notebook.Until("t ends");
        host.Gates.Open("call");
        await call;

        host.Notebook.Notes.ShouldBe(["call begins", "t begins", "t ends", "call ends"]);
    }

    [Fact]
    public async Task What_a_callback_throws_is_logged_and_the_timer_goes_on()
    {
        await using var host = await TestHost.StartAsync();
        await host.Get<ITimed>("a").Start("throws", new GrainTimerCreationOptions(Due, Period));

        host.Time.Advance(Due);
        await host.Notebook.Until("throws begins");
        await host.Get<ITimed>("a").Note("after");
        host.Time.Advance(Period);
        await host.Notebook.Until("throws begins", times: 2);
        await host.Get<ITimed>("a").Note("after");

        host.Notebook.Errors.Select(error => error.Message).ShouldBe(Enumerable.Repeat("A timer of Timed/a failed", 2));
    }

    [Fact]
    public async Task A_timer_can_be_changed_and_disposed()
    {
        await using var host = await TestHost.StartAsync();
        var grain = host.Get<ITimed>("a");
        host.Gates.Open("t");
        await grain.Start("t", new GrainTimerCreationOptions(Period, Period));

        await grain.Change(Due, Second);
        host.Time.Advance(Due);
        await host.Notebook.Until("t ends");
        await grain.Note("after");
        host.Time.Advance(Second);
        await host.Notebook.Until("t ends", times: 2);
        await grain.Stop();
        host.Time.Advance(Period);
        await grain.Note("stopped");

        host.Notebook.Notes.ShouldBe(["t begins", "t ends", "after", "t begins", "t ends", "stopped"]);
    }

    [Fact]
    public async Task A_change_from_within_the_callback_counts_from_its_end()
    {
        await using var host = await TestHost.StartAsync();
        var grain = host.Get<ITimed>("a");
        await grain.Start("t", new GrainTimerCreationOptions(Due, Period) { Interleave = true });

        host.Time.Advance(Due);
        await host.Notebook.Until("t begins");
        await grain.Change(Second, Second);
        host.Time.Advance(Period);
        host.Gates.Open("t");
        await host.Notebook.Until("t ends");
        await grain.Note("after");
        host.Time.Advance(Second);
        await host.Notebook.Until("t ends", times: 2);

        host.Notebook.Notes.ShouldBe(["t begins", "t ends", "after", "t begins", "t ends"]);
    }

    [Fact]
    public async Task Disposal_tells_the_callback_and_deactivation_ends_every_timer()
    {
        await using var host = await TestHost.StartAsync();
        var timers = host.Time.Timers;
        var grain = host.Get<ITimed>("a");
        await grain.Start("cancel", new GrainTimerCreationOptions(Due, Period) { Interleave = true });
        await grain.Start("t", new GrainTimerCreationOptions(Period, Period));
        host.Time.Advance(Due);
        await host.Notebook.Until("cancel begins");

        await grain.Stop();
        await host.Notebook.Until("cancel ends");
        await grain.Leave();
        await grain.Note("next activation");
        host.Time.Timers.ShouldBe(timers);
        host.Time.Advance(Period * 2);
        await grain.Note("end");

        host.Notebook.Notes.ShouldBe(["cancel begins", "cancel ends", "leaves", "next activation", "end"]);
        host.Notebook.Errors.ShouldBeEmpty();
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Ticks_put_collection_off_only_if_asked_to(bool keepAlive)
    {
        var age = new GrainOptions().CollectionAge;
        await using var host = await TestHost.StartAsync();
        var grain = host.Get<ITimed>("a");
        host.Gates.Open("t");
        var once = new GrainTimerCreationOptions(age / 2, Timeout.InfiniteTimeSpan) { KeepAlive = keepAlive };
        await grain.Start("t", once);
        var scheduler = await grain.Scheduler();

        host.Time.Advance(age / 2);
        await host.Notebook.Until("t ends");
        // A turn after the tick's, so that the tick is over; unlike a call, it does not count as use of the grain.
        await Task.Factory.StartNew(() => { }, CancellationToken.None, TaskCreationOptions.None, scheduler);
        host.Time.Advance(age / 2);
        if (!keepAlive) await host.Notebook.Until("leaves");
        await grain.Note("a call");

        host.Notebook.Notes.ShouldBe(
            keepAlive ? ["t begins", "t ends", "a call"] : ["t begins", "t ends", "leaves", "a call"]);
    }
}
