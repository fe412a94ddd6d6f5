using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Solidarity.Grains.ReadModels;
using Solidarity.Server.Health;
using Solidarity.Server.Reflection;
using Solidarity.Storage;

namespace Solidarity.Server.Hosting;

/// <summary>Says SERVING when the server listens and the read models have caught up with the journal as it was then,
/// for the server and for each of its services; and NOT_SERVING when it begins to stop.</summary>
internal sealed class Readiness(
    IJournal journal, Projector projector, HealthStatuses health, IServiceProvider services,
    IHostApplicationLifetime lifetime) : BackgroundService
{
    private readonly TaskCompletionSource _ready = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Completes when everything listens and all is read; fails where that cannot be.</summary>
    public Task Ready => _ready.Task;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            var started = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            using var onStarted = lifetime.ApplicationStarted.Register(() => started.TrySetResult());
            await started.Task.WaitAsync(stoppingToken);
            await CatchUpAsync(stoppingToken);
            using var onStopping = lifetime.ApplicationStopping.Register(() => Set(false));
            Set(true);
            _ready.TrySetResult();
            await Task.Delay(Timeout.InfiniteTimeSpan, stoppingToken);
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            _ready.TrySetCanceled(stoppingToken);
        }
        catch (Exception problem)
        {
            _ready.TrySetException(problem);
            throw;
        }
    }

    // A journal that cannot be read just now is read again by the projector, and until then nothing is ready.
    private async Task CatchUpAsync(CancellationToken stoppingToken)
    {
        while (true)
        {
            try
            {
                await projector.WaitForAsync(journal.Position, stoppingToken);
                return;
            }
            catch (JournalUnavailableException)
            {
                // It is in the log already.
            }
        }
    }

    private void Set(bool serving)
    {
        health.Set("", serving);
        // Which services there are is known once the server has started, and not before.
        foreach (var service in services.GetRequiredService<DescriptorIndex>().ServiceNames)
            health.Set(service, serving);
    }
}
