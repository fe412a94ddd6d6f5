using Grpc.Core;
using Solidarity.Server.Tests.Hosting;
using static Solidarity.Server.Tests.Hosting.Story;

namespace Solidarity.Server.Tests.Transfers;

/// <summary>The whole story of a transfer, as it can be read.</summary>
public sealed class TransferStoryTests
{
    [Fact]
    public async Task A_story_tells_each_step_with_its_hop_and_who_has_the_money()
    {
        await using var server = await BegunAsync();
        var transfer = await SentAsync(server);

        var story = await server.Transfers.ListTransferStepsAsync(new() { Name = transfer });

        story.NextPageToken.ShouldBeEmpty();
        var steps = story.Steps;
        steps[0].What.ShouldBe("transfer.begun.v1");
        (steps[0].Holder, steps[0].AtHolder.MinorUnits).ShouldBe((Joiners, 60_00));
        steps[0].Time.ToDateTimeOffset().ShouldBe(server.Time.GetUtcNow());
        (steps[1].What, steps[1].Plan, steps[1].Hop).ShouldBe(("transfer.route-planned.v1", 1, 0));
        steps[1].Hops.Select(hop => (hop.From, hop.To)).ShouldBe([(Joiners, Geneva), (Geneva, Masons)]);
        steps[1].ExpireTime.ToDateTimeOffset().ShouldBeGreaterThan(server.Time.GetUtcNow());
        // Its source held the first hop in sending it.
        steps.Single(step => step.What == "transfer.hop-held.v1").Hop.ShouldBe(2);
        // What went on by itself is heard of at the end, with the time at which it did.
        var arrived = steps.Single(step => step.What == "transfer.hop-arrived.v1");
        (arrived.Plan, arrived.Hop, arrived.Hops.Single().To, arrived.Holder).ShouldBe((1, 1, Geneva, Geneva));
        (steps[^1].What, steps[^1].Hop, steps[^1].Holder).ShouldBe(("transfer.settled.v1", 2, Masons));
        steps.Select(step => step.Position).ShouldBeInOrder();
    }

    [Fact]
    public async Task A_refused_request_and_a_plan_that_failed_stand_in_the_story()
    {
        await using var server = await BegunAsync();
        await server.Corridors.CloseCorridorAsync(new()
        {
            RequestId = server.NewId(),
            From = Geneva,
            To = Masons,
            Given = Chf,
        });
        await server.QuietAsync();
        var transfer = await SentAsync(server);
        (await Refused.ByAsync(server.Transfers.RetryTransferAsync(
            new() { RequestId = server.NewId(), Name = transfer })))
            .ShouldSay(StatusCode.FailedPrecondition, "TRANSFER_NOT_STUCK");

        var steps = (await server.Transfers.ListTransferStepsAsync(new() { Name = transfer })).Steps;

        steps[^2].What.ShouldBe("transfer.returned.v1");
        steps[^2].Reason.ShouldEndWith("is closed");
        (steps[^1].What, steps[^1].Holder).ShouldBe(("refused", ""));
        steps[^1].Reason.ShouldContain("not stuck");
    }

    [Fact]
    public async Task A_story_comes_in_pages_and_only_of_a_transfer_that_there_is()
    {
        await using var server = await BegunAsync();
        var transfer = await SentAsync(server);
        var whole = (await server.Transfers.ListTransferStepsAsync(new() { Name = transfer })).Steps;
        var pages = new List<V1.TransferStep>();
        var request = new V1.ListTransferStepsRequest { Name = transfer, PageSize = 1 };
        do
        {
            var page = await server.Transfers.ListTransferStepsAsync(request);
            page.Steps.Select(step => step.Position).Distinct().ShouldHaveSingleItem();
            pages.AddRange(page.Steps);
            request.PageToken = page.NextPageToken;
        }
        while (request.PageToken.Length > 0);
        pages.ShouldBe(whole);

        (await Refused.ByAsync(server.Transfers.ListTransferStepsAsync(new() { Name = "transfers/nobody" })))
            .ShouldSay(StatusCode.NotFound, "UNKNOWN_BODY");
        (await Refused.ByAsync(server.Transfers.ListTransferStepsAsync(new() { Name = "nobody" })))
            .ShouldSay(StatusCode.InvalidArgument, "MALFORMED", "name");
    }

    /// <summary>Sends 60 francs of the joiners to the strike; the name of the transfer.</summary>
    private static async Task<string> SentAsync(TestServer server)
    {
        var pledge = server.PledgeOf(Joiners, "p-1", 60);
        pledge.HonourNow = true;
        await server.Pledges.PledgeAsync(pledge);
        await server.QuietAsync();
        return (await server.Transfers.ListTransfersAsync(new())).Transfers.ShouldHaveSingleItem().Name;
    }
}
