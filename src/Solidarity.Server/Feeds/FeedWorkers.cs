using Solidarity.Server.Callers;

namespace Solidarity.Server.Feeds;

/// <summary>The threads of all feeds and of what is written to those who watch: writers go before watchers, however
/// many these are.</summary>
internal sealed class FeedWorkers(CommandsUnderWay commands) : IDisposable
{
    private const int ProcessorsPerThread = 4;

    private readonly FairWorkers _workers = new(
        "feeds", Math.Max(1, Environment.ProcessorCount / ProcessorsPerThread), () => commands.Count > 0);

    public Task RunAsync(Caller caller, Func<Task> work) => _workers.RunAsync(caller, work);

    public void Dispose() => _workers.Dispose();
}
