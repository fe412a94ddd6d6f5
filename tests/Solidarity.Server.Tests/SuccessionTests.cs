using Grpc.Core;
using Solidarity.Server.Tests.Hosting;

namespace Solidarity.Server.Tests;

/// <summary>A federation that is dissolved, over gRPC: what is malformed, what is refused, and how it goes.</summary>
public sealed class SuccessionTests
{
    private const string Romande = "federations/romande";
    private const string Geneva = "federations/geneva";
    private const string Congress = "congress of 4 April 1870";

    [Fact]
    public async Task What_makes_no_sense_is_refused_with_the_fields_name()
    {
        await using var server = await TestServer.StartAsync();

        await MalformedAsync(server.Successions.AnnounceSuccessionAsync(new()
        {
            RequestId = server.NewId(),
            Federation = Romande,
            Authority = Congress,
        }), "successors");
        await MalformedAsync(server.Successions.AnnounceSuccessionAsync(new()
        {
            RequestId = server.NewId(),
            Federation = Romande,
            Successors = { Geneva, "sections/masons" },
            Authority = Congress,
        }), "successors[1]");
        await MalformedAsync(server.Successions.AnnounceSuccessionAsync(new()
        {
            RequestId = server.NewId(),
            Federation = Romande,
            Successors = { Geneva },
            Proposals = { new V1.SuccessionProposal { Member = "strikes/x", Successor = Geneva } },
            Authority = Congress,
        }), "proposals[0].member");
        await MalformedAsync(server.Successions.AgreeToSucceedAsync(new()
        {
            RequestId = server.NewId(),
            Federation = Geneva,
            Predecessor = Romande,
        }), "authority");
        await MalformedAsync(server.Successions.MoveMemberAsync(new()
        {
            RequestId = server.NewId(),
            Member = "strikes/x",
            From = Romande,
            To = Geneva,
            Authority = Congress,
        }), "member");
        await MalformedAsync(server.Successions.HandOverDuesAsync(new()
        {
            RequestId = server.NewId(),
            Federation = Romande,
            Successor = Geneva,
        }), "amount");
        await MalformedAsync(server.Successions.HandOverCollectionAsync(new()
        {
            RequestId = server.NewId(),
            Name = Romande,
            Successor = Geneva,
        }), "name");
        await MalformedAsync(server.Successions.DissolveFederationAsync(new()
        {
            RequestId = "1",
            Federation = Romande,
        }), "request_id");
    }

    [Fact]
    public async Task A_federation_that_lives_has_nothing_open_and_one_without_members_is_dissolved_at_once()
    {
        await using var server = await TestServer.StartAsync();
        await FoundAsync(server, "romande");
        await FoundAsync(server, "geneva");

        (await GetAsync(server, Romande)).Stage.ShouldBe(V1.FederationStage.Living);
        await RefusedAsync(server.Successions.DissolveFederationAsync(new()
        {
            RequestId = server.NewId(),
            Federation = Romande,
        }), "NO_SUCCESSION");

        await AnnounceAsync(server);
        await server.QuietAsync();
        var announced = await GetAsync(server, Romande);
        announced.Stage.ShouldBe(V1.FederationStage.Dissolving);
        announced.Open.Select(matter => matter.Kind).ShouldBe(
            [V1.OpenMatterKind.NoneAgreed, V1.OpenMatterKind.Unanswered]);
        await RefusedAsync(server.Successions.DissolveFederationAsync(new()
        {
            RequestId = server.NewId(),
            Federation = Romande,
        }), "SUCCESSION_OPEN");

        await server.Successions.AgreeToSucceedAsync(new()
        {
            RequestId = server.NewId(),
            Federation = Geneva,
            Predecessor = Romande,
            Authority = Congress,
        });
        await server.QuietAsync();
        (await GetAsync(server, Romande)).OpenTotal.ShouldBe(0);
        await server.Successions.DissolveFederationAsync(new() { RequestId = server.NewId(), Federation = Romande });
        await server.QuietAsync();

        var gone = await server.Federations.GetFederationAsync(new() { Name = Romande });
        (gone.Stage, gone.Successors.Single()).ShouldBe((V1.FederationStage.Dissolved, Geneva));
        var successor = await GetAsync(server, Geneva);
        successor.Predecessors.Single().Status.ShouldBe(V1.PredecessorStatus.Dissolved);
        successor.Predecessors.Single().Closing.BookHash.ShouldBe((await GetAsync(server, Romande)).Closing.BookHash);
        await RefusedAsync(server.Federations.AskAffiliationAsync(new()
        {
            RequestId = server.NewId(),
            Member = Romande,
            Federation = Geneva,
        }), "FEDERATION_DISSOLVED");
    }

    [Fact]
    public async Task The_same_announcement_sent_again_counts_once()
    {
        await using var server = await TestServer.StartAsync();
        await FoundAsync(server, "romande");
        var request = Announcement(server);

        var first = await server.Successions.AnnounceSuccessionAsync(request);
        var again = await server.Successions.AnnounceSuccessionAsync(request);

        again.Position.ShouldBe(first.Position);
    }

    private static async Task FoundAsync(TestServer server, string id) =>
        await server.Federations.FoundFederationAsync(new()
        {
            RequestId = server.NewId(),
            FederationId = id,
            DisplayName = id,
            Level = V1.Level.Local,
            Country = "CH",
        });

    private static V1.AnnounceSuccessionRequest Announcement(TestServer server) => new()
    {
        RequestId = server.NewId(),
        Federation = Romande,
        Successors = { Geneva },
        Authority = Congress,
    };

    private static async Task AnnounceAsync(TestServer server) =>
        await server.Successions.AnnounceSuccessionAsync(Announcement(server));

    private static async Task<V1.Succession> GetAsync(TestServer server, string federation) =>
        await server.Successions.GetSuccessionAsync(new() { Federation = federation });

    private static async Task MalformedAsync<T>(AsyncUnaryCall<T> call, string field) =>
        (await Refused.ByAsync(call)).ShouldSay(StatusCode.InvalidArgument, "MALFORMED", field);

    private static async Task RefusedAsync<T>(AsyncUnaryCall<T> call, string reason) =>
        (await Refused.ByAsync(call)).ShouldSay(StatusCode.FailedPrecondition, reason);
}
