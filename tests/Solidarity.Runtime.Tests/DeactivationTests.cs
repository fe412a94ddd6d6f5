namespace Solidarity.Runtime.Tests;

public sealed class DeactivationTests
{
    private static readonly TimeSpan Age = new GrainOptions().CollectionAge;
    private static readonly TimeSpan Quantum = new GrainOptions().CollectionQuantum;

    [Fact]
    public async Task An_idle_grain_is_collected_after_its_age_and_a_later_call_makes_another()
    {
        await using var host = await TestHost.StartAsync();
        var grain = host.Get<ILively>("a");

        await grain.Call("1");
        host.Time.Advance(Age);
        await host.Notebook.Until("disposed");
        await grain.Call("2");

        host.Notebook.Notes.ShouldBe([
            "made", "activated", "1", "deactivates: ActivationIdle", "deactivated", "disposed",
            "made", "activated", "2"]);
    }

    [Fact]
    public async Task Each_call_puts_collection_off()
    {
        await using var host = await TestHost.StartAsync();
        var grain = host.Get<ILively>("a");

        await grain.Call("1");
        host.Time.Advance(Age - Quantum);
        await grain.Call("2");
        host.Time.Advance(Age - Quantum);
        await grain.Call("3");

        host.Notebook.Notes.ShouldBe(["made", "activated", "1", "2", "3"]);
    }

    [Fact]
    public async Task A_grain_with_a_call_running_is_not_idle()
    {
        await using var host = await TestHost.StartAsync();
        var grain = host.Get<ILively>("a");

        var call = grain.Hold("gate");
        await host.Notebook.Until("holds gate");
        host.Time.Advance(Age * 2);
        host.Gates.Open("gate");
        await call;
        await grain.Call("1");

        host.Notebook.Notes.ShouldBe(["made", "activated", "holds gate", "lets gate go", "1"]);
    }

    [Fact]
    public async Task A_grain_can_put_off_its_collection_and_end_that()
    {
        await using var host = await TestHost.StartAsync();
        var grain = host.Get<ILively>("a");

        await grain.Stay(Age * 3);
        host.Time.Advance(Age * 2);
        await grain.Call("1");
        host.Notebook.Notes.ShouldBe(["made", "activated", "1"]);
        await grain.Stay(Timeout.InfiniteTimeSpan);
        host.Time.Advance(Age * 100);
        await grain.Call("2");
        host.Notebook.Notes.ShouldBe(["made", "activated", "1", "2"]);

        await grain.Stay(TimeSpan.Zero);
        host.Time.Advance(Age);
        await host.Notebook.Until("deactivates: ActivationIdle");
    }

    [Fact]
    public async Task A_grain_that_asks_for_its_end_answers_the_running_call_first()
    {
        await using var host = await TestHost.StartAsync();
        var grain = host.Get<ILively>("a");

        var leaving = grain.Leave("gate");
        await host.Notebook.Until("holds gate");
        host.Gates.Open("gate");
        await leaving;
        await grain.Call("1");

        host.Notebook.Notes.ShouldBe([
            "made", "activated", "holds gate", "lets gate go",
            "deactivates: ApplicationRequested", "deactivated", "disposed", "made", "activated", "1"]);
    }

    [Fact]
    public async Task Calls_to_a_grain_that_ends_go_in_order_to_the_next_once_the_old_one_is_gone()
    {
        const int early = 50;
        await using var host = await TestHost.StartAsync();
        host.Gates.Open("activate");
        var grain = host.Get<ILively>("slow");

        var leaving = grain.Leave("gate");
        var calls = Enumerable.Range(0, early).Select(call => grain.Call($"{call}")).ToList();
        host.Gates.Open("gate");
        await leaving;
        await host.Notebook.Until("deactivates: ApplicationRequested");
        calls.AddRange(Enumerable.Range(early, early).Select(call => grain.Call($"{call}")));
        host.Notebook.Notes.ShouldNotContain("0");
        host.Gates.Open("deactivate");
        await Task.WhenAll(calls);

        host.Notebook.Notes.ShouldBe([
            "made", "activated", "holds gate", "lets gate go", "deactivates: ApplicationRequested", "deactivated",
            "disposed", "made", "activated", .. Enumerable.Range(0, early * 2).Select(call => $"{call}")]);
    }

    [Fact]
    public async Task A_grain_that_asks_for_its_end_while_it_is_activated_still_answers_a_call()
    {
        await using var host = await TestHost.StartAsync();
        var grain = host.Get<ILively>("fleeting");

        await Task.WhenAll(grain.Call("1"), grain.Call("2"));

        host.Notebook.Notes[..7].ShouldBe([
            "made", "activated", "1", "deactivates: ApplicationRequested", "deactivated", "disposed", "made"]);
    }

    [Fact]
    public async Task A_failing_deactivation_is_logged_and_the_next_call_makes_another()
    {
        await using var host = await TestHost.StartAsync();
        var grain = host.Get<ILively>("stubborn");

        host.Gates.Open("gate");
        await grain.Leave("gate");
        await grain.Call("1");

        var (message, error) = host.Notebook.Errors.ShouldHaveSingleItem();
        message.ShouldBe("OnDeactivateAsync of Lively/stubborn failed");
        error.ShouldBeOfType<ArithmeticException>();
        host.Notebook.Notes[^3..].ShouldBe(["made", "activated", "1"]);
    }

    [Fact]
    public async Task A_reference_does_not_keep_a_collected_grain_in_memory()
    {
        await using var host = await TestHost.StartAsync();
        var reference = host.Get<IWeak>("a");
        var grain = await reference.Self();

        host.Time.Advance(Age);
        await host.Notebook.Until("ended");
        // The activation lets go of the grain a moment after its last turn; a call to the next one comes after that.
        await reference.Nothing();

        for (var tries = 0; tries < 10 && grain.IsAlive; tries++)
            GC.Collect();
        grain.IsAlive.ShouldBeFalse();
        GC.KeepAlive(reference);
    }
}

internal interface IWeak : IGrainWithStringKey
{
    Task<WeakReference> Self();

    Task Nothing();
}

internal sealed class Weak(Notebook notebook) : Grain, IWeak
{
    public Task<WeakReference> Self() => Task.FromResult(new WeakReference(this));

    public Task Nothing() => Task.CompletedTask;

    public override Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        notebook.Note("ended");
        return Task.CompletedTask;
    }
}
