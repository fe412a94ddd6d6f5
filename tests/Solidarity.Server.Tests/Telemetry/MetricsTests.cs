using System.Diagnostics.Metrics;
using System.Net;
using Grpc.Core;
using Grpc.Health.V1;
using Microsoft.Extensions.DependencyInjection;
using Solidarity.Server.Tests.Health;
using Solidarity.Server.Tests.Hosting;
using Solidarity.Server.Tests.Limits;
using Solidarity.Storage;
using Solidarity.Storage.Sqlite;
using Solidarity.Storage.Telemetry;
using static Solidarity.Server.Tests.Hosting.Story;
using HealthClient = Grpc.Health.V1.Health.HealthClient;
using ServingStatus = Grpc.Health.V1.HealthCheckResponse.Types.ServingStatus;

namespace Solidarity.Server.Tests.Telemetry;

/// <summary>What is served to operators, and what is not in it. All services of a process measure into the same
/// metrics, so nothing runs beside these tests.</summary>
[Collection(nameof(Alone))]
public sealed class MetricsTests
{
    private static readonly Uri AnyPort = new("http://127.0.0.1:0");

    /// <summary>What is only there once it has happened, and did not here.</summary>
    private static readonly MetricSpec[] OnlyOfEvents =
    [
        MetricCatalogue.RacesLost, MetricCatalogue.SnapshotsSkipped, MetricCatalogue.HeadsNotWritten,
        MetricCatalogue.PositionsBeyond, MetricCatalogue.ViewFaults, MetricCatalogue.AnswersTooLarge,
        MetricCatalogue.Faults, MetricCatalogue.LogRequestDuration, MetricCatalogue.ReplicaAge,
        MetricCatalogue.ReplicaLag, MetricCatalogue.MoneyInFlight, MetricCatalogue.NoticesSent,
        MetricCatalogue.NoticesFailed,
    ];

    [Fact]
    public async Task Every_metric_is_served_with_commands_by_outcome()
    {
        await using var server = await BegunAsync(change: WithMetrics);
        await Refused.ByAsync(server.Sections.PayOutAsync(new V1.PayOutRequest
        {
            RequestId = server.NewId(),
            Section = Joiners,
            Amount = Francs(1_000_000),
            Memo = "too much",
        }));
        await server.QuietAsync();

        var page = await PageAsync(server);

        var names = page.Samples.Select(sample => sample.Name).ToHashSet();
        foreach (var metric in MetricCatalogue.All.Except(OnlyOfEvents))
            names.ShouldContain(name => name.StartsWith(PrometheusName(metric)), metric.Name);
        const string count = "solidarity_command_duration_seconds_count";
        page.Sum(count, "solidarity_command_outcome", "accepted").ShouldBeGreaterThan(5);
        page.Sum(count, "error_type", "failed_precondition").ShouldBe(1);
        page.Sum(count, "solidarity_command_kind", "SectionsService/PayOut").ShouldBe(1);
        page.Sum("solidarity_journal_position").ShouldBe(
            server.Server.Services.GetRequiredService<IJournal>().Position);
        page.Sum("solidarity_service_ready").ShouldBe(1);
        page.Sum("solidarity_view_lag").ShouldBe(0);
        page.Sum("solidarity_journal_group_entries_sum").ShouldBeGreaterThan(10);
        page.Text.ShouldContain("orleans_");
        page.Text.ShouldContain("http_server_request_duration");
        page.Text.ShouldContain("dotnet_gc_");
    }

    [Fact]
    public async Task No_body_person_or_currency_of_a_stranger_is_in_any_metric()
    {
        await using var server = await BegunAsync(change: WithMetrics);
        await server.Sections.FoundSectionAsync(new V1.FoundSectionRequest
        {
            RequestId = server.NewId(),
            SectionId = "eve-invented",
            DisplayName = "Eve Invented",
            Kind = V1.SectionKind.Trade,
            Trade = "eve-trade",
            Locality = "Eveville",
            Country = "CH",
            Currencies = { new V1.Currency { CurrencyCode = "XTS", UnitsPerMajor = 7 } },
        });
        // Whatever path a stranger asks for.
        using var call = server.Channel.CreateCallInvoker().AsyncUnaryCall(
            new Method<string, string>(
                MethodType.Unary, "eve.v1.EveService", "Eve", Marshallers.StringMarshaller,
                Marshallers.StringMarshaller), null, new CallOptions(), "eve");
        await Should.ThrowAsync<RpcException>(async () => await call);
        await server.QuietAsync();

        var page = await PageAsync(server);

        var values = page.Samples.SelectMany(sample => sample.Labels.Values).Distinct().ToList();
        values.Count.ShouldBeGreaterThan(20);
        foreach (var name in new[] { "masons", "joiners", "geneva", "printers", "eve", "1868", "XTS" })
            values.ShouldNotContain(value => value.Contains(name, StringComparison.OrdinalIgnoreCase), name);
    }

    [Fact]
    public void Every_instrument_of_the_service_is_in_the_catalogue()
    {
        MetricCatalogue.All.Length.ShouldBeGreaterThan(25);
        MetricCatalogue.All.Select(metric => metric.Name).Distinct().Count().ShouldBe(MetricCatalogue.All.Length);
        MetricCatalogue.All.ShouldAllBe(metric => metric.Unit.Length > 0 && metric.Description.EndsWith('.'));
        var strangers = new List<string>();
        using var listener = new MeterListener
        {
            InstrumentPublished = (instrument, _) =>
            {
                if (instrument.Meter.Name == MetricCatalogue.MeterName && !MetricCatalogue.All.Any(metric =>
                    (metric.Name, metric.Unit, metric.Description)
                    == (instrument.Name, instrument.Unit, instrument.Description)))
                    strangers.Add(instrument.Name);
            },
        };
        listener.Start();
        strangers.ShouldBeEmpty();
    }

    [Fact]
    public async Task Operators_and_clients_have_addresses_of_their_own()
    {
        await using var server = await TestServer.StartAsync(change: WithMetrics);
        var metrics = server.Server.MetricsAddress!;
        using var client = new HttpClient();

        using var api = await client.GetAsync(new Uri(metrics, "/solidarity.v1.SectionsService/Deposit"));
        api.StatusCode.ShouldBe(HttpStatusCode.NotFound);
        using var plain = await client.GetAsync(new Uri(metrics, "/"));
        plain.StatusCode.ShouldBe(HttpStatusCode.NotFound);
        using var asked = new HttpRequestMessage(HttpMethod.Get, new Uri(server.Server.Address, "/metrics"))
        {
            Version = HttpVersion.Version20,
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
        };
        // A client may claim to have come to the other address.
        asked.Headers.Host = metrics.Authority;
        using var other = await client.SendAsync(asked);
        other.StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await other.Content.ReadAsStringAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task Without_being_asked_for_nothing_is_measured()
    {
        await using var server = await TestServer.StartAsync();
        server.Server.MetricsAddress.ShouldBeNull();
        server.Server.DashboardAddress.ShouldBeNull();
        server.Server.Services.GetService<OpenTelemetry.Metrics.MeterProvider>().ShouldBeNull();
    }

    [Fact]
    public async Task While_the_journal_cannot_be_written_the_service_is_alive_and_not_ready()
    {
        await using var server = await BegunAsync(change: WithMetrics);
        var journal = (SqliteJournal)server.Server.Services.GetRequiredService<IJournal>();
        using var watch = new HealthClient(server.Channel).Watch(
            new HealthCheckRequest(), cancellationToken: TestServer.Deadline());
        await watch.NextAsync(ServingStatus.Serving);
        (await ProbeAsync(server, "ready")).ShouldBe((HttpStatusCode.OK, "ready"));

        await server.QuietAsync();
        journal.LimitPages(1);
        var large = new V1.DepositRequest
        {
            Section = Joiners,
            Amount = Francs(1),
            Memo = new string('x', 1_000),
            Again = true,
        };
        await Should.ThrowAsync<RpcException>(async () =>
        {
            while (true)
            {
                large.RequestId = server.NewId();
                await server.Sections.DepositAsync(large);
            }
        });
        await watch.NextAsync(ServingStatus.NotServing);
        (await ProbeAsync(server, "ready")).ShouldBe(
            (HttpStatusCode.ServiceUnavailable, "the journal cannot be written; the log says why"));
        (await ProbeAsync(server, "live")).ShouldBe((HttpStatusCode.OK, "alive"));
        (await PageAsync(server)).Sum("solidarity_journal_writable").ShouldBe(0);

        journal.LimitPages(int.MaxValue);
        await watch.NextAsync(ServingStatus.Serving);
        (await ProbeAsync(server, "ready")).Status.ShouldBe(HttpStatusCode.OK);
        await server.Sections.DepositAsync(large);
        server.Log.Warnings.Count(line => line.Contains("cannot be written")).ShouldBe(1);
        server.Log.Warnings.Count(line => line.Contains("can be written again")).ShouldBe(1);
    }

    [Theory]
    [InlineData("http://0.0.0.0:0")]
    [InlineData("http://[::]:0")]
    [InlineData("https://127.0.0.1:0")]
    [InlineData("http://127.0.0.1:0/metrics")]
    public async Task Metrics_are_served_to_other_machines_only_on_purpose(string address)
    {
        await Should.ThrowAsync<ListenException>(
            TestServer.StartAsync(change: options => WithMetrics(options, new Uri(address))));
    }

    private static Task<TestServer> BegunAsync(Func<ServerOptions, ServerOptions> change) =>
        Story.BegunAsync(change: change);

    private static ServerOptions WithMetrics(ServerOptions options) => WithMetrics(options, AnyPort);

    private static ServerOptions WithMetrics(ServerOptions options, Uri address) =>
        options with { Telemetry = new TelemetryOptions { Metrics = address } };

    private static Task<MetricsPage> PageAsync(TestServer server) =>
        MetricsPage.ReadAsync(server.Server.MetricsAddress!, TestServer.Deadline());

    private static async Task<(HttpStatusCode Status, string Text)> ProbeAsync(TestServer server, string which)
    {
        using var client = new HttpClient();
        using var answer = await client.GetAsync(
            new Uri(server.Server.MetricsAddress!, $"/healthz/{which}"), TestServer.Deadline());
        return (answer.StatusCode, await answer.Content.ReadAsStringAsync());
    }

    private static string PrometheusName(MetricSpec metric) => metric.Name.Replace('.', '_');
}
