using Microsoft.Extensions.Hosting;
using Solidarity.Views.Worlds;

namespace Solidarity.Views.Hosting;

/// <summary>Holds up the start of a silo until its world has what the journal has. From the moment that it is one of a
/// cluster bodies are at home in it, and their commands would wait for its world.</summary>
internal sealed class WorldFirst(Projector projector) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken) => projector.CatchUpAsync(cancellationToken);

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
