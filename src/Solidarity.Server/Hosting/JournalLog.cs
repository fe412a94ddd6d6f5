using Microsoft.Extensions.Logging;

namespace Solidarity.Server.Hosting;

/// <summary>Brings to the log what the journal tells of; it is opened before there is a log, and what it says then is
/// kept until there is one. Any thread may add.</summary>
internal sealed class JournalLog
{
    private readonly Lock _gate = new();
    private readonly List<(LogLevel Level, string What)> _early = [];
    private ILogger? _log;

    public void Warn(string what) => Add(LogLevel.Warning, what);

    public void Inform(string what) => Add(LogLevel.Information, what);

    public void To(ILogger log)
    {
        lock (_gate)
        {
            _log = log;
            foreach (var (level, what) in _early)
                log.Log(level, "{What}", what);
            _early.Clear();
        }
    }

    private void Add(LogLevel level, string what)
    {
        lock (_gate)
        {
            if (_log is null)
                _early.Add((level, what));
            else
                _log.Log(level, "{What}", what);
        }
    }
}
