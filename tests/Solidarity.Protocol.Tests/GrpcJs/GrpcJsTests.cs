namespace Solidarity.Protocol.Tests.GrpcJs;

/// <summary>
/// The server as an independent client sees it: @grpc/grpc-js, which shares no code with the official .NET client. The
/// scenarios are in grpc-js/.
/// </summary>
public sealed class GrpcJsTests(GrpcJsRun run) : IClassFixture<GrpcJsRun>
{
    private static readonly string[] Scenarios =
    [
        "unary",
        "client streaming",
        "server streaming",
        "bidirectional streaming takes turns",
        "a large message in many frames",
        "deadline",
        "cancellation",
        "status with details",
        "status with details after messages",
        "unknown method",
        "request over the limit",
        "metadata as headers",
        "metadata as trailers",
        "health of the server",
        "health of an unknown service",
        "health watched",
        "reflection lists the services",
        "reflection does not find what is unknown",
        "a client made from reflection alone can call",
        "gzip both ways",
        "deflate both ways",
        "gzip in the frames",
        "deflate in the frames",
    ];

    public static TheoryData<string> EachScenario() => new(Scenarios);

    [NodeTheory]
    [MemberData(nameof(EachScenario))]
    public void An_independent_client_is_served(string scenario)
    {
        var result = run.Result(scenario);

        result.Ok.ShouldBeTrue(result.Error);
    }

    [NodeFact]
    public void No_scenario_is_forgotten() => run.Names.ShouldBe(Scenarios);
}
