namespace Solidarity.Runtime.Tests;

internal interface INarrow<T> : IGrainWithStringKey
{
    Task<T> Value();
}

internal interface IWide : IGrainWithStringKey
{
    Task<string> Identity();

    Task Set(int value);

    ValueTask<string> Seven(int one, long two, string three, decimal four, char five, uint six, (int, byte) seven);
}

internal sealed class Wide : Grain, IWide, INarrow<int>
{
    private int _value;

    public Task<string> Identity() => Task.FromResult(IdentityString);

    public Task<int> Value() => Task.FromResult(_value);

    public async Task Set(int value)
    {
        await Task.Yield();
        _value = value;
    }

    public ValueTask<string> Seven(
        int one, long two, string three, decimal four, char five, uint six, (int, byte) seven) =>
        new(FormattableString.Invariant($"{one} {two} {three} {four} {five} {six} {seven}"));
}

internal interface IReturnsValue : IGrainWithStringKey
{
    int Get();
}

internal interface ITakesReference : IGrainWithStringKey
{
    Task Set(in int value);
}

internal interface IHasGenericMethod : IGrainWithStringKey
{
    Task Set<TValue>(TValue value);
}

internal interface IHasProperty : IGrainWithStringKey
{
    int Value { get; }
}

internal interface ITakesEight : IGrainWithStringKey
{
    Task Set(int one, int two, int three, int four, int five, int six, int seven, int eight);
}

// These are generic for no other reason than that a host which takes all grains of this assembly passes them by.
internal sealed class ReturnsValue<T> : Grain, IReturnsValue
{
    public int Get() => 1;
}

internal sealed class TakesReference<T> : Grain, ITakesReference
{
    public Task Set(in int value) => Task.CompletedTask;
}

internal sealed class HasGenericMethod<T> : Grain, IHasGenericMethod
{
    public Task Set<TValue>(TValue value) => Task.CompletedTask;
}

internal sealed class HasProperty<T> : Grain, IHasProperty
{
    public int Value => 1;
}

internal sealed class TakesEight<T> : Grain, ITakesEight
{
    public Task Set(int one, int two, int three, int four, int five, int six, int seven, int eight) =>
        Task.CompletedTask;
}

internal sealed class Unreachable<T> : Grain;
