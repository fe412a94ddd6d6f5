using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Diagnostics.HealthChecks;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;
using Orleans.Dashboard;
using Solidarity.Server.Health;

namespace Solidarity.Server.Telemetry;

/// <summary>What operators read: metrics and probes on one address, Orleans' Dashboard on another.</summary>
/// <param name="metrics">Null: not served.</param>
/// <param name="dashboard">Null: not served; a loopback address, for it asks nobody who they are.</param>
internal sealed class OperatorPages(IPEndPoint? metrics, IPEndPoint? dashboard)
{
    private readonly OperatorEndpoint? _metrics = metrics is null ? null : new OperatorEndpoint(metrics);
    private readonly OperatorEndpoint? _dashboard = dashboard is null ? null : new OperatorEndpoint(dashboard);

    public void Listen(KestrelServerOptions kestrel)
    {
        _metrics?.Listen(kestrel);
        _dashboard?.Listen(kestrel);
    }

    /// <summary>Whether a request came in on one of the two.</summary>
    public bool IsOperators(HttpContext context) =>
        _metrics?.IsHere(context) is true || _dashboard?.IsHere(context) is true;

    public void Add(WebApplicationBuilder builder)
    {
        if (_dashboard is not null)
            builder.UseOrleans(silo => silo.AddDashboard());
    }

    /// <summary>Comes before what all others are served.</summary>
    public void Serve(IApplicationBuilder app)
    {
        _metrics?.Serve(app, ServeMetrics);
        _dashboard?.Serve(app, ServeDashboard);
    }

    private static void ServeMetrics(IApplicationBuilder branch)
    {
        branch.UseOpenTelemetryPrometheusScrapingEndpoint();
        branch.UseHealthChecks("/healthz/ready", Check(check => check.Name == Readiness.Name));
        // That it answers says that it lives; what keeps it from serving does not go away by a restart.
        branch.UseHealthChecks("/healthz/live", Check(_ => false));
    }

    private static HealthCheckOptions Check(Func<HealthCheckRegistration, bool> which) => new()
    {
        Predicate = which,
        ResponseWriter = (context, report) => context.Response.WriteAsync(string.Join("; ",
            report.Entries.Values.Select(entry => entry.Description ?? "ready").DefaultIfEmpty("alive"))),
    };

    private static void ServeDashboard(IApplicationBuilder branch)
    {
        branch.Use(next => context => IsLocalName(context.Request.Host.Host) ? next(context) : Refuse(context));
        branch.UseRouting();
        branch.UseEndpoints(endpoints => endpoints.MapOrleansDashboard());
    }

    // A page from elsewhere can have its name lead here, and a browser would let it read what it finds.
    private static bool IsLocalName(string host) => host == "localhost"
        || (IPAddress.TryParse(host.Trim('[', ']'), out var address) && IPAddress.IsLoopback(address));

    private static Task Refuse(HttpContext context)
    {
        context.Response.StatusCode = StatusCodes.Status421MisdirectedRequest;
        return Task.CompletedTask;
    }
}
