using System.Diagnostics.Metrics;
using Solidarity.Domain.Money;
using Solidarity.Grains.Hosting;
using Solidarity.Storage.Telemetry;
using Solidarity.Views.Boards;
using Solidarity.Views.Worlds;

namespace Solidarity.Server.Telemetry;

/// <summary>Measures the money of all bodies together, on a snapshot and at most once in <see cref="Fresh"/>, however
/// often anybody asks: it looks at every treasury.</summary>
internal sealed class MoneyGauges
{
    private static readonly TimeSpan Fresh = TimeSpan.FromSeconds(30);

    private readonly Projector _projector;
    private readonly TimeProvider _time;
    private readonly Lock _gate = new();
    private MoneySurvey? _survey;
    private long _at;

    public MoneyGauges(Projector projector, [BooksTime] TimeProvider time) => (_projector, _time) = (projector, time);

    public void Observe(Meter meter)
    {
        MetricCatalogue.MoneyInFlight.Observe(meter, InFlight);
        MetricCatalogue.TransfersInFlight.Observe(meter, () => BySpan(Survey().Transfers));
        MetricCatalogue.TransfersStuck.Observe(meter, () => Survey().Stuck);
        MetricCatalogue.HoldsNearExpiry.Observe(meter, () => BySpan(Survey().Expiring));
    }

    // Sums of currencies that are measured together would say nothing.
    private IEnumerable<Measurement<double>> InFlight() => Survey().InFlight
        .Where(sum => Currencies.IsOfToday(sum.Key.Currency))
        .Select(sum => new Measurement<double>(
            (double)sum.Value / sum.Key.Currency.UnitsPerMajor,
            new(MetricCatalogue.Label.Currency, sum.Key.Currency.Code), Span(sum.Key.Age)));

    private static IEnumerable<Measurement<long>> BySpan(IEnumerable<KeyValuePair<TimeSpan, long>> counts) =>
        counts.Select(count => new Measurement<long>(count.Value, Span(count.Key)));

    private static KeyValuePair<string, object?> Span(TimeSpan span) => new(MetricCatalogue.Label.Span,
        span == TimeSpan.MaxValue ? "older"
        : span < TimeSpan.FromHours(1) ? $"{(int)span.TotalMinutes}m"
        : span < TimeSpan.FromDays(1) ? $"{(int)span.TotalHours}h"
        : $"{(int)span.TotalDays}d");

    private MoneySurvey Survey()
    {
        lock (_gate)
        {
            if (_survey is null || TimeProvider.System.GetElapsedTime(_at) >= Fresh)
                (_survey, _at) = (MoneySurvey.Of(_projector.Current, _time.GetUtcNow()), Stopwatch.GetTimestamp());
            return _survey;
        }
    }
}
