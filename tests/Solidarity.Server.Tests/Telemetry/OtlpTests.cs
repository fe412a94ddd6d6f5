using System.Text;
using Solidarity.Server.Tests.Hosting;
using Solidarity.Server.Tests.Limits;

namespace Solidarity.Server.Tests.Telemetry;

/// <summary>What a collector is sent.</summary>
[Collection(nameof(Alone))]
public sealed class OtlpTests
{
    [Fact]
    public async Task Metrics_traces_and_the_log_reach_a_collector()
    {
        await using var collector = await Collector.StartAsync();
        var server = await Story.BegunAsync(change: options => options with
        {
            Telemetry = new TelemetryOptions
            {
                Otlp = collector.Address,
                Variables = new Dictionary<string, string?>
                {
                    ["OTEL_EXPORTER_OTLP_PROTOCOL"] = "http/protobuf",
                    ["OTEL_SERVICE_NAME"] = "fund-of-a-test",
                    ["OTEL_TRACES_SAMPLER"] = "always_on",
                    ["OTEL_RESOURCE_ATTRIBUTES"] = "deployment.environment.name=in-a-test",
                },
            },
        });
        var resuming = server.Strikes.WatchBoard(
            new V1.WatchBoardRequest { Name = Story.Strike, AfterPosition = 1_000_000 },
            cancellationToken: TestServer.Deadline());
        (await Refused.ByCallAsync(() => resuming.ResponseStream.MoveNext(TestServer.Deadline())))
            .Reason.ShouldBe("JOURNAL_BEHIND");
        // What has not been sent is sent at the end.
        await server.DisposeAsync();

        TextOf(collector, "/v1/metrics").ShouldContain("solidarity.command.duration");
        var traces = TextOf(collector, "/v1/traces");
        traces.ShouldContain("SectionsService/Deposit");
        traces.ShouldContain("Microsoft.Orleans");
        TextOf(collector, "/v1/logs").ShouldContain("1000000");
        foreach (var path in new[] { "/v1/metrics", "/v1/traces", "/v1/logs" })
        {
            TextOf(collector, path).ShouldContain("in-a-test", Case.Sensitive, path);
            TextOf(collector, path).ShouldContain("fund-of-a-test", Case.Sensitive, path);
        }
    }

    private static string TextOf(Collector collector, string path) => string.Concat(
        collector.Received.Where(sent => sent.Path == path).Select(sent => Encoding.Latin1.GetString(sent.Body)));
}
