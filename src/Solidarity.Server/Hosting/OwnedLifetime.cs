using Microsoft.Extensions.Hosting;

namespace Solidarity.Server.Hosting;

/// <summary>The host lives as long as its owner lets it: signals are the process's own affair, and a test or a replay
/// has several hosts in one process.</summary>
internal sealed class OwnedLifetime : IHostLifetime
{
    public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
