using Google.Protobuf.WellKnownTypes;
using Solidarity.Server.Tests.Hosting;
using static Solidarity.Server.Tests.Hosting.Story;

namespace Solidarity.Server.Tests;

public sealed class WholeWayTests
{
    [Fact]
    public async Task A_call_reaches_the_sections_of_the_federation_and_not_the_strikers_themselves()
    {
        await using var server = await BegunAsync();
        var inbox = (await server.Calls.ListInboxAsync(new() { Section = Joiners })).Calls.ShouldHaveSingleItem();

        inbox.Strike.ShouldBe(Strike);
        inbox.Section.ShouldBe(Masons);
        inbox.From.ShouldBe(Geneva);
        inbox.Answer.ShouldBe(V1.Answer.Unanswered);
        inbox.HeardTime.ToDateTimeOffset().ShouldBe(server.Time.GetUtcNow());
        inbox.Call.Asks.ShouldBe("money");
        inbox.Facts.Strikers.ShouldBe(3_000);
        (await server.Calls.ListInboxAsync(new() { Section = Masons })).Calls.ShouldBeEmpty();
        (await server.BoardAsync()).Answers.ShouldBe(new V1.BoardAnswers { Reached = 2, Unanswered = 2 });
    }

    [Fact]
    public async Task A_pledge_honoured_at_once_arrives_and_the_board_shows_it()
    {
        await using var server = await BegunAsync();
        var pledge = server.PledgeOf(Joiners, "p-1", 60);
        pledge.HonourNow = true;
        var reply = await server.Pledges.PledgeAsync(pledge);
        reply.Name.ShouldBe("sections/joiners/pledges/p-1");

        var board = await server.BoardAsync();
        board.Money.ShouldHaveSingleItem().ShouldBe(new V1.BoardMoney
        {
            Currency = new V1.Currency { CurrencyCode = "CHF", UnitsPerMajor = 100 },
            ReceivedMinorUnits = 60_00,
            GiftsMinorUnits = 60_00,
        });
        var aid = board.Aid.ShouldHaveSingleItem();
        (aid.AidId, aid.From.Body, aid.FromLabel, aid.State, aid.Stage).ShouldBe(
            ("p-1", Joiners, "joiners", V1.AidState.Honoured, V1.MoneyStage.Received));
        aid.Delivered.MinorUnits.ShouldBe(60_00);
        board.Answers.Pledged.ShouldBe(1);
        (await server.BalanceAsync(Masons, "strike-fund:masons-1868")).ShouldBe(60_00);
        var transfer = (await server.Transfers.ListTransfersAsync(new() { Strike = Strike })).Transfers
            .ShouldHaveSingleItem();
        (transfer.Phase, transfer.Holder, transfer.Source).ShouldBe((V1.TransferPhase.Settled, Masons, Joiners));
        transfer.Travelled.Select(hop => (hop.From, hop.To)).ShouldBe([(Joiners, Geneva), (Geneva, Masons)]);
        transfer.ToStrikeFund.AidId.ShouldBe("p-1");
        (await server.Transfers.GetTransferAsync(new() { Name = transfer.Name })).ShouldBe(transfer);
        (await server.Transfers.ListTransfersAsync(new() { OnlyOpen = true })).Transfers.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_pledge_is_honoured_later_or_withdrawn_and_what_was_set_aside_is_free_again()
    {
        await using var server = await BegunAsync();
        await server.Pledges.PledgeAsync(server.PledgeOf(Joiners, "p-1", 60));
        await server.Pledges.PledgeAsync(server.PledgeOf(Joiners, "p-2", 40));
        (await server.BalanceAsync(Joiners, "treasury")).ShouldBe(0);

        await server.Pledges.WithdrawPledgeAsync(new()
        {
            RequestId = server.NewId(),
            Name = "sections/joiners/pledges/p-2",
            Reason = "our own strike",
        });
        (await server.BalanceAsync(Joiners, "treasury")).ShouldBe(40_00);
        (await server.BoardAsync()).Money.Single().PledgedMinorUnits.ShouldBe(60_00);
        await server.Pledges.HonourPledgeAsync(new()
        {
            RequestId = server.NewId(),
            Name = "sections/joiners/pledges/p-1",
        });

        var board = await server.BoardAsync();
        (board.Money.Single().PledgedMinorUnits, board.Money.Single().ReceivedMinorUnits).ShouldBe((0, 60_00));
        var pledges = (await server.Pledges.ListPledgesAsync(new() { Section = Joiners, Strike = Strike })).Pledges;
        pledges.Select(pledge => (pledge.Name, pledge.State, pledge.Reason)).ShouldBe(
        [
            ("sections/joiners/pledges/p-1", V1.AidState.Honoured, ""),
            ("sections/joiners/pledges/p-2", V1.AidState.Withdrawn, "our own strike"),
        ]);
    }

    [Fact]
    public async Task A_section_declines_and_the_call_counts_it()
    {
        await using var server = await BegunAsync();
        await server.Calls.DeclineCallAsync(new()
        {
            RequestId = server.NewId(),
            Section = Printers,
            Strike = Strike,
            Reason = "nothing in the chest",
        });

        var board = await server.BoardAsync();
        board.Answers.ShouldBe(new V1.BoardAnswers { Reached = 2, Declined = 1, Unanswered = 1 });
        var answer = board.Aid.ShouldHaveSingleItem();
        (answer.FromLabel, answer.State, answer.Note).ShouldBe(
            ("printers", V1.AidState.Declined, "nothing in the chest"));
        var declined = await server.Calls.ListInboxAsync(new() { Section = Printers, Answer = V1.Answer.Declined });
        declined.Calls.ShouldHaveSingleItem().Reason.ShouldBe("nothing in the chest");
    }

    [Fact]
    public async Task A_pledge_lapses_when_its_time_has_come()
    {
        await using var server = await BegunAsync();
        var pledge = server.PledgeOf(Joiners, "p-1", 60);
        pledge.LapseTime = server.Time.GetUtcNow().AddDays(14).ToTimestamp();
        await server.Pledges.PledgeAsync(pledge);
        await server.QuietAsync();
        using var watch = server.Strikes.WatchBoard(
            new() { Name = Strike }, cancellationToken: TestServer.Deadline());
        (await watch.NextAsync()).Board.Aid.Single().State.ShouldBe(V1.AidState.Pledged);

        server.Time.Advance(TimeSpan.FromDays(14));

        await watch.NextAsync(server, next => next.Board.Aid.Single().State == V1.AidState.Lapsed);
        (await server.BalanceAsync(Joiners, "treasury")).ShouldBe(100_00);
    }

    [Fact]
    public async Task A_strike_pays_from_what_arrived_and_ends()
    {
        await using var server = await BegunAsync();
        var pledge = server.PledgeOf(Joiners, "p-1", 60);
        pledge.HonourNow = true;
        await server.Pledges.PledgeAsync(pledge);
        await server.QuietAsync();
        await server.Strikes.PayStrikePayAsync(new()
        {
            RequestId = server.NewId(),
            Section = Masons,
            Strike = Strike,
            Amount = Francs(45),
            Memo = "first week",
        });
        await server.Strikes.EndStrikeAsync(new()
        {
            RequestId = server.NewId(),
            Section = Masons,
            Strike = Strike,
            Outcome = V1.Outcome.CalledOff,
            Note = "the employers gave in",
        });

        var board = await server.BoardAsync();
        (board.State, board.Note).ShouldBe((V1.StrikeState.CalledOff, "the employers gave in"));
        board.Money.Single().PaidOutMinorUnits.ShouldBe(45_00);
        (await server.Calls.ListInboxAsync(new() { Section = Printers })).Calls.Single().Closed.ShouldBeTrue();
        (await server.Calls.ListInboxAsync(new() { Section = Printers, OnlyOpen = true })).Calls.ShouldBeEmpty();
        (await server.Strikes.ListStrikesAsync(new() { OnlyOpen = true })).Strikes.ShouldBeEmpty();
        (await server.Strikes.GetStrikeAsync(new() { Name = Strike })).State.ShouldBe(V1.StrikeState.CalledOff);
    }

    [Fact]
    public async Task A_collection_goes_through_the_federation_and_comes_back_where_there_is_no_way()
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
        await server.Federations.CollectAsync(new()
        {
            RequestId = server.NewId(),
            Federation = Geneva,
            CollectionId = "c-1",
            Strike = Strike,
            Section = Masons,
            Kind = V1.AidKind.Gift,
            Amount = Francs(30),
        });
        (await server.BoardAsync()).Aid.Single().Stage.ShouldBe(V1.MoneyStage.Unsent);
        var collection = (await server.Federations.ListCollectionsAsync(new() { Federation = Geneva })).Collections
            .ShouldHaveSingleItem();
        (collection.State, collection.Transfer).ShouldBe((V1.AidState.Pledged, ""));
        collection.Reason.ShouldEndWith("is closed");

        await server.OpenAsync(Geneva, Masons);
        await server.Federations.SendCollectionAsync(new()
        {
            RequestId = server.NewId(),
            Name = "federations/geneva/collections/c-1",
        });

        var aid = (await server.BoardAsync()).Aid.Single();
        (aid.From.Body, aid.Stage, aid.Delivered.MinorUnits).ShouldBe((Geneva, V1.MoneyStage.Received, 30_00));
    }

    [Fact]
    public async Task Aid_from_outside_is_booked_and_what_is_only_reported_is_shown_and_not_added()
    {
        await using var server = await BegunAsync();
        await server.Strikes.ReceiveOutsideAidAsync(new()
        {
            RequestId = server.NewId(),
            Section = Masons,
            Strike = Strike,
            From = "Society of Chair Makers",
            Kind = V1.AidKind.NotRecorded,
            Amount = Francs(10),
        });
        await server.Strikes.ReportAidAsync(new()
        {
            RequestId = server.NewId(),
            Section = Masons,
            Strike = Strike,
            AidId = "total",
            From = new() { RecordedName = "all sections of Paris" },
            Kind = V1.AidKind.Aggregate,
            State = V1.AidState.Honoured,
            Amount = Francs(500),
        });
        await server.Strikes.ReportAidAsync(new()
        {
            RequestId = server.NewId(),
            Section = Masons,
            Strike = Strike,
            AidId = "unknown",
            From = new() { RecordedName = "Café Buet" },
            Kind = V1.AidKind.Gift,
            State = V1.AidState.Honoured,
        });

        var board = await server.BoardAsync();
        board.Money.Single().ReceivedMinorUnits.ShouldBe(10_00);
        (board.Money.Single().GiftsMinorUnits, board.Money.Single().LoansMinorUnits).ShouldBe((0, 0));
        board.AidTotal.ShouldBe(3);
        board.AidWithoutSum.ShouldBe(1);
        board.Aid.Single(aid => aid.AidId == "unknown").Amount.ShouldBeNull();
        board.Aid.Single(aid => aid.AidId == "total").Counted.ShouldBeFalse();
        var byList = await server.Strikes.ListAidAsync(new() { Strike = Strike });
        byList.Aid.ShouldBe(board.Aid);
    }

    [Fact]
    public async Task A_section_pays_out_and_pays_dues_and_leaves()
    {
        await using var server = await BegunAsync();
        await server.Sections.PayOutAsync(new()
        {
            RequestId = server.NewId(),
            Section = Joiners,
            Amount = Francs(5),
            Memo = "hall",
        });
        await server.Sections.PayDuesAsync(new()
        {
            RequestId = server.NewId(),
            Section = Joiners,
            Federation = Geneva,
            Amount = Francs(2),
        });
        await server.Sections.LeaveFederationAsync(new()
        {
            RequestId = server.NewId(),
            Member = Joiners,
            Federation = Geneva,
        });
        await server.QuietAsync();

        var balances = await server.Books.GetBalancesAsync(new() { Body = Joiners });
        balances.Available.ShouldHaveSingleItem().MinorUnits.ShouldBe(93_00);
        (await server.Sections.GetSectionAsync(new() { Name = Joiners })).Affiliations.ShouldBeEmpty();
        var members = (await server.Federations.GetFederationAsync(new() { Name = Geneva })).Members;
        members.Select(member => member.Member_).ShouldBe([Masons, Printers]);
    }

    [Fact]
    public async Task A_federation_refuses_whom_it_does_not_want()
    {
        await using var server = await BegunAsync();
        await server.FoundSectionAsync("strike-breakers");
        await server.Sections.AskAffiliationAsync(new()
        {
            RequestId = server.NewId(),
            Member = "sections/strike-breakers",
            Federation = Geneva,
        });
        await server.QuietAsync();
        await server.Federations.RefuseMemberAsync(new()
        {
            RequestId = server.NewId(),
            Federation = Geneva,
            Member = "sections/strike-breakers",
            Reason = "they broke the strike of 1866",
        });
        await server.QuietAsync();

        var section = await server.Sections.GetSectionAsync(new() { Name = "sections/strike-breakers" });
        section.Affiliations.ShouldBeEmpty();
    }
}
