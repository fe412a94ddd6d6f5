using Grpc.Core;
using Solidarity.Server.Tests.Hosting;
using static Solidarity.Server.Tests.Hosting.Story;

namespace Solidarity.Server.Tests.Corridors;

/// <summary>Corridors that two treasurers settle, over the wire: by courier from the joiners to the federation, booked
/// from there on.</summary>
public sealed class ManualSettlementTests
{
    private const string Bag = "with the coach of 4 May, sealed bag 7";

    [Fact]
    public async Task Money_goes_when_the_giver_says_so_and_counts_when_the_receiver_does()
    {
        await using var server = await ByCourierAsync();
        var hop = await SendAsync(server, "p-1");
        (await server.BalanceAsync(Joiners, "held")).ShouldBe(2_000);
        var waiting = await WaitingAsync(server);
        (waiting.Body, waiting.Word, waiting.Hop).ShouldBe((Joiners, V1.AwaitedWord.HandOver, hop));
        waiting.ExpireTime.ShouldNotBeNull();

        await server.PassAsync(TimeSpan.FromHours(5));
        var asked = (await ListAsync(server, Joiners)).ShouldHaveSingleItem();
        (asked.State, asked.SettledBy, asked.Neighbour, asked.AgeSeconds).ShouldBe(
            (V1.HandOverState.ToHandOver, V1.Settlement.Courier, Geneva, 5 * 3_600));
        var request = HandOver(server, hop);
        var reply = await server.Corridors.HandOverAsync(request);
        (await server.Corridors.HandOverAsync(request)).ShouldBe(reply);
        await server.QuietAsync();

        (await server.BalanceAsync(Joiners, "held")).ShouldBe(0);
        (await ListAsync(server, Joiners)).ShouldHaveSingleItem().State.ShouldBe(V1.HandOverState.HandedOver);
        waiting = await WaitingAsync(server);
        (waiting.Body, waiting.Word, waiting.Receipt.Text).ShouldBe((Geneva, V1.AwaitedWord.Confirmation, Bag));
        var claim = (await server.Corridors.ListClaimsAsync(new() { Body = Geneva })).Claims.ShouldHaveSingleItem();
        (claim.Hop, claim.SettledBy, claim.Receipt.Text).ShouldBe((hop, V1.Settlement.Courier, Bag));
        await ConfirmAsync(server, hop, "counted");
        await server.QuietAsync();

        (await server.BalanceAsync(Masons, "strike-fund:masons-1868")).ShouldBe(2_000);
        var transfer = await TransferAsync(server);
        (transfer.Phase, transfer.Waiting).ShouldBe((V1.TransferPhase.Settled, null));
        (await ListAsync(server, Joiners)).ShouldBeEmpty();
        var steps = (await server.Transfers.ListTransferStepsAsync(new() { Name = transfer.Name })).Steps;
        steps.Where(step => step.What == "transfer.receipt-given.v1").Select(step => (step.SaidBy, step.Receipt.Text))
            .ShouldBe([(Joiners, Bag), (Geneva, "counted")]);
    }

    [Fact]
    public async Task What_waits_for_one_treasurer_keeps_nobody_else_waiting()
    {
        await using var server = await ByCourierAsync();
        await SendAsync(server, "p-1");
        var pledge = server.PledgeOf(Printers, "p-2", 30);
        pledge.HonourNow = true;
        await server.Pledges.PledgeAsync(pledge);
        await server.QuietAsync();
        (await server.Transfers.ListTransfersAsync(new() { Source = Printers })).Transfers
            .ShouldHaveSingleItem().Phase.ShouldBe(V1.TransferPhase.Settled);
        (await TransferAsync(server)).Phase.ShouldBe(V1.TransferPhase.Moving);
    }

    [Fact]
    public async Task What_is_declined_or_left_until_its_hold_expires_stays_with_the_giver()
    {
        await using var server = await ByCourierAsync();
        var hop = await SendAsync(server, "p-1");
        await server.Corridors.DeclineHandOverAsync(
            new() { RequestId = server.NewId(), Body = Joiners, Hop = hop, Reason = "no coach runs" });
        await server.QuietAsync();
        (await TransferAsync(server)).Phase.ShouldBe(V1.TransferPhase.Returned);
        (await Refused.ByAsync(server.Corridors.HandOverAsync(HandOver(server, hop))))
            .ShouldSay(StatusCode.NotFound, "UNKNOWN_HAND_OVER");

        hop = await SendAsync(server, "p-2");
        await server.PassAsync(TimeSpan.FromDays(30));
        await server.QuietAsync();
        (await ListAsync(server, Joiners)).ShouldBeEmpty();
        (await server.BalanceAsync(Joiners, "held")).ShouldBe(0);
        (await Refused.ByAsync(server.Corridors.HandOverAsync(HandOver(server, hop))))
            .ShouldSay(StatusCode.NotFound, "UNKNOWN_HAND_OVER");
    }

    [Fact]
    public async Task What_is_malformed_or_lacks_a_receipt_is_refused_by_name_and_others_see_nothing()
    {
        await using var server = await ByCourierAsync();
        var hop = await SendAsync(server, "p-1");
        (await Refused.ByAsync(server.Corridors.HandOverAsync(
            new() { RequestId = server.NewId(), Body = "joiners", Hop = "p-1", Goods = new string('x', 301) })))
            .ShouldSay(StatusCode.InvalidArgument, "MALFORMED", "body", "hop", "receipt", "goods");
        (await Refused.ByAsync(server.Corridors.DeclineHandOverAsync(
            new() { RequestId = server.NewId(), Body = Joiners, Hop = hop })))
            .ShouldSay(StatusCode.InvalidArgument, "MALFORMED", "reason");
        var terms = new V1.CorridorTerms { SettledBy = (V1.Settlement)9 };
        (await Refused.ByAsync(server.Corridors.OfferCorridorAsync(
            new() { RequestId = server.NewId(), From = Joiners, To = Geneva, Given = Chf, Terms = terms })))
            .ShouldSay(StatusCode.InvalidArgument, "MALFORMED", "terms.settled_by");
        await server.Corridors.HandOverAsync(HandOver(server, hop));
        await server.QuietAsync();
        (await Refused.ByAsync(server.Corridors.ConfirmClaimAsync(
            new() { RequestId = server.NewId(), Body = Geneva, Hop = hop })))
            .ShouldSay(StatusCode.FailedPrecondition, "RECEIPT_MISSING");

        (await server.Corridors.ListHandOversAsync(new() { Viewer = Printers })).HandOvers.ShouldBeEmpty();
        (await server.Corridors.ListHandOversAsync(new() { Viewer = Geneva })).HandOvers.Count.ShouldBe(1);
        (await server.Corridors.ListClaimsAsync(new() { Viewer = Printers })).Claims.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_disputed_hand_over_shows_at_both_ends_until_it_is_confirmed_after_all()
    {
        await using var server = await ByCourierAsync();
        var hop = await SendAsync(server, "p-1");
        await server.Corridors.HandOverAsync(HandOver(server, hop));
        await server.QuietAsync();
        await server.Corridors.RejectClaimAsync(
            new() { RequestId = server.NewId(), Body = Geneva, Hop = hop, Reason = "the bag was empty" });
        await server.QuietAsync();
        var disputed = (await ListAsync(server, Joiners)).ShouldHaveSingleItem();
        (disputed.State, disputed.DisputedReason).ShouldBe((V1.HandOverState.Disputed, "the bag was empty"));
        var transfer = await TransferAsync(server);
        (transfer.Phase, transfer.Holder, transfer.InDoubt, transfer.Waiting).ShouldBe(
            (V1.TransferPhase.Stuck, Joiners, hop, null));

        await ConfirmAsync(server, hop, "it was in the other bag");
        await server.QuietAsync();
        (await TransferAsync(server)).Phase.ShouldBe(V1.TransferPhase.Settled);
    }

    /// <summary>A book that was written is no money that has moved: that has to be agreed on in words.</summary>
    [Fact]
    public async Task Where_nothing_is_said_the_two_treasurers_settle()
    {
        await using var server = await BegunAsync();
        foreach (var terms in (V1.CorridorTerms?[])[null, new()])
        {
            await server.Corridors.OfferCorridorAsync(
                new() { RequestId = server.NewId(), From = Geneva, To = Joiners, Given = Chf, Terms = terms });
            (await server.Corridors.ListCorridorsAsync(new() { Body = Joiners })).Corridors
                .Single(corridor => corridor.From == Geneva).Terms.SettledBy.ShouldBe(V1.Settlement.Treasurers);
        }
    }

    private static async Task<TestServer> ByCourierAsync()
    {
        var server = await BegunAsync();
        await server.OpenAsync(Joiners, Geneva, terms: new() { SettledBy = V1.Settlement.Courier });
        return server;
    }

    /// <summary>The joiners send 20 francs; the name of the hop that waits for them.</summary>
    private static async Task<string> SendAsync(TestServer server, string id)
    {
        var pledge = server.PledgeOf(Joiners, id, 20);
        pledge.HonourNow = true;
        await server.Pledges.PledgeAsync(pledge);
        await server.QuietAsync();
        return (await ListAsync(server, Joiners)).Single(one => one.State == V1.HandOverState.ToHandOver).Hop;
    }

    private static V1.HandOverRequest HandOver(TestServer server, string hop) =>
        new() { RequestId = server.NewId(), Body = Joiners, Hop = hop, Receipt = Bag };

    private static async Task ConfirmAsync(TestServer server, string hop, string receipt) =>
        await server.Corridors.ConfirmClaimAsync(
            new() { RequestId = server.NewId(), Body = Geneva, Hop = hop, Receipt = receipt });

    private static async Task<IEnumerable<V1.HandOver>> ListAsync(TestServer server, string body) =>
        (await server.Corridors.ListHandOversAsync(new() { Body = body })).HandOvers;

    private static async Task<V1.Transfer> TransferAsync(TestServer server) =>
        (await server.Transfers.ListTransfersAsync(new() { Source = Joiners })).Transfers
            .Single(transfer => transfer.ToStrikeFund.AidId == "p-1");

    private static async Task<V1.Waiting> WaitingAsync(TestServer server) => (await TransferAsync(server)).Waiting;
}
