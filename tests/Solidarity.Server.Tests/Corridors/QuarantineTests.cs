using Grpc.Core;
using Solidarity.Server.Tests.Hosting;
using static Solidarity.Server.Tests.Hosting.Story;

namespace Solidarity.Server.Tests.Corridors;

/// <summary>Neighbours that are seized or silent, over the wire.</summary>
public sealed class QuarantineTests
{
    private const string Reason = "seized by the police";

    [Fact]
    public async Task Money_goes_round_a_quarantined_hub_and_straight_through_it_again_later()
    {
        await using var server = await BegunAsync();
        await server.FoundFederationAsync("detour");
        await server.OpenAsync(Joiners, "federations/detour", terms: new() { FeeMinorUnits = 100 });
        await server.OpenAsync("federations/detour", Masons);
        await server.Corridors.QuarantineNeighbourAsync(Quarantine(server, Joiners, Geneva));

        (await SentAsync(server, "p-1")).ShouldBe(["federations/detour", Masons]);
        var corridors = (await server.Corridors.ListCorridorsAsync(new() { Body = Geneva })).Corridors;
        corridors.Single(c => c.From == Joiners).QuarantinedBy.ShouldBe(Joiners);
        corridors.Single(c => c.To == Joiners).QuarantinedBy.ShouldBe(Joiners);
        corridors.Single(c => c.From == Printers).QuarantinedBy.ShouldBeEmpty();

        await server.Corridors.LiftQuarantineAsync(
            new() { RequestId = server.NewId(), Body = Joiners, Neighbour = Geneva });
        (await SentAsync(server, "p-2")).ShouldBe([Geneva, Masons]);
    }

    [Fact]
    public async Task A_quarantine_counts_once_and_is_refused_where_it_makes_no_sense()
    {
        await using var server = await BegunAsync();
        var request = Quarantine(server, Joiners, Geneva);
        var reply = await server.Corridors.QuarantineNeighbourAsync(request);
        (await server.Corridors.QuarantineNeighbourAsync(request)).ShouldBe(reply);
        await server.Corridors.QuarantineNeighbourAsync(Quarantine(server, Joiners, Geneva));

        var other = Quarantine(server, Joiners, Geneva);
        other.Reason = "silent";
        (await Refused.ByAsync(server.Corridors.QuarantineNeighbourAsync(other)))
            .ShouldSay(StatusCode.AlreadyExists, "QUARANTINED_ALREADY");
        (await Refused.ByAsync(server.Corridors.QuarantineNeighbourAsync(Quarantine(server, Joiners, Printers))))
            .ShouldSay(StatusCode.FailedPrecondition, "NOT_A_NEIGHBOUR");
        (await Refused.ByAsync(server.Corridors.LiftQuarantineAsync(
            new() { RequestId = server.NewId(), Body = Masons, Neighbour = Geneva })))
            .ShouldSay(StatusCode.FailedPrecondition, "NOT_QUARANTINED");
        (await Refused.ByAsync(server.Corridors.QuarantineNeighbourAsync(
            new() { RequestId = server.NewId(), Body = "geneva", Neighbour = "nobody" })))
            .ShouldSay(StatusCode.InvalidArgument, "MALFORMED", "body", "neighbour", "reason");
        string[] noHops = ["p-1", "transfers/p-1/hops/0-1", "transfers/p-1/hops/1", "transfers/p-1/hops/1-0"];
        foreach (var hop in noHops)
            (await Refused.ByAsync(server.Corridors.ConfirmClaimAsync(
                new() { RequestId = server.NewId(), Body = Geneva, Hop = hop })))
                .ShouldSay(StatusCode.InvalidArgument, "MALFORMED", "hop");
        (await Refused.ByAsync(server.Corridors.ConfirmClaimAsync(
            new() { RequestId = server.NewId(), Body = Geneva, Hop = "transfers/p-1/hops/1-1" })))
            .ShouldSay(StatusCode.NotFound, "UNKNOWN_CLAIM");
    }

    private static V1.QuarantineNeighbourRequest Quarantine(TestServer server, string body, string neighbour) => new()
    {
        RequestId = server.NewId(),
        Body = body,
        Neighbour = neighbour,
        Reason = Reason,
    };

    /// <summary>Sends 20 francs of the joiners; whom they went through.</summary>
    private static async Task<string[]> SentAsync(TestServer server, string id)
    {
        var pledge = server.PledgeOf(Joiners, id, 20);
        pledge.HonourNow = true;
        await server.Pledges.PledgeAsync(pledge);
        await server.QuietAsync();
        var transfer = (await server.Transfers.ListTransfersAsync(new() { Source = Joiners })).Transfers
            .Single(transfer => transfer.ToStrikeFund.AidId == id);
        transfer.Phase.ShouldBe(V1.TransferPhase.Settled);
        return [.. transfer.Travelled.Select(hop => hop.To)];
    }
}
