using System.Diagnostics.Metrics;
using Microsoft.Extensions.Hosting;
using Solidarity.Grains.Delivery;
using Solidarity.Server.Health;
using Solidarity.Storage;
using Solidarity.Storage.Telemetry;
using Solidarity.Views.Worlds;

namespace Solidarity.Server.Telemetry;

/// <summary>What is measured whenever somebody asks: how far each part of the service has come, and how much waits.
/// It is there only where somebody may ask.</summary>
internal sealed class ServiceGauges : IHostedService, IDisposable
{
    private readonly Meter _meter = new(MetricCatalogue.MeterName);

    public ServiceGauges(
        IJournal journal, Projector projector, Dispatcher dispatcher, Alarms alarms, Readiness readiness,
        MoneyGauges money)
    {
        MetricCatalogue.Ready.Observe(_meter, () => readiness.WhyNot is null ? 1L : 0);
        MetricCatalogue.JournalPosition.Observe(_meter, () => journal.Position);
        MetricCatalogue.JournalWritable.Observe(_meter, () => journal.WriteProblem is null ? 1L : 0);
        MetricCatalogue.ViewLag.Observe(_meter, () => Math.Max(0, journal.Position - projector.Position));
        MetricCatalogue.MessagesUnderWay.Observe(_meter, () => (long)dispatcher.Load().UnderWay);
        MetricCatalogue.MessagesWaiting.Observe(_meter, () => dispatcher.Load().Waiting);
        MetricCatalogue.MessageAge.Observe(_meter, () => dispatcher.Load().Oldest?.TotalSeconds ?? 0);
        MetricCatalogue.AlarmsDue.Observe(_meter, () => (long)alarms.Load().Due);
        MetricCatalogue.AlarmAge.Observe(_meter, () => alarms.Load().Oldest.TotalSeconds);
        MetricCatalogue.NoticesWaiting.Observe(_meter, () => (long)projector.Current.Notices.All.Count);
        money.Observe(_meter);
        if (journal.Following is null)
            return;
        MetricCatalogue.ReplicaLag.Observe(_meter, () => journal.Following?.Behind ?? 0);
        MetricCatalogue.ReplicaAge.Observe(_meter, () => journal.Following?.WholeSince.TotalSeconds ?? 0);
    }

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public void Dispose() => _meter.Dispose();
}
