using Microsoft.Extensions.Logging;

namespace Solidarity.Server.Hosting;

/// <summary>Brings to the log what the journal tells of; it is opened before there is a log, and what it says then is
/// kept until there is one. Any thread may add.</summary>
internal sealed class JournalLog
{
    private readonly Lock _gate = new();
    private readonly List<string> _early = [];
    private ILogger? _log;

    public void Add(string what)
    {
        lock (_gate)
        {
            if (_log is null)
                _early.Add(what);
            else
                _log.LogWarning("{What}", what);
        }
    }

    public void To(ILogger log)
    {
        lock (_gate)
        {
            _log = log;
            foreach (var what in _early)
                log.LogWarning("{What}", what);
            _early.Clear();
        }
    }
}
