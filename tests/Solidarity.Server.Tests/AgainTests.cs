using Grpc.Core;
using Solidarity.Server.Tests.Hosting;
using static Solidarity.Server.Tests.Hosting.Story;

namespace Solidarity.Server.Tests;

/// <summary>What was done just now is done a second time only by who says so.</summary>
public sealed class AgainTests
{
    [Fact]
    public async Task The_same_under_another_id_is_refused_and_that_refusal_is_kept()
    {
        await using var server = await BegunAsync();
        var payment = Payment(server);
        var first = await server.Sections.PayOutAsync(payment);
        (await server.Sections.PayOutAsync(payment)).ShouldBe(first, "the same request is no second one");

        var second = Payment(server);
        var refused = await Refused.ByAsync(server.Sections.PayOutAsync(second));
        refused.ShouldSay(StatusCode.AlreadyExists, "DONE_JUST_NOW");
        refused.Metadata["body"].ShouldBe(Joiners);
        refused.Metadata["what"].ShouldBe("a payment of 10.00 CHF");
        refused.Metadata.Keys.ShouldContain("before");
        refused.Metadata.Keys.ShouldContain("done_at");
        (await server.BalanceAsync(Joiners, "treasury")).ShouldBe(90_00);

        second.Again = true;
        (await Refused.ByAsync(server.Sections.PayOutAsync(second)))
            .ShouldSay(StatusCode.InvalidArgument, "REQUEST_ID_REUSED", "request_id");
        second.RequestId = server.NewId();
        await server.Sections.PayOutAsync(second);
        (await server.BalanceAsync(Joiners, "treasury")).ShouldBe(80_00);
    }

    [Fact]
    public async Task An_id_that_the_caller_chose_tells_two_pledges_apart()
    {
        await using var server = await BegunAsync();
        await server.Pledges.PledgeAsync(server.PledgeOf(Joiners, "p-1", 10));
        await server.Pledges.PledgeAsync(server.PledgeOf(Joiners, "p-2", 10));
        (await Refused.ByAsync(server.Pledges.PledgeAsync(server.PledgeOf(Joiners, "", 10))))
            .ShouldSay(StatusCode.AlreadyExists, "DONE_JUST_NOW");

        var meant = server.PledgeOf(Joiners, "", 10);
        meant.Again = true;
        await server.Pledges.PledgeAsync(meant);
        (await server.BalanceAsync(Joiners, "pledged")).ShouldBe(30_00);
    }

    private static V1.PayOutRequest Payment(TestServer server) => new()
    {
        RequestId = server.NewId(),
        Section = Joiners,
        Amount = Francs(10),
        Memo = "rent",
    };
}
