using Grpc.Core;
using Solidarity.Server.Tests.Hosting;
using static Solidarity.Server.Tests.Hosting.Story;

namespace Solidarity.Server.Tests.Corridors;

/// <summary>How far treasuries let money of others pass, over the wire.</summary>
public sealed class CarriageTests
{
    [Fact]
    public async Task A_draining_federation_carries_nothing_new_and_its_board_says_so()
    {
        await using var server = await BegunAsync();
        await server.Corridors.SetDrainAsync(new() { RequestId = server.NewId(), Body = Geneva, Draining = true });

        var transfer = await SentAsync(server, "p-1", 20);

        transfer.Phase.ShouldBe(V1.TransferPhase.Returned);
        (await server.Federations.GetFederationBoardAsync(new() { Name = Geneva })).Carriage.Draining.ShouldBeTrue();
        await server.Corridors.SetDrainAsync(new() { RequestId = server.NewId(), Body = Geneva });
        (await SentAsync(server, "p-2", 20)).Phase.ShouldBe(V1.TransferPhase.Settled);
    }

    [Fact]
    public async Task What_a_drain_held_back_goes_on_by_itself_when_it_has_ended()
    {
        await using var server = await BegunAsync();
        await server.Corridors.SetDrainAsync(new() { RequestId = server.NewId(), Body = Geneva, Draining = true });
        // Until the snapshot has the drain, the holder refuses in place of the planner.
        await server.QuietAsync();
        await SentAsync(server, "p-1", 60);
        var held = await PledgeAsync(server, "p-1");
        held.Reason.ShouldBe(
            "no way for 60.00 CHF from sections/joiners to sections/masons: federations/geneva takes on "
            + "no new money passing through (it drains)");
        (held.AgainTime.ToDateTimeOffset() - server.Time.GetUtcNow()).ShouldBe(TimeSpan.FromMinutes(5));

        await server.PassAsync(TimeSpan.FromMinutes(5));
        (await PledgeAsync(server, "p-1")).Runs.ShouldBe(2);
        await server.Corridors.SetDrainAsync(new() { RequestId = server.NewId(), Body = Geneva });
        await server.PassAsync(TimeSpan.FromMinutes(30));

        (await PledgeAsync(server, "p-1")).State.ShouldBe(V1.AidState.Honoured);
        (await server.BalanceAsync(Masons, "strike-fund:masons-1868")).ShouldBe(60_00);
    }

    [Fact]
    public async Task More_than_the_limit_finds_no_way_and_comes_back()
    {
        await using var server = await BegunAsync();
        await LimitAsync(server, 50_00);
        // Until the snapshot has the limit, the holder refuses in place of the planner.
        await server.QuietAsync();

        var transfer = await SentAsync(server, "p-1", 60);

        transfer.Phase.ShouldBe(V1.TransferPhase.Returned);
        var steps = (await server.Transfers.ListTransferStepsAsync(new() { Name = transfer.Name })).Steps;
        steps.Select(step => step.What).ShouldBe(["transfer.begun.v1", "transfer.returned.v1"]);
        steps[1].Reason.ShouldBe(
            "no way for 60.00 CHF from sections/joiners to sections/masons: federations/geneva lets "
            + "only 50.00 CHF more pass through now");
        (await SentAsync(server, "p-2", 40)).Phase.ShouldBe(V1.TransferPhase.Settled);

        var carriage = await server.Corridors.GetCarriageAsync(new() { Body = Geneva });
        carriage.Passing.ShouldHaveSingleItem().ShouldBe(new V1.PassingRoom
        {
            Currency = new V1.Currency { CurrencyCode = "CHF", UnitsPerMajor = 100 },
            MaxMinorUnits = 50_00,
        });
        await LimitAsync(server, null);
        (await server.Corridors.GetCarriageAsync(new() { Body = Geneva })).Passing.ShouldBeEmpty();
    }

    private static async Task<V1.Pledge> PledgeAsync(TestServer server, string id) =>
        await server.Pledges.GetPledgeAsync(new() { Name = $"{Joiners}/pledges/{id}" });

    [Fact]
    public async Task What_is_malformed_is_named()
    {
        await using var server = await BegunAsync();
        (await Refused.ByAsync(server.Corridors.SetPassingLimitAsync(
            new() { RequestId = server.NewId(), Body = "geneva", MaxMinorUnits = -1 })))
            .ShouldSay(StatusCode.InvalidArgument, "MALFORMED", "body", "currency", "max_minor_units");
        (await Refused.ByAsync(server.Corridors.SetDrainAsync(new() { RequestId = server.NewId() })))
            .ShouldSay(StatusCode.InvalidArgument, "MALFORMED", "body");
        (await Refused.ByAsync(server.Corridors.GetCarriageAsync(new() { Body = "sections/nobody" })))
            .ShouldSay(StatusCode.NotFound, "UNKNOWN_BODY");
    }

    [Fact]
    public async Task How_long_and_for_whom_room_is_held_is_said_and_shown()
    {
        await using var server = await BegunAsync();
        var limit = new V1.SetPassingLimitRequest
        {
            RequestId = server.NewId(),
            Body = Geneva,
            Currency = Chf,
            MaxMinorUnits = 5_000,
            HoldHoursMax = 240,
            SharePercent = 25,
        };
        await server.Corridors.SetPassingLimitAsync(limit);
        var passing = (await server.Corridors.GetCarriageAsync(new() { Body = Geneva })).Passing.Single();
        (passing.HoldHoursMax, passing.SharePercent).ShouldBe((240, 25));

        limit.RequestId = server.NewId();
        limit.ClearMaxMinorUnits();
        limit.HoldHoursMax = 9_121;
        (await Refused.ByAsync(server.Corridors.SetPassingLimitAsync(limit)))
            .ShouldSay(StatusCode.InvalidArgument, "MALFORMED", "hold_hours_max", "max_minor_units");

        var offer = new V1.OfferCorridorRequest
        {
            RequestId = server.NewId(),
            From = Geneva,
            To = Joiners,
            Given = Chf,
            Terms = new V1.CorridorTerms { HoldHoursMax = 100, SharePercent = 30 },
        };
        await server.Corridors.OfferCorridorAsync(offer);
        var corridor = (await server.Corridors.ListCorridorsAsync(new() { Body = Geneva })).Corridors
            .Single(one => one.To == offer.To);
        (corridor.Terms.HoldHoursMax, corridor.Terms.SharePercent).ShouldBe((100, 30));
    }

    private static async Task LimitAsync(TestServer server, long? minor)
    {
        var request = new V1.SetPassingLimitRequest { RequestId = server.NewId(), Body = Geneva, Currency = Chf };
        if (minor is { } max)
            request.MaxMinorUnits = max;
        await server.Corridors.SetPassingLimitAsync(request);
    }

    private static async Task<V1.Transfer> SentAsync(TestServer server, string id, long francs)
    {
        var pledge = server.PledgeOf(Joiners, id, francs);
        pledge.HonourNow = true;
        await server.Pledges.PledgeAsync(pledge);
        await server.QuietAsync();
        return (await server.Transfers.ListTransfersAsync(new() { Source = Joiners })).Transfers
            .Single(transfer => transfer.ToStrikeFund.AidId == id);
    }
}
