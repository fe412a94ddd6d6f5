using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;
using Solidarity.Storage;
using Solidarity.Views.Worlds;

namespace Solidarity.Server.Health;

/// <summary>Healthy when the server listens and the read models have caught up with the journal as it was then, until
/// it begins to stop, and but for the time that the journal cannot be written. The server and each of its services are
/// SERVING for so long.</summary>
internal sealed class Readiness(IJournal journal, Projector projector, IHostApplicationLifetime lifetime)
    : BackgroundService, IHealthCheck
{
    public const string Name = "readiness";

    private readonly TaskCompletionSource _ready = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Completes when everything listens and all is read; fails where that cannot be.</summary>
    public Task Ready => _ready.Task;

    /// <summary>Why it is not ready, in a few words; null where it is.</summary>
    public string? WhyNot =>
        lifetime.ApplicationStopping.IsCancellationRequested ? "stopping"
        : !_ready.Task.IsCompletedSuccessfully ? "reading the journal"
        : journal.WriteProblem is not null ? "the journal cannot be written; the log says why"
        : null;

    public Task<HealthCheckResult> CheckHealthAsync(
        HealthCheckContext context, CancellationToken cancellationToken = default) =>
        Task.FromResult(WhyNot is { } problem ? HealthCheckResult.Unhealthy(problem) : HealthCheckResult.Healthy());

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            var started = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            using var onStarted = lifetime.ApplicationStarted.Register(() => started.TrySetResult());
            await started.Task.WaitAsync(stoppingToken);
            await projector.CatchUpAsync(stoppingToken);
            _ready.TrySetResult();
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
}
