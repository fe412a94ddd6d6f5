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
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            var started = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            using var onStarted = lifetime.ApplicationStarted.Register(started.SetResult);
            await started.Task.WaitAsync(stoppingToken);
            await projector.WaitForAsync(journal.Position, stoppingToken);
            using var onStopping = lifetime.ApplicationStopping.Register(() => Set(false));
            Set(true);
            await Task.Delay(Timeout.InfiniteTimeSpan, stoppingToken);
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
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
