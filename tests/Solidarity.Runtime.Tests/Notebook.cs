using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace Solidarity.Runtime.Tests;

/// <summary>What grains note as they live, in order, which tests can wait for; and the errors logged.</summary>
internal sealed class Notebook : ILoggerProvider, ILogger
{
    private readonly Lock _gate = new();
    private readonly List<string> _notes = [];
    private readonly List<(string Note, int Times, TaskCompletionSource Made)> _awaited = [];

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
            var made = _notes.Count(earlier => earlier == note);
            foreach (var awaited in _awaited.FindAll(awaited => awaited.Note == note && awaited.Times <= made))
                awaited.Made.TrySetResult();
        }
    }

    /// <summary>Completes when the note was made so many times; fails where it never is.</summary>
    public async Task Until(string note, int times = 1)
    {
        var made = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (_gate)
        {
            if (_notes.Count(earlier => earlier == note) >= times) return;
            _awaited.Add((note, times, made));
        }
        try
        {
            await made.Task.WaitAsync(TestHost.PatienceMax);
        }
        catch (TimeoutException)
        {
            throw new TimeoutException($"'{note}' was not noted {times} times, but: {string.Join(" | ", Notes)}");
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
