using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Solidarity.Grains.Clusters;

/// <summary>Stops a silo that cannot go on: mostly one that was silent for so long that the others have declared it
/// dead and do its work. Nothing that it still writes can do harm, but its views get old and nobody calls it.</summary>
internal sealed class DeadSilo(IHostApplicationLifetime lifetime, ILogger<DeadSilo> log) : IFatalErrorHandler
{
    public bool IsUnexpected(Exception exception) => true;

    public void OnFatalException(object? sender, string? context, Exception? exception)
    {
        log.LogCritical(
            exception,
            "This silo cannot go on and stops ({Problem}). Start the service again; it catches up by itself.", context);
        lifetime.StopApplication();
    }
}
