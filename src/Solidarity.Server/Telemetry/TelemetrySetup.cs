using System.Reflection;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using OpenTelemetry;
using OpenTelemetry.Exporter;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;
using Solidarity.Storage.Telemetry;

namespace Solidarity.Server.Telemetry;

/// <summary>Puts OpenTelemetry into the service: its own metrics, those of Orleans, ASP.NET Core and .NET; traces of
/// calls through the grains; and the log. Where nothing is asked for nothing is put in.</summary>
internal static class TelemetrySetup
{
    /// <summary>The share of calls that are traced, where OTEL_TRACES_SAMPLER says nothing else. The caller does not
    /// decide: a stranger who asks for traces could have each call cost as much as two.</summary>
    public const double TracedShare = 0.01;

    private const string OrleansMeter = "Microsoft.Orleans";
    private const string OrleansSources = "Microsoft.Orleans.*";

    /// <param name="isOperators">Whether a request is an operator's, and no call to be traced.</param>
    public static void AddTelemetry(
        this WebApplicationBuilder builder, TelemetryOptions options, Func<HttpContext, bool> isOperators)
    {
        if (options.Metrics is null && options.Otlp is null)
            return;
        builder.Configuration.AddInMemoryCollection(options.Variables);
        builder.Services.AddSingleton<MoneyGauges>().AddHostedService<ServiceGauges>();
        var telemetry = builder.Services.AddOpenTelemetry()
            .ConfigureResource(resource => resource
                .AddService("solidarity", serviceVersion: Version)
                // What comes later counts, and the operator's name for it counts more than ours.
                .AddEnvironmentVariableDetector())
            .WithMetrics(metrics => AddMetrics(metrics, options));
        if (options.Otlp is not { } collector)
            return;
        builder.UseOrleans(silo => silo.AddActivityPropagation());
        telemetry.WithTracing(traces => AddTraces(traces, options, isOperators));
        telemetry.WithLogging(_ => { }, log => log.IncludeFormattedMessage = true);
        telemetry.UseOtlpExporter(ProtocolOf(options), collector);
    }

    private static string? Version => typeof(TelemetrySetup).Assembly
        .GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion;

    private static void AddMetrics(MeterProviderBuilder metrics, TelemetryOptions options)
    {
        metrics.AddMeter(MetricCatalogue.MeterName, OrleansMeter)
            .AddAspNetCoreInstrumentation()
            .AddRuntimeInstrumentation();
        if (options.Metrics is not null)
            metrics.AddPrometheusExporter();
    }

    private static void AddTraces(
        TracerProviderBuilder traces, TelemetryOptions options, Func<HttpContext, bool> isOperators)
    {
        traces.AddSource(OrleansSources)
            .AddAspNetCoreInstrumentation(calls => calls.Filter = context => !isOperators(context));
        if (!options.Variables.ContainsKey("OTEL_TRACES_SAMPLER"))
            traces.SetSampler(new TraceIdRatioBasedSampler(TracedShare));
    }

    private static OtlpExportProtocol ProtocolOf(TelemetryOptions options) =>
        options.Variables.GetValueOrDefault("OTEL_EXPORTER_OTLP_PROTOCOL") == "http/protobuf"
            ? OtlpExportProtocol.HttpProtobuf
            : OtlpExportProtocol.Grpc;
}
