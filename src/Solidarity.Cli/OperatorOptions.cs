using System.Collections;
using System.CommandLine;
using Solidarity.Commands.CommandLine;
using Solidarity.Server;

namespace Solidarity.Cli;

/// <summary>What the service tells those who run it: metrics, probes, traces, logs, and Orleans' Dashboard.</summary>
internal sealed class OperatorOptions
{
    private const string OtlpVariable = "OTEL_EXPORTER_OTLP_ENDPOINT";

    private readonly Option<string?> _metrics = Options.Text("--metrics", "URL",
        "Serve metrics for Prometheus at /metrics of this address, and the probes /healthz/ready and /healthz/live.");

    private readonly Option<string?> _otlp = Options.Text("--otlp", "URL",
        $"Send metrics, traces and logs to this collector by OTLP, as http://127.0.0.1:4317 (default: the variable "
        + $"{OtlpVariable}). Other variables OTEL_... count, too.");

    private readonly Option<string?> _dashboard = Options.Text("--dashboard", "URL",
        "Show Orleans' Dashboard at this address, which must be one of this machine alone.");

    public void AddTo(Command command)
    {
        command.Add(_metrics);
        command.Add(_otlp);
        command.Add(_dashboard);
    }

    public TelemetryOptions Read(ParseResult parsed)
    {
        var variables = Environment.GetEnvironmentVariables().Cast<DictionaryEntry>()
            .Where(variable => ((string)variable.Key).StartsWith("OTEL_", StringComparison.Ordinal))
            .ToDictionary(variable => (string)variable.Key, variable => (string?)variable.Value);
        var otlp = AddressOf(_otlp, parsed.GetValue(_otlp) ?? variables.GetValueOrDefault(OtlpVariable));
        if (otlp is { Scheme: not ("http" or "https") })
            throw UsageException.Malformed("otlp", $"\"{otlp}\" is no address such as http://127.0.0.1:4317");
        return new TelemetryOptions
        {
            Metrics = AddressOf(_metrics, parsed.GetValue(_metrics)),
            Otlp = otlp,
            Dashboard = AddressOf(_dashboard, parsed.GetValue(_dashboard)),
            Variables = variables,
        };
    }

    private static Uri? AddressOf(Option<string?> option, string? text) =>
        text is not { Length: > 0 } ? null
        : Uri.TryCreate(text, UriKind.Absolute, out var address) ? address
        : throw UsageException.Malformed(
            Options.FieldOf(option), $"\"{text}\" is no address such as http://127.0.0.1:9464");
}
