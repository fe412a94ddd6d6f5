using Microsoft.Extensions.Hosting;

namespace Solidarity.Server.Health;

/// <summary>Stops the service by itself, and keeps why. May be used from any thread.</summary>
internal sealed class OwnStop(IHostApplicationLifetime lifetime)
{
    private Exception? _reason;

    /// <summary>The reason that it gave; null where it has given none.</summary>
    public Exception? Given => Volatile.Read(ref _reason);

    /// <summary>Why it stopped, where nobody has told it to.</summary>
    public Exception Reason => Given ?? new ServiceStoppedException(
        "The service has stopped by itself; the log above says why. Start it again.");

    /// <summary>The first reason counts.</summary>
    public void Stop(Exception reason)
    {
        Interlocked.CompareExchange(ref _reason, reason, null);
        lifetime.StopApplication();
    }
}
