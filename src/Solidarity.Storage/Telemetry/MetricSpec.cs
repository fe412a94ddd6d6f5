using System.Diagnostics.Metrics;

namespace Solidarity.Storage.Telemetry;

/// <summary>A metric of the service. All of them stand in <see cref="MetricCatalogue"/>.</summary>
/// <param name="Name">By OpenTelemetry's conventions; Prometheus sees it with underscores, and with the unit.</param>
/// <param name="Unit">As UCUM writes it; what is counted stands in braces.</param>
/// <param name="Description">What it says, in one sentence.</param>
public sealed record MetricSpec(string Name, string Unit, string Description)
{
    /// <summary>The upper bounds of a histogram's buckets; empty for other metrics.</summary>
    public ImmutableArray<double> Buckets { get; init; } = [];

    public Counter<long> Counter(Meter meter) => Checked(meter).CreateCounter<long>(Name, Unit, Description);

    public Histogram<double> Histogram(Meter meter) => Checked(meter).CreateHistogram(
        Name, Unit, Description, tags: null,
        new InstrumentAdvice<double> { HistogramBucketBoundaries = Buckets.AsSpan().ToArray() });

    public void Observe(Meter meter, Func<long> value) =>
        Checked(meter).CreateObservableGauge(Name, value, Unit, Description);

    public void Observe(Meter meter, Func<double> value) =>
        Checked(meter).CreateObservableGauge(Name, value, Unit, Description);

    public void Observe(Meter meter, Func<IEnumerable<Measurement<double>>> values) =>
        Checked(meter).CreateObservableGauge(Name, values, Unit, Description);

    public void Observe(Meter meter, Func<IEnumerable<Measurement<long>>> values) =>
        Checked(meter).CreateObservableGauge(Name, values, Unit, Description);

    private static Meter Checked(Meter meter)
    {
        ArgumentNullException.ThrowIfNull(meter);
        return meter;
    }
}
