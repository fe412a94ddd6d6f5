namespace Solidarity.Runtime.Tests;

/// <summary>Alone, because it takes the process's threads away.</summary>
[CollectionDefinition(nameof(FairnessTests), DisableParallelization = true)]
[Collection(nameof(FairnessTests))]
public sealed class FairnessTests
{
    [Fact]
    public async Task Busy_grains_leave_the_threads_to_others_now_and_then()
    {
        await using var host = await TestHost.StartAsync();
        ThreadPool.GetMaxThreads(out var threads, out var ports);
        ThreadPool.SetMaxThreads(Environment.ProcessorCount, ports).ShouldBeTrue();
        try
        {
            // As many busy grains as there are threads; a grain that kept its thread would run out of turns.
            var busy = Enumerable.Range(0, Environment.ProcessorCount)
                .Select(key => host.Visited($"busy-{key}").YieldUntil("stop", turnsMax: 3_000_000)).ToArray();
            await host.Visited("other").Pass("reached");
            host.Gates.Open("stop");
            await Task.WhenAll(busy);
        }
        finally
        {
            ThreadPool.SetMaxThreads(threads, ports);
        }
        host.Notebook.Notes.ShouldBe(["reached"]);
    }
}
