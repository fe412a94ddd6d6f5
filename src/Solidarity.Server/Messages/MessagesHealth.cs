using Microsoft.Extensions.Hosting;
using Solidarity.Grains.Couriers;
using Solidarity.Grains.Faults;
using Solidarity.Server.Health;

namespace Solidarity.Server.Messages;

/// <summary>Says in the health service whether anything waits for the operator: NOT_SERVING for
/// <see cref="Name"/> while a message is set aside or a body cannot be followed. The service as a whole serves on.
/// </summary>
internal sealed class MessagesHealth(StuckMessages stuck, FaultLog faults, HealthStatuses health) : IHostedService
{
    public const string Name = "solidarity.v1.Messages";

    public Task StartAsync(CancellationToken cancellationToken)
    {
        stuck.Changed += Set;
        faults.BodiesChanged += Set;
        Set();
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken)
    {
        stuck.Changed -= Set;
        faults.BodiesChanged -= Set;
        return Task.CompletedTask;
    }

    private void Set() => health.Set(Name, stuck.Count == 0 && faults.Bodies == 0);
}
