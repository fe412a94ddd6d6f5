using System.Diagnostics.Metrics;

namespace Solidarity.Storage.Tests;

/// <summary>Adds up what a counter of the journal counts while it lives; other tests of the process may count too.
/// </summary>
internal sealed class Counted : IDisposable
{
    private readonly MeterListener _listener = new();
    private long _sum;

    internal Counted(string instrument)
    {
        _listener.InstrumentPublished = (published, listener) =>
        {
            if (published.Meter.Name == "Solidarity" && published.Name == instrument)
                listener.EnableMeasurementEvents(published);
        };
        _listener.SetMeasurementEventCallback<long>((_, value, _, _) => Interlocked.Add(ref _sum, value));
        _listener.Start();
    }

    internal long Sum => Interlocked.Read(ref _sum);

    public void Dispose() => _listener.Dispose();
}
