using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace Solidarity.Runtime.Tests;

/// <summary>What grains note as they live, in order, which tests can wait for; and what the runtime logs.</summary>
internal sealed class Notebook : ILoggerProvider, ILogger
{
    private readonly Lock _gate = new();
    private readonly List<string> _notes = [];
    private readonly List<(Func<bool> IsMet, TaskCompletionSource Met)> _waiting = [];

    public ConcurrentQueue<(string Message, Exception? Error)> Errors { get; } = new();

    public string[] Notes
    {
        get
        {
            lock (_gate)
                return [.. _notes];
        }
    }

    public void Note(string note)
    {
        lock (_gate)
        {
            _notes.Add(note);
            foreach (var (_, met) in _waiting.FindAll(waiting => waiting.IsMet()))
                met.TrySetResult();
        }
    }

    /// <summary>Completes when the note was made so many times.</summary>
    public Task Until(string note, int times = 1)
    {
        lock (_gate)
        {
            var met = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            bool IsMet() => _notes.Count(made => made == note) >= times;
            if (IsMet())
                met.SetResult();
            else
                _waiting.Add((IsMet, met));
            return met.Task.WaitAsync(TimeSpan.FromSeconds(30));
        }
    }

    public ILogger CreateLogger(string categoryName) => this;

    public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Error;

    public void Log<TState>(
        LogLevel logLevel, EventId eventId, TState state, Exception? error, Func<TState, Exception?, string> formatter)
    {
        if (IsEnabled(logLevel)) Errors.Enqueue((formatter(state, error), error));
    }

    public void Dispose()
    {
    }
}
