namespace Solidarity.Server;

/// <summary>What a server tells of itself, and to whom. Nothing, unless it is asked for.</summary>
public sealed record TelemetryOptions
{
    /// <summary>Where /metrics is read by Prometheus, and /healthz/ready and /healthz/live by whoever balances or
    /// restarts; <c>http</c>, an IP address and a port, 0 for a free one. Null: nowhere.</summary>
    public Uri? Metrics { get; init; }

    /// <summary>The collector that metrics, traces and logs are sent to by OTLP; null: none.</summary>
    public Uri? Otlp { get; init; }

    /// <summary>Where Orleans' Dashboard is shown, on a loopback address; null: nowhere.</summary>
    public Uri? Dashboard { get; init; }

    /// <summary>The variables of the environment by which OpenTelemetry is configured (<c>OTEL_...</c>).</summary>
    public IReadOnlyDictionary<string, string?> Variables { get; init; } = new Dictionary<string, string?>();
}
