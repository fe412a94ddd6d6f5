using Microsoft.Extensions.Logging;
using Orleans.Concurrency;
using Orleans.Runtime.Services;
using Orleans.Services;
using Solidarity.Grains.Delivery;

namespace Solidarity.Grains.Clusters;

/// <summary>What an operator asks a silo of its deliveries: one in each silo.</summary>
[Alias("solidarity.delivery")]
internal interface IDeliveryService : IGrainService
{
    /// <summary>The messages that the silo has set aside.</summary>
    [Alias("list-stuck")]
    Task<ImmutableArray<StuckMessage>> ListStuck();

    /// <summary>Tries messages again that it has set aside.</summary>
    /// <param name="id">Null for all.</param>
    /// <returns>How many.</returns>
    [Alias("retry")]
    Task<int> Retry(long? id);
}

/// <inheritdoc cref="IDeliveryService"/>
[Reentrant]
internal sealed class DeliveryService(
    GrainId id, Silo silo, ILoggerFactory logs, StuckMessages stuck, Dispatcher dispatcher)
    : GrainService(id, silo, logs), IDeliveryService
{
    public Task<ImmutableArray<StuckMessage>> ListStuck() =>
        Task.FromResult<ImmutableArray<StuckMessage>>([.. stuck.List(0, StuckMessages.StuckMax)]);

    public Task<int> Retry(long? id) => Task.FromResult(dispatcher.Retry(id).Count);
}

/// <summary>The messages that were set aside, of all silos. One that cannot be reached is left out: when it is lost,
/// another silo tries its messages again.</summary>
public sealed class StuckEverywhere
{
    private readonly ISiloStatusOracle _silos;
    private readonly DeliveryServices _services;

    internal StuckEverywhere(ISiloStatusOracle silos, IServiceProvider services) =>
        (_silos, _services) = (silos, new DeliveryServices(services));

    /// <summary>By id.</summary>
    public async Task<IReadOnlyList<StuckMessage>> ListAsync() =>
        [.. (await AskAllAsync(service => service.ListStuck(), [])).SelectMany(all => all).DistinctBy(one => one.Id)
            .OrderBy(message => message.Id)];

    /// <summary>Tries messages again.</summary>
    /// <param name="id">Null for all.</param>
    /// <returns>How many.</returns>
    public async Task<int> RetryAsync(long? id)
    {
        var counts = await AskAllAsync(service => service.Retry(id), 0);
        // Two silos may have set one message aside.
        return id is null ? counts.Sum() : counts.DefaultIfEmpty().Max();
    }

    private Task<T[]> AskAllAsync<T>(Func<IDeliveryService, Task<T>> ask, T otherwise) => Task.WhenAll(
        _silos.GetApproximateSiloStatuses(onlyActive: true).Keys.Select(async silo =>
        {
            try
            {
                return await ask(_services.Of(silo));
            }
            catch (Exception problem) when (SiloFaults.IsPassing(problem))
            {
                return otherwise;
            }
        }));

    private sealed class DeliveryServices(IServiceProvider services) : GrainServiceClient<IDeliveryService>(services)
    {
        public IDeliveryService Of(SiloAddress silo) => GetGrainService(silo);
    }
}
