using System.Diagnostics.Metrics;
using Solidarity.Storage.Telemetry;

namespace Solidarity.Views.Boards;

/// <summary>A row of a view that could not be made.</summary>
/// <param name="View">Which list or board: "graph".</param>
/// <param name="Row">What the row is of.</param>
public sealed record ViewFault(string View, string Row, Exception Problem);

/// <summary>
/// Makes the rows of all lists and boards. A row that throws is shown as faulty, and the rest as usual: one body whose
/// state nobody foresaw must not hide all others. Each fault is counted.
/// </summary>
public static class Rows
{
    /// <summary>What a faulty row says.</summary>
    public const string Fault = "The service cannot show this through a fault of its own. Its log says more.";

    private static readonly Counter<long> Faults =
        MetricCatalogue.ViewFaults.Counter(new Meter(MetricCatalogue.MeterName));

    /// <summary>Hears of each fault; is called from any thread.</summary>
    public static event Action<ViewFault>? Failed;

    /// <param name="name">What the row is of; for the log.</param>
    /// <param name="faulty">The row where <paramref name="make"/> threw.</param>
    public static IEnumerable<TRow> Of<T, TRow>(
        string view, IEnumerable<T> items, Func<T, string> name, Func<T, TRow> make, Func<T, TRow> faulty) =>
        items.Select(item => One(view, item, name, make, faulty));

    public static TRow One<T, TRow>(
        string view, T item, Func<T, string> name, Func<T, TRow> make, Func<T, TRow> faulty)
    {
        try
        {
            return make(item);
        }
        catch (Exception problem) when (problem is not OperationCanceledException)
        {
            Faults.Add(1, new KeyValuePair<string, object?>(MetricCatalogue.Label.View, view));
            Failed?.Invoke(new ViewFault(view, name(item), problem));
            return faulty(item);
        }
    }
}
