using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Solidarity.Server.Tests.Hosting;
using static Solidarity.Server.Tests.Hosting.Story;

namespace Solidarity.Server.Tests.Routing;

/// <summary>Plans over the wire: the joiners have pledged 60 francs and the printers 50, and neither has sent them.
/// </summary>
public sealed class RoutesTests
{
    [Fact]
    public async Task All_pledges_that_are_not_honoured_are_planned_and_nothing_is_moved()
    {
        await using var server = await PledgedAsync();
        var before = await server.BoardAsync();

        var plan = await PlanAsync(server, new() { Strike = Strike });

        plan.Summary.ShouldBe(new V1.PlanSummary
        {
            Strike = Strike,
            PlanTime = server.Time.GetUtcNow().ToTimestamp(),
            Sources = 2,
            Parts = 2,
            Given = { Chf(110) },
            Delivers = { Chf(110) },
            ArriveTime = server.Time.GetUtcNow().ToTimestamp(),
        });
        plan.Sources.Select(source => (source.From, source.AidId)).ShouldBe([(Joiners, "p-1"), (Printers, "p-2")]);
        var part = plan.Sources[0].Parts.ShouldHaveSingleItem();
        part.Hops.Select(hop => hop.To).ShouldBe([Geneva, Masons]);
        (part.Given, part.Delivers, part.Fees.Count).ShouldBe((Chf(60), Chf(60), 0));
        plan.Sources[0].Explanation.ShouldBe(
        [
            "60.00 CHF of sections/joiners goes one way.",
            "  60.00 CHF to federations/geneva > sections/masons: 60.00 CHF arrive at once, without fees.",
        ]);
        (await server.Transfers.ListTransfersAsync(new())).Transfers.ShouldBeEmpty();
        (await server.BoardAsync()).ShouldBe(before);
    }

    [Fact]
    public async Task What_finds_no_room_stays_and_the_room_is_that_of_now()
    {
        await using var server = await PledgedAsync();
        await server.OpenAsync(Geneva, Masons, terms: new() { CapacityMinorUnits = 80_00, DelayHours = 5 });

        var plan = await PlanAsync(server, new() { Strike = Strike });
        (plan.Summary.Given.Single(), plan.Summary.Remains.Single()).ShouldBe((Chf(80), Chf(30)));
        plan.Summary.ArriveTime.ShouldBe(server.Time.GetUtcNow().AddHours(5).ToTimestamp());
        var rest = plan.Sources.Single(source => source.Remainder is not null).Remainder;
        rest.Reason.ShouldBe(V1.RemainderReason.NoCapacity);
        rest.Advice.ShouldContain("the corridor from federations/geneva to sections/masons has room for 0.00 CHF more");

        await server.Pledges.HonourPledgeAsync(new()
        {
            RequestId = server.NewId(),
            Name = $"{Joiners}/pledges/p-1",
        });
        await server.QuietAsync();
        plan = await PlanAsync(server, new() { Strike = Strike });
        (plan.Summary.Sources, plan.Summary.Given.Single(), plan.Summary.Remains.Single())
            .ShouldBe((1, Chf(20), Chf(30)));

        await server.PassAsync(TimeSpan.FromDays(1));
        (await PlanAsync(server, new() { Strike = Strike })).Summary.Given.Single().ShouldBe(Chf(50));
    }

    [Fact]
    public async Task A_sum_is_planned_without_a_corridor_or_by_a_deadline()
    {
        await using var server = await PledgedAsync();
        await server.FoundFederationAsync("detour");
        await server.OpenAsync(Joiners, "federations/detour", terms: new() { FeeMinorUnits = 100, DelayHours = 48 });
        await server.OpenAsync("federations/detour", Masons);
        var sum = new V1.PlanRoutesRequest { Strike = Strike, From = Joiners, Amount = Chf(500) };

        var plan = await PlanAsync(server, sum);
        (plan.Sources.Single().AidId, plan.Summary.Delivers.Single()).ShouldBe(("", Chf(500)));

        sum.Without.Add(new V1.CorridorName { From = Geneva, To = Masons, Given = Story.Chf });
        plan = await PlanAsync(server, sum);
        var part = plan.Sources.Single().Parts.ShouldHaveSingleItem();
        (part.Delivers, part.Fees.Single(), part.DelayHours).ShouldBe((Chf(499), Chf(1), 48));
        part.Hops[0].To.ShouldBe("federations/detour");

        sum.Deadline = server.Time.GetUtcNow().AddHours(47).ToTimestamp();
        plan = await PlanAsync(server, sum);
        plan.Sources.Single().Remainder.Reason.ShouldBe(V1.RemainderReason.TooLate);
        plan.Summary.ShouldBe(new V1.PlanSummary
        {
            Strike = Strike,
            PlanTime = server.Time.GetUtcNow().ToTimestamp(),
            Deadline = sum.Deadline,
            Sources = 1,
            Remains = { Chf(500) },
        });

        sum.Without.Clear();
        sum.Amount.CurrencyCode = "FRF";
        (await PlanAsync(server, sum)).Sources.Single().Remainder.Reason.ShouldBe(V1.RemainderReason.Currency);
    }

    [Fact]
    public async Task Ways_that_treasuries_do_not_let_money_take_are_none()
    {
        await using var server = await PledgedAsync();
        var sum = new V1.PlanRoutesRequest { Strike = Strike, From = Joiners, Amount = Chf(60) };
        await server.Corridors.SetDrainAsync(new() { RequestId = server.NewId(), Body = Geneva, Draining = true });
        await RestShouldBeAsync(V1.RemainderReason.NoWay, 60);
        await server.Corridors.SetDrainAsync(new() { RequestId = server.NewId(), Body = Geneva });
        await server.Corridors.SetPassingLimitAsync(
            new() { RequestId = server.NewId(), Body = Geneva, Currency = Story.Chf, MaxMinorUnits = 40_00 });
        await RestShouldBeAsync(V1.RemainderReason.NoCapacity, 20);
        await server.Corridors.SetPassingLimitAsync(
            new() { RequestId = server.NewId(), Body = Geneva, Currency = Story.Chf });
        await server.Corridors.QuarantineNeighbourAsync(
            new() { RequestId = server.NewId(), Body = Geneva, Neighbour = Joiners, Reason = "seized" });
        await RestShouldBeAsync(V1.RemainderReason.NoWay, 60);

        async Task RestShouldBeAsync(V1.RemainderReason reason, long francs)
        {
            var rest = (await PlanAsync(server, sum)).Sources.Single().Remainder.ShouldNotBeNull();
            (rest.Reason, rest.Amount).ShouldBe((reason, Chf(francs)));
        }
    }

    [Fact]
    public async Task Pledges_are_for_their_giver_and_for_whom_the_books_are_open_to()
    {
        await using var server = await PledgedAsync();
        var own = await PlanAsync(server, new() { Strike = Strike, From = Joiners, Viewer = Joiners });
        own.Sources.Single().AidId.ShouldBe("p-1");
        await PlanAsync(server, new() { Strike = Strike, Viewer = Masons });
        foreach (var from in (string[])["", Printers])
            (await RefusedAsync(server, new() { Strike = Strike, From = from, Viewer = Joiners }))
                .ShouldSay(StatusCode.PermissionDenied, "BOOKS_CLOSED");
        // Corridors are shown to everybody, and so are the ways over them.
        var sum = await PlanAsync(
            server, new() { Strike = Strike, From = Printers, Amount = Chf(1), Viewer = "public" });
        sum.Summary.Delivers.Single().ShouldBe(Chf(1));
    }

    [Fact]
    public async Task What_is_asked_wrongly_is_named()
    {
        await using var server = await PledgedAsync();
        (await RefusedAsync(server, new() { Strike = "masons-1868", Amount = Chf(0), Viewer = "nobody" }))
            .ShouldSay(StatusCode.InvalidArgument, "MALFORMED", "strike", "amount", "from", "viewer");
        (await RefusedAsync(server, new() { Strike = Strike, Deadline = server.Time.GetUtcNow().ToTimestamp() }))
            .ShouldSay(StatusCode.InvalidArgument, "MALFORMED", "deadline");
        (await RefusedAsync(server, new() { Strike = Strike, Without = { new V1.CorridorName { From = "geneva" } } }))
            .ShouldSay(
                StatusCode.InvalidArgument, "MALFORMED", "without[0].from", "without[0].to", "without[0].given");
        (await RefusedAsync(server, new() { Strike = "strikes/none" })).ShouldSay(StatusCode.NotFound, "UNKNOWN_BODY");
        (await RefusedAsync(server, new() { Strike = Strike, From = "sections/none", Amount = Chf(1) }))
            .ShouldSay(StatusCode.NotFound, "UNKNOWN_BODY", "from");
        var open = new V1.CorridorName { From = Geneva, To = Masons, Given = Story.Chf };
        var none = new V1.CorridorName { From = Joiners, To = Masons, Given = Story.Chf };
        var unknown = await RefusedAsync(server, new() { Strike = Strike, Without = { open, none } });
        unknown.ShouldSay(StatusCode.NotFound, "UNKNOWN_CORRIDOR", "without[1]");
        unknown.Message.ShouldContain("no corridor from sections/joiners to sections/masons is open in CHF");
    }

    private static V1.Money Chf(long francs) => new()
    {
        CurrencyCode = "CHF",
        UnitsPerMajor = 100,
        MinorUnits = francs * 100,
    };

    private static async Task<TestServer> PledgedAsync()
    {
        var server = await BegunAsync();
        await server.Pledges.PledgeAsync(server.PledgeOf(Joiners, "p-1", 60));
        await server.Pledges.PledgeAsync(server.PledgeOf(Printers, "p-2", 50));
        await server.QuietAsync();
        return server;
    }

    private static async Task<V1.PlanRoutesResponse> PlanAsync(TestServer server, V1.PlanRoutesRequest request)
    {
        using var answer = server.Routes.PlanRoutes(request, cancellationToken: TestServer.Deadline());
        var plan = await answer.NextAsync();
        (await answer.ResponseStream.MoveNext(TestServer.Deadline())).ShouldBeFalse("it is small");
        return plan;
    }

    private static async Task<Refused> RefusedAsync(TestServer server, V1.PlanRoutesRequest request) =>
        await Refused.ByCallAsync(() => PlanAsync(server, request));
}
