using Solidarity.Storage.Tests.Node;

namespace Solidarity.Protocol.Tests.GrpcJs;

/// <summary>
/// Our services as an independent client sees them: @grpc/grpc-js, which shares no code with the official .NET client.
/// The scenarios are in grpc-js/.
/// </summary>
public sealed class GrpcJsTests(GrpcJsRun run) : IClassFixture<GrpcJsRun>
{
    private static readonly string[] Scenarios =
    [
        "what is founded can be read back",
        "the same request twice has one answer",
        "a refusal has details",
        "a bad field is named",
        "a board is watched",
        "a watch ends at its deadline",
        "a watch is cancelled",
        "unknown method",
        "request over the limit",
        "health of the server",
        "health of a service",
        "health of an unknown service",
        "health watched",
        "reflection v1 lists the services",
        "reflection v1 does not find what is unknown",
        "a client made from reflection v1 alone can call",
        "reflection v1alpha lists the services",
        "reflection v1alpha does not find what is unknown",
        "a client made from reflection v1alpha alone can call",
        "gzip by the client",
        "deflate by the client",
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
