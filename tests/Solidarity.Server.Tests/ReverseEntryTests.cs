using Grpc.Core;
using Solidarity.Server.Tests.Hosting;
using static Solidarity.Server.Tests.Hosting.Story;

namespace Solidarity.Server.Tests;

/// <summary>An entry that was wrong is reversed under the number that its command was answered with.</summary>
public sealed class ReverseEntryTests
{
    [Fact]
    public async Task A_deposit_is_answered_with_its_entry_and_reversed_by_it()
    {
        await using var server = await BegunAsync();
        var deposit = new V1.DepositRequest { RequestId = server.NewId(), Section = Joiners, Amount = Francs(5) };
        var booked = await server.Sections.DepositAsync(deposit);
        booked.Name.ShouldBe("sections/joiners/entries/2");
        (await server.Sections.DepositAsync(deposit)).ShouldBe(booked, "also where it is asked again");

        var reversed = await server.Sections.ReverseEntryAsync(Reversal(server, Joiners, 2));
        reversed.Name.ShouldBe("sections/joiners/entries/3");
        (await server.BalanceAsync(Joiners, "treasury")).ShouldBe(100_00);
        (await Refused.ByAsync(server.Sections.ReverseEntryAsync(Reversal(server, Joiners, 2))))
            .ShouldSay(StatusCode.AlreadyExists, "ENTRY_REVERSED");
        (await Refused.ByAsync(server.Sections.ReverseEntryAsync(Reversal(server, Joiners, 4))))
            .ShouldSay(StatusCode.NotFound, "UNKNOWN_ENTRY");
        (await Refused.ByAsync(server.Sections.ReverseEntryAsync(Reversal(server, Joiners, 0))))
            .ShouldSay(StatusCode.InvalidArgument, "MALFORMED", "entry");

        var statement = await server.Books.GetStatementAsync(new() { Body = Joiners });
        statement.Entries.Select(e => (e.What, e.Entry, e.Reverses, e.ReversedBy)).ShouldBe(
        [
            ("section.deposited.v1", 1, 0, 0), ("section.deposited.v1", 2, 0, 3),
            ("section.entry-reversed.v1", 3, 2, 0),
        ]);
        statement.Entries[^1].Memo.ShouldBe("entry 2: typed wrong");
    }

    [Fact]
    public async Task Strike_pay_that_was_not_paid_is_in_the_fund_again_and_off_the_board()
    {
        await using var server = await BegunAsync();
        await server.Strikes.ReceiveOutsideAidAsync(new()
        {
            RequestId = server.NewId(),
            Section = Masons,
            Strike = Strike,
            From = "A hatter",
            Kind = V1.AidKind.Gift,
            Amount = Francs(50),
        });
        var paid = await server.Strikes.PayStrikePayAsync(new()
        {
            RequestId = server.NewId(),
            Section = Masons,
            Strike = Strike,
            Amount = Francs(20),
        });
        paid.Name.ShouldBe("sections/masons/entries/2");
        (await server.BoardAsync()).PayRuns.ShouldHaveSingleItem();

        await server.Sections.ReverseEntryAsync(Reversal(server, Masons, 2));
        var board = await server.BoardAsync();
        board.PayRuns.ShouldBeEmpty();
        (board.Money[0].PaidOutMinorUnits, board.Money[0].ReceivedMinorUnits).ShouldBe((0, 50_00));

        await server.Sections.ReverseEntryAsync(Reversal(server, Masons, 1));
        board = await server.BoardAsync();
        board.Money.ShouldBeEmpty();
        board.Aid.ShouldHaveSingleItem().State.ShouldBe(V1.AidState.Withdrawn);
        (await server.BalanceAsync(Masons, "strike-fund:masons-1868")).ShouldBe(0);
    }

    private static V1.ReverseEntryRequest Reversal(TestServer server, string section, int entry) => new()
    {
        RequestId = server.NewId(),
        Section = section,
        Entry = entry,
        Reason = "typed wrong",
    };
}
