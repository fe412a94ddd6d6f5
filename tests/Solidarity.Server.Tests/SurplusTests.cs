using Grpc.Core;
using Solidarity.Server.Tests.Hosting;
using static Solidarity.Server.Tests.Hosting.Story;

namespace Solidarity.Server.Tests;

/// <summary>What is left in the fund of a strike that has ended goes on, and the board says where.</summary>
public sealed class SurplusTests
{
    [Fact]
    public async Task It_goes_back_to_a_donor_and_the_rest_is_kept()
    {
        await using var server = await BegunAsync();
        var pledge = server.PledgeOf(Joiners, "p-1", 50);
        pledge.HonourNow = true;
        await server.Pledges.PledgeAsync(pledge);
        await server.QuietAsync();
        (await Refused.ByAsync(server.Strikes.ReturnSurplusAsync(Return(server, 20))))
            .ShouldSay(StatusCode.FailedPrecondition, "STRIKE_GOES_ON");
        await server.Strikes.EndStrikeAsync(new()
        {
            RequestId = server.NewId(),
            Section = Masons,
            Strike = Strike,
            Outcome = V1.Outcome.Won,
        });

        await server.Strikes.ReturnSurplusAsync(Return(server, 20));
        await server.Strikes.KeepSurplusAsync(new()
        {
            RequestId = server.NewId(),
            Section = Masons,
            Strike = Strike,
            Amount = Francs(30),
            Authority = "assembly of 4 May",
        });
        var money = (await server.BoardAsync()).Money.ShouldHaveSingleItem();

        (money.ReceivedMinorUnits, money.ReturnedMinorUnits, money.KeptMinorUnits).ShouldBe((50_00, 20_00, 30_00));
        (await server.BalanceAsync(Joiners, "treasury")).ShouldBe(70_00);
        (await server.BalanceAsync(Masons, "treasury")).ShouldBe(30_00);
        (await server.BalanceAsync(Masons, "strike-fund:masons-1868")).ShouldBe(0);
        var transfers = (await server.Transfers.ListTransfersAsync(new() { Source = Masons })).Transfers;
        var back = transfers.ShouldHaveSingleItem().ToDonor;
        (back.Donor, back.Section, back.Strike, back.ReturnId).ShouldBe((Joiners, Masons, Strike, "thanks"));
        (await server.Books.GetStatementAsync(new() { Body = Joiners })).Entries[^1].Memo
            .ShouldStartWith("returned from the fund of strike masons-1868 of section masons");
    }

    private static V1.ReturnSurplusRequest Return(TestServer server, long francs) => new()
    {
        RequestId = server.NewId(),
        Section = Masons,
        Strike = Strike,
        ReturnId = "thanks",
        Donor = Joiners,
        Amount = Francs(francs),
        Authority = "assembly of 4 May",
    };
}
