using Solidarity.Commands.Client;

namespace Solidarity.Demos.Seizures;

/// <summary>How fast things happen: so many a second, that a person can follow; or as fast as they go.</summary>
/// <param name="perSecond">Null: as fast as they go.</param>
internal sealed class SeizurePace(int? perSecond)
{
    private readonly TimeSpan? _each = TimeSpan.FromSeconds(1) / perSecond;

    /// <summary>Completes when it is time for the next thing.</summary>
    public Task NextAsync(CancellationToken cancelled) =>
        _each is { } each ? Task.Delay(each, cancelled) : Task.CompletedTask;

    /// <summary>Does something for each number below <paramref name="count"/>: one after the other where there is a
    /// pace, else over all connections at once.</summary>
    /// <param name="done">Is told how many are done, whenever one is.</param>
    public async Task EachAsync(
        Connections connections, int count, Func<Services, int, Task> send, Action<int> done,
        CancellationToken cancelled)
    {
        if (_each is null)
        {
            await connections.EachAsync(count, send, done, cancelled);
            return;
        }
        for (var number = 0; number < count; number++)
        {
            await NextAsync(cancelled);
            await send(connections.Turn(number), number);
            done(number + 1);
        }
    }
}
