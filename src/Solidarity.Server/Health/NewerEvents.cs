using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Solidarity.Grains.Faults;
using Solidarity.Storage;

namespace Solidarity.Server.Health;

/// <summary>Stops a service that finds an event in the log of its cluster which its version does not know: a newer
/// service has written it, and whatever this one would answer from then on could be wrong. Alone, where nobody else can
/// have written it, the body is faulty and all others are served.</summary>
internal sealed class NewerEvents(
    IJournal journal, FaultLog faults, OwnStop stop, ILogger<NewerEvents> log) : IHostedService
{
    private int _isTold;

    public Task StartAsync(CancellationToken cancellationToken)
    {
        faults.BodyFound += Look;
        // The projector runs already, and may have found it before anybody listened.
        if (faults.UnknownEvent is { } found)
            Look(found);
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken)
    {
        faults.BodyFound -= Look;
        return Task.CompletedTask;
    }

    private void Look(BodyFault fault)
    {
        if (!fault.IsUnknownEvent || !journal.IsShared || Interlocked.Exchange(ref _isTold, 1) != 0)
            return;
        log.LogCritical(
            "Entry {Position} of {Stream} cannot be read ({Problem}), so this service stops. A service of a newer "
            + "version has written it: install that version here, too, and start again.", fault.Position, fault.Stream,
            fault.Problem);
        stop.Stop(new NewerVersionException(
            $"The service has stopped: entry {fault.Position} of {fault.Stream} was written by a service of a newer "
            + "version. Nothing is lost. Install that version here, too, and start again."));
    }
}
