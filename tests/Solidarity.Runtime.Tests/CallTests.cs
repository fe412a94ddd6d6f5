namespace Solidarity.Runtime.Tests;

public sealed class CallTests
{
    [Fact]
    public async Task A_call_reaches_the_grain_and_its_answer_the_caller()
    {
        await using var host = await TestHost.StartAsync();

        (await host.Get<IEcho>("a").Concat("x", 1, 2.5m)).ShouldBe("a:x:1:2.5");
    }

    [Fact]
    public async Task Every_kind_of_task_can_be_returned()
    {
        await using var host = await TestHost.StartAsync();
        var echo = host.Get<IEcho>("a");

        await echo.Nothing();
        await echo.NothingByValue();
        (await echo.ByValue(7)).ShouldBe(7);
        (await echo.Inherited(8)).ShouldBe(8);
    }

    [Fact]
    public async Task Values_cross_a_call_as_they_are()
    {
        await using var host = await TestHost.StartAsync();
        var carried = new Carried("x", [1, 2, 3]);

        (await host.Get<IEcho>("a").Carry(carried)).ShouldBeSameAs(carried);
    }

    [Fact]
    public async Task An_exception_goes_to_the_caller_and_leaves_the_grain_usable()
    {
        await using var host = await TestHost.StartAsync();
        var echo = host.Get<IEcho>("a");

        (await Should.ThrowAsync<ArithmeticException>(() => echo.Throw(afterAwait: false))).Message.ShouldBe("thrown");
        (await Should.ThrowAsync<ArithmeticException>(() => echo.Throw(afterAwait: true))).Message.ShouldBe("thrown");
        (await echo.ByValue(7)).ShouldBe(7);
    }
}

internal sealed record Carried(string Name, IReadOnlyList<int> Numbers);

internal interface IEchoBase : IGrainWithStringKey
{
    Task<int> Inherited(int value);
}

internal interface IEcho : IEchoBase
{
    Task<string> Concat(string text, int number, decimal other);

    Task Nothing();

    ValueTask NothingByValue();

    ValueTask<int> ByValue(int value);

    Task<Carried> Carry(Carried carried);

    Task Throw(bool afterAwait);
}

internal sealed class Echo : Grain, IEcho
{
    public Task<int> Inherited(int value) => Task.FromResult(value);

    public Task<string> Concat(string text, int number, decimal other) =>
        Task.FromResult(FormattableString.Invariant($"{this.GetPrimaryKeyString()}:{text}:{number}:{other}"));

    public Task Nothing() => Task.CompletedTask;

    public async ValueTask NothingByValue() => await Task.Yield();

    public ValueTask<int> ByValue(int value) => new(value);

    public Task<Carried> Carry(Carried carried) => Task.FromResult(carried);

    public async Task Throw(bool afterAwait)
    {
        if (afterAwait) await Task.Yield();
        throw new ArithmeticException("thrown");
    }
}
