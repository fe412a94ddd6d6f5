using Microsoft.Extensions.Diagnostics.HealthChecks;
using Solidarity.Grains.Delivery;
using Solidarity.Grains.Faults;

namespace Solidarity.Server.Messages;

/// <summary>Whether anything waits for the operator: unhealthy, and <see cref="Name"/> NOT_SERVING, while a message is
/// set aside or a body cannot be followed. The service as a whole serves on.</summary>
internal sealed class MessagesHealth(StuckMessages stuck, FaultLog faults) : IHealthCheck
{
    public const string Name = "solidarity.v1.Messages";

    public Task<HealthCheckResult> CheckHealthAsync(
        HealthCheckContext context, CancellationToken cancellationToken = default) =>
        Task.FromResult(stuck.Count == 0 && faults.Bodies == 0
            ? HealthCheckResult.Healthy()
            : HealthCheckResult.Unhealthy());
}
