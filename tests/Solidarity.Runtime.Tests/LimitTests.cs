namespace Solidarity.Runtime.Tests;

public sealed class LimitTests
{
    [Fact]
    public async Task A_grain_with_too_many_calls_refuses_more_until_some_are_answered()
    {
        await using var host = await TestHost.StartAsync(options => options.CallsWaitingMax = 3);
        var grain = host.Get<ILively>("a");
        Task[] taken = [grain.Hold("gate"), grain.Call("1"), grain.Call("2")];

        (await Should.ThrowAsync<GrainOverloadedException>(grain.Call("3"))).Message.ShouldBe(
            "grain Lively/a has 3 calls waiting, the most that it takes; call again later");
        (await host.Get<ILively>("b").Call("other")).ShouldBe("other");

        host.Gates.Open("gate");
        await Task.WhenAll(taken);
        (await grain.Call("4")).ShouldBe("4");
    }

    [Fact]
    public async Task Calls_that_wait_for_a_grain_to_end_count_too()
    {
        await using var host = await TestHost.StartAsync(options => options.CallsWaitingMax = 2);
        host.Gates.Open("activate");
        host.Gates.Open("gate");
        var grain = host.Get<ILively>("slow");
        await grain.Leave("gate");
        await host.Notebook.Until("deactivates: ApplicationRequested");

        Task[] taken = [grain.Call("1"), grain.Call("2")];
        await Should.ThrowAsync<GrainOverloadedException>(grain.Call("3"));
        host.Gates.Open("deactivate");
        await Task.WhenAll(taken);
    }

    [Fact]
    public async Task Too_many_activations_are_refused_until_one_is_gone()
    {
        await using var host = await TestHost.StartAsync(options => options.ActivationsMax = 2);
        await host.Get<ILively>("a").Call("1");
        await host.Get<ILively>("b").Call("2");

        (await Should.ThrowAsync<GrainOverloadedException>(host.Get<ILively>("c").Call("3"))).Message.ShouldBe(
            "grain Lively/c is not made: 2 are active, the most that there may be");
        (await host.Get<ILively>("a").Call("4")).ShouldBe("4");

        host.Time.Advance(new GrainOptions().CollectionAge);
        await host.Notebook.Until("disposed", times: 2);
        // Both are gone once a call to either has gone to a new activation, or found the old one's place free.
        (await host.Get<ILively>("a").Call("5")).ShouldBe("5");
    }

    [Fact]
    public async Task Those_idle_longest_go_when_there_are_many()
    {
        await using var host = await TestHost.StartAsync(options => options.ActivationsKept = 4);
        foreach (var key in (string[])["a", "b", "c", "d"])
        {
            await host.Get<ILively>(key).Call(key);
            host.Time.Advance(TimeSpan.FromSeconds(1));
        }
        await host.Get<ILively>("a").Call("again");
        host.Time.Advance(TimeSpan.FromSeconds(1));

        await host.Get<ILively>("e").Call("e");
        await host.Notebook.Until("deactivates: HighMemoryPressure", times: 2);
        await host.Notebook.Until("disposed", times: 2);

        var before = host.Notebook.Notes.Count(note => note == "made");
        foreach (var key in (string[])["a", "d", "e"])
            await host.Get<ILively>(key).Call("still here");
        host.Notebook.Notes.Count(note => note == "made").ShouldBe(before);
        await host.Get<ILively>("b").Call("made anew");
        host.Notebook.Notes.Count(note => note == "made").ShouldBe(before + 1);
    }

    [Fact]
    public async Task A_grain_that_is_busy_or_asked_to_stay_is_kept_however_many_there_are()
    {
        await using var host = await TestHost.StartAsync(options => options.ActivationsKept = 2);
        var held = host.Get<ILively>("held").Hold("gate");
        await host.Notebook.Until("holds gate");
        await host.Get<ILively>("stays").Stay(Timeout.InfiniteTimeSpan);
        foreach (var key in (string[])["c", "d", "e", "f", "g", "h"])
            await host.Get<ILively>(key).Call(key);
        await host.Notebook.Until("deactivates: HighMemoryPressure");
        host.Gates.Open("gate");
        await held;

        var before = host.Notebook.Notes.Count(note => note == "made");
        await host.Get<ILively>("held").Call("3");
        await host.Get<ILively>("stays").Call("4");
        host.Notebook.Notes.Count(note => note == "made").ShouldBe(before);
    }

    [Theory]
    [InlineData("")]
    [InlineData("  ")]
    [InlineData(null)]
    public async Task A_blank_key_is_refused(string? key)
    {
        await using var host = await TestHost.StartAsync();

        Should.Throw<ArgumentException>(() => host.Get<ILively>(key!));
    }

    [Fact]
    public async Task A_key_that_is_too_long_is_refused()
    {
        await using var host = await TestHost.StartAsync();

        host.Get<ILively>(new string('a', GrainOptions.KeyLengthMax)).GetPrimaryKeyString().Length.ShouldBe(1024);
        Should.Throw<ArgumentException>(() => host.Get<ILively>(new string('a', GrainOptions.KeyLengthMax + 1)))
            .Message.ShouldStartWith("a grain's key has at most 1024 characters, this one has 1025");
    }

    [Fact]
    public async Task Options_that_make_no_sense_are_refused()
    {
        static Task Start(Action<GrainOptions> configure) => TestHost.StartAsync(configure);

        await Should.ThrowAsync<ArgumentException>(Start(options => options.CollectionQuantum = TimeSpan.Zero));
        await Should.ThrowAsync<ArgumentException>(Start(options => options.CollectionAge = TimeSpan.FromSeconds(1)));
        await Should.ThrowAsync<ArgumentException>(Start(options => options.CallsWaitingMax = 0));
        await Should.ThrowAsync<ArgumentException>(Start(options => options.ActivationsMax = 0));
        await Should.ThrowAsync<ArgumentException>(Start(options => options.ActivationsKept = 0));
    }
}
