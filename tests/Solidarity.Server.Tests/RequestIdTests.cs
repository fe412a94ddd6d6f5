using Google.Protobuf;
using Grpc.Core;
using Solidarity.Server.Tests.Hosting;
using static Solidarity.Server.Tests.Hosting.Story;

namespace Solidarity.Server.Tests;

public sealed class RequestIdTests
{
    [Fact]
    public async Task The_same_request_again_gets_the_same_answer_and_has_no_second_effect()
    {
        await using var server = await BegunAsync();
        var pledge = server.PledgeOf(Joiners, "p-1", 100);
        var first = await server.Pledges.PledgeAsync(pledge);
        var again = await server.Pledges.PledgeAsync(pledge);

        again.ShouldBe(first);
        (await server.BalanceAsync(Joiners, "pledged")).ShouldBe(100_00);
        (await server.Pledges.ListPledgesAsync(new() { Section = Joiners })).Pledges.ShouldHaveSingleItem();
    }

    [Fact]
    public async Task A_refusal_is_given_again_though_it_would_be_accepted_now()
    {
        await using var server = await BegunAsync();
        var pledge = server.PledgeOf(Joiners, "p-1", 101);
        (await Refused.ByAsync(server.Pledges.PledgeAsync(pledge)))
            .ShouldSay(StatusCode.FailedPrecondition, "NOT_ENOUGH_AVAILABLE");
        await server.DepositAsync(Joiners, 50);

        (await Refused.ByAsync(server.Pledges.PledgeAsync(pledge)))
            .ShouldSay(StatusCode.FailedPrecondition, "NOT_ENOUGH_AVAILABLE");
        pledge.RequestId = server.NewId();
        (await server.Pledges.PledgeAsync(pledge)).Name.ShouldBe("sections/joiners/pledges/p-1");
    }

    [Fact]
    public async Task The_same_id_with_other_content_or_to_another_body_is_refused()
    {
        await using var server = await BegunAsync();
        var deposit = new V1.DepositRequest { RequestId = server.NewId(), Section = Joiners, Amount = Francs(1) };
        await server.Sections.DepositAsync(deposit);

        deposit.Amount = Francs(2);
        var otherContent = await Refused.ByAsync(server.Sections.DepositAsync(deposit));
        otherContent.ShouldSay(StatusCode.InvalidArgument, "REQUEST_ID_REUSED", "request_id");
        otherContent.Metadata["request_id"].ShouldBe(deposit.RequestId);
        (deposit.Amount, deposit.Section) = (Francs(1), Printers);
        (await Refused.ByAsync(server.Sections.DepositAsync(deposit)))
            .ShouldSay(StatusCode.InvalidArgument, "REQUEST_ID_REUSED", "request_id");
        (await server.BalanceAsync(Joiners, "treasury")).ShouldBe(101_00);
        (await server.BalanceAsync(Printers, "treasury")).ShouldBe(100_00);
    }

    [Theory]
    [InlineData("solidarity.V1.sectionsservice", "deposit")]
    [InlineData("solidarity.v1.SectionsService", "Deposit/")]
    public async Task The_same_request_by_another_spelling_of_its_method_is_the_same(string service, string method)
    {
        await using var server = await BegunAsync();
        var deposit = new V1.DepositRequest { RequestId = server.NewId(), Section = Joiners, Amount = Francs(1) };
        var first = await server.Sections.DepositAsync(deposit);
        var spelled = new Method<V1.DepositRequest, V1.CommandReply>(
            MethodType.Unary, service, method,
            Marshallers.Create(request => request.ToByteArray(), V1.DepositRequest.Parser.ParseFrom),
            Marshallers.Create(reply => reply.ToByteArray(), V1.CommandReply.Parser.ParseFrom));
        (await server.Channel.CreateCallInvoker().AsyncUnaryCall(spelled, null, new CallOptions(), deposit))
            .ShouldBe(first);
        (await server.BalanceAsync(Joiners, "treasury")).ShouldBe(101_00);
    }

    [Fact]
    public async Task Two_of_one_request_at_the_same_time_count_once()
    {
        await using var server = await BegunAsync();
        var deposit = new V1.DepositRequest { RequestId = server.NewId(), Section = Joiners, Amount = Francs(1) };
        var replies = await Task.WhenAll(
            Enumerable.Range(0, 16).Select(_ => server.Sections.DepositAsync(deposit).ResponseAsync));

        replies.Distinct().ShouldHaveSingleItem();
        (await server.BalanceAsync(Joiners, "treasury")).ShouldBe(101_00);
    }

    [Fact]
    public async Task An_id_that_is_left_out_is_made_from_the_request()
    {
        await using var server = await BegunAsync();
        var pledge = server.PledgeOf(Joiners, "", 1);
        pledge.RequestId = "01890a5d-ac96-774b-bcce-b302099a8057";
        var reply = await server.Pledges.PledgeAsync(pledge);

        reply.Name.ShouldBe("sections/joiners/pledges/p-01890a5dac96774bbcce");
        (await server.Pledges.PledgeAsync(pledge)).ShouldBe(reply);
        (await server.Pledges.GetPledgeAsync(new() { Name = reply.Name })).Amount.MinorUnits.ShouldBe(1_00);
    }

    [Fact]
    public async Task An_answer_outlives_the_server()
    {
        using var folder = new TempFolder();
        V1.CommandReply first;
        var found = new V1.FoundFederationRequest
        {
            RequestId = "01890a5d-ac96-774b-bcce-b302099a8057",
            FederationId = "geneva",
            DisplayName = "Geneva",
            Level = V1.Level.Local,
            Country = "CH",
        };
        await using (var server = await TestServer.StartAsync(folder.Path))
            first = await server.Federations.FoundFederationAsync(found);
        await using var restarted = await TestServer.StartAsync(folder.Path);

        (await restarted.Federations.FoundFederationAsync(found)).ShouldBe(first);
        (await restarted.Federations.GetFederationAsync(new() { Name = Geneva })).DisplayName.ShouldBe("Geneva");
    }
}
