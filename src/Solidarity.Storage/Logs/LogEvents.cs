namespace Solidarity.Storage.Logs;

/// <summary>What happens at a shared log, for whoever wants to know. Handlers run on the writer's thread, which waits
/// for them.</summary>
internal sealed class LogEvents
{
    /// <summary>A block was put into the log.</summary>
    internal event Action<PublishedBlock>? Published;

    /// <summary>Another service was faster.</summary>
    internal event Action? RaceLost;

    internal void OnPublished(PublishedBlock block) => Published?.Invoke(block);

    internal void OnRaceLost() => RaceLost?.Invoke();
}
