using Microsoft.Extensions.Hosting;
using Solidarity.Grains.Delivery;
using Solidarity.Grains.Placement;
using Solidarity.Storage;

namespace Solidarity.Grains.Clusters;

/// <summary>The silos of the cluster, as this one knows them: says whose messages are delivered from here.</summary>
internal sealed class ClusterMembers(ISiloStatusOracle silos, DeliveryShare share) : IHostedService, ISiloStatusListener
{
    private readonly Lock _gate = new();
    private ImmutableArray<SiloAddress> _active = [];

    /// <summary>All that are active, but for this one.</summary>
    public ImmutableArray<SiloAddress> Others { get; private set; } = [];

    public Task StartAsync(CancellationToken cancellationToken)
    {
        silos.SubscribeToSiloStatusEvents(this);
        Look();
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken)
    {
        silos.UnSubscribeFromSiloStatusEvents(this);
        return Task.CompletedTask;
    }

    public void SiloStatusChangeNotification(SiloAddress updatedSilo, SiloStatus status) => Look();

    private void Look()
    {
        lock (_gate)
        {
            var active = silos.GetApproximateSiloStatuses(onlyActive: true).Keys.Order().ToImmutableArray();
            if (active.SequenceEqual(_active))
                return;
            var here = silos.SiloAddress;
            (_active, Others) = (active, active.Remove(here));
            var isMember = active.Contains(here);
            share.Change(body => isMember && BodyHomes.Of(IdOf(body), active.AsSpan()).Equals(here));
        }
    }

    private static ReadOnlySpan<char> IdOf(StreamName body) => body.Value.AsSpan(body.Value.IndexOf('/') + 1);
}
