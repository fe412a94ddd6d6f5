namespace Solidarity.Benchmarks;

/// <summary>A grain that does next to nothing, so that what is measured is the call.</summary>
public interface ICounterGrain : IGrainWithStringKey
{
    Task<long> Add(long number);
}

/// <inheritdoc cref="ICounterGrain"/>
public sealed class CounterGrain : Grain, ICounterGrain
{
    private long _sum;

    public Task<long> Add(long number) => Task.FromResult(_sum += number);
}
