namespace Solidarity.Runtime.Tests;

public sealed class ActivationTests
{
    [Fact]
    public async Task A_grain_is_made_and_activated_before_its_first_turn_and_once()
    {
        await using var host = await TestHost.StartAsync();
        var grain = host.Get<ILively>("slow");

        var calls = new[] { grain.Call("1"), grain.Call("2") };
        await host.Notebook.Until("made");
        host.Gates.Open("activate");
        await Task.WhenAll(calls);

        host.Notebook.Notes.ShouldBe(["made", "activated", "1", "2"]);
        host.Gates.Open("deactivate");
    }

    [Fact]
    public async Task Many_callers_at_once_get_one_activation_per_key()
    {
        const int callers = 200;
        await using var host = await TestHost.StartAsync();
        using var start = new Barrier(Environment.ProcessorCount);

        await Task.WhenAll(Enumerable.Range(0, Environment.ProcessorCount).Select(_ => Task.Factory.StartNew(
            () =>
            {
                start.SignalAndWait();
                return Task.WhenAll(Enumerable.Range(0, callers).Select(call =>
                    host.Get<ILively>($"{call % 10}").Call("x")));
            },
            CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default).Unwrap()));

        host.Notebook.Notes.Count(note => note == "made").ShouldBe(10);
        host.Notebook.Notes.Count(note => note == "x").ShouldBe(callers * Environment.ProcessorCount);
    }

    [Fact]
    public async Task A_failed_activation_fails_the_calls_that_wait_and_the_next_call_makes_another()
    {
        await using var host = await TestHost.StartAsync();
        var grain = host.Get<ILively>("broken");

        (await Should.ThrowAsync<ArithmeticException>(grain.Call("1"))).Message.ShouldBe("broken");
        host.Gates.Open("mended");
        (await grain.Call("2")).ShouldBe("2");

        host.Notebook.Notes.ShouldBe(["made", "disposed", "made", "activated", "2"]);
    }

    [Fact]
    public async Task A_grain_whose_constructor_throws_fails_the_calls_that_wait()
    {
        await using var host = await TestHost.StartAsync();
        var grain = host.Get<ILively>("unmakeable");

        (await Should.ThrowAsync<ArithmeticException>(grain.Call("1"))).Message.ShouldBe("not made");
        (await Should.ThrowAsync<ArithmeticException>(grain.Call("2"))).Message.ShouldBe("not made");
    }

    [Fact]
    public async Task A_grain_is_not_made_by_new()
    {
        await using var host = await TestHost.StartAsync();

        Should.Throw<InvalidOperationException>(() => new Lively(host.Notebook, host.Gates))
            .Message.ShouldContain("ask IGrainFactory for it");
    }
}
