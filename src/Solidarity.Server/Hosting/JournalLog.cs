using Microsoft.Extensions.Logging;

namespace Solidarity.Server.Hosting;

/// <summary>Brings to the log what the journal tells of. It is opened before the service is put together, and a replica
/// that is filled takes a while; so it begins with a log of its own. Any thread may tell.</summary>
internal sealed class JournalLog(ILogger early)
{
    private volatile ILogger _log = early;

    public void Warn(string what) => _log.LogWarning("{What}", what);

    public void Inform(string what) => _log.LogInformation("{What}", what);

    /// <summary>From now on it is told there.</summary>
    public void To(ILogger log) => _log = log;
}
