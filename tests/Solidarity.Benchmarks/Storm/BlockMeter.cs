using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using Solidarity.Storage.Telemetry;

namespace Solidarity.Benchmarks.Storm;

/// <summary>Hears how large the blocks of the writer are and how long they take, while it is there.</summary>
internal sealed class BlockMeter : IDisposable
{
    private readonly MeterListener _listener = new();
    private readonly ConcurrentBag<double> _answers = [];
    private readonly ConcurrentBag<double> _seconds = [];

    public BlockMeter()
    {
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (instrument.Meter.Name == MetricCatalogue.MeterName
                && (instrument.Name == MetricCatalogue.GroupEntries.Name
                    || instrument.Name == MetricCatalogue.GroupDuration.Name))
                listener.EnableMeasurementEvents(instrument);
        };
        _listener.SetMeasurementEventCallback<double>((instrument, value, _, _) =>
            (instrument.Name == MetricCatalogue.GroupEntries.Name ? _answers : _seconds).Add(value));
        _listener.Start();
    }

    /// <summary>Answers in a block, on the average.</summary>
    public double MeanAnswers => _answers.Average();

    /// <summary>From the begin of a block until it is in the log and in the writer's replica, in milliseconds.
    /// </summary>
    public double P50Ms => At(0.5);

    /// <inheritdoc cref="P50Ms"/>
    public double P99Ms => At(0.99);

    public void Dispose() => _listener.Dispose();

    private double At(double share)
    {
        var sorted = _seconds.Order().ToArray();
        return sorted[(int)(share * (sorted.Length - 1))] * 1e3;
    }
}
