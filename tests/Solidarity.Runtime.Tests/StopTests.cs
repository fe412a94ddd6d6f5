namespace Solidarity.Runtime.Tests;

public sealed class StopTests
{
    [Fact]
    public async Task Stopping_the_host_deactivates_every_grain()
    {
        const int grains = 1_000;
        await using var host = await TestHost.StartAsync();
        await Task.WhenAll(Enumerable.Range(0, grains).Select(key => host.Get<ILively>($"{key}").Call("x")));

        await host.StopAsync();

        host.Notebook.Notes.Count(note => note == "deactivates: ShuttingDown").ShouldBe(grains);
        host.Notebook.Notes.Count(note => note == "disposed").ShouldBe(grains);
    }

    [Fact]
    public async Task Stopping_lets_the_running_call_finish_and_refuses_those_that_wait_and_those_that_come()
    {
        await using var host = await TestHost.StartAsync();
        var grain = host.Get<ILively>("a");
        var running = grain.Hold("gate");
        var waiting = grain.Call("waiting");
        await host.Notebook.Until("holds gate");

        var stop = host.StopAsync();
        var early = host.Get<ILively>("b").Call("early");
        host.Gates.Open("gate");
        await stop;

        await running;
        (await Should.ThrowAsync<GrainsStoppedException>(waiting)).Message.ShouldContain("Lively/a");
        await Should.ThrowAsync<GrainsStoppedException>(early);
        await Should.ThrowAsync<GrainsStoppedException>(grain.Call("late"));
        host.Notebook.Notes.ShouldBe([
            "made", "activated", "holds gate", "lets gate go", "deactivates: ShuttingDown", "deactivated", "disposed"]);
    }

    [Fact]
    public async Task A_stop_waits_for_a_grain_that_is_being_activated_and_serves_its_first_call()
    {
        await using var host = await TestHost.StartAsync();
        var call = host.Get<ILively>("slow").Call("1");
        await host.Notebook.Until("made");

        var stop = host.StopAsync();
        stop.IsCompleted.ShouldBeFalse();
        host.Gates.Open("activate");
        host.Gates.Open("deactivate");
        await stop;

        (await call).ShouldBe("1");
        host.Notebook.Notes.ShouldBe([
            "made", "activated", "1", "deactivates: ShuttingDown", "deactivated", "disposed"]);
    }

    [Fact]
    public async Task A_stop_that_is_cut_short_tells_the_grains_and_does_not_wait()
    {
        await using var host = await TestHost.StartAsync();
        await host.Get<ILively>("endless").Call("1");

        using var cut = new CancellationTokenSource();
        var stop = host.StopAsync(cut.Token);
        await host.Notebook.Until("deactivates: ShuttingDown");
        await cut.CancelAsync();

        await Should.ThrowAsync<OperationCanceledException>(stop);
        await host.Notebook.Until("disposed");
    }
}
