using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace Solidarity.Server.Tests.Hosting;

/// <summary>Keeps warnings and errors. Errors that a test has not taken out fail it at its end.</summary>
internal sealed class ErrorLog : ILoggerProvider, ILogger
{
    private readonly ConcurrentQueue<(LogLevel Level, string Text)> _lines = new();

    public IEnumerable<string> Errors => _lines.Where(line => line.Level >= LogLevel.Error).Select(line => line.Text);

    /// <summary>Takes out the errors that a test has caused on purpose.</summary>
    public string[] TakeErrors()
    {
        var taken = new List<string>();
        for (var lines = _lines.Count; lines > 0 && _lines.TryDequeue(out var line); lines--)
            if (line.Level >= LogLevel.Error)
                taken.Add(line.Text);
            else
                _lines.Enqueue(line);
        return [.. taken];
    }

    public IEnumerable<string> Warnings =>
        _lines.Where(line => line.Level == LogLevel.Warning).Select(line => line.Text);

    public ILogger CreateLogger(string categoryName) => this;

    public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Warning;

    public void Log<TState>(
        LogLevel logLevel, EventId eventId, TState state, Exception? exception,
        Func<TState, Exception?, string> formatter)
    {
        if (IsEnabled(logLevel))
            _lines.Enqueue((logLevel, $"{formatter(state, exception)} {exception}".TrimEnd()));
    }

    public void Dispose()
    {
        // Holds nothing; the lines are read after the server has ended.
    }
}
