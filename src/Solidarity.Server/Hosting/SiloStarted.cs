using Microsoft.Extensions.Hosting;

namespace Solidarity.Server.Hosting;

/// <summary>Whether the silo has started. It is registered after the silo, and hosted services start in their order.
/// A silo that has not started must not be stopped: Orleans refuses that.</summary>
internal sealed class SiloStarted : IHostedService
{
    public bool IsSo { get; private set; }

    public Task StartAsync(CancellationToken cancellationToken)
    {
        IsSo = true;
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
