using Google.Protobuf.WellKnownTypes;
using Solidarity.Server.Tests.Hosting;
using static Solidarity.Server.Tests.Calls.CallRequestsOf;
using static Solidarity.Server.Tests.Hosting.Story;

namespace Solidarity.Server.Tests.Calls;

/// <summary>A call that is out: whom it reaches, what becomes of it there, how it widens and is taken back.</summary>
public sealed class CallTests
{
    [Fact]
    public async Task Delivery_lists_who_has_the_call_by_what_became_of_it_page_by_page()
    {
        await using var server = await BegunAsync();
        foreach (var id in (string[])["bakers", "carters", "tailors"])
        {
            await server.FoundSectionAsync(id);
            await server.JoinAsync($"sections/{id}", Geneva);
        }
        await server.Pledges.PledgeAsync(server.PledgeOf(Joiners, "p-1", 1));
        await server.Support.OfferSupportAsync(server.Offer("sections/bakers"));
        await server.Calls.DeclineCallAsync(new()
        {
            RequestId = server.NewId(),
            Section = "sections/carters",
            Strike = Strike,
            Reason = "our own lockout",
        });
        await server.Calls.SeeCallAsync(new() { RequestId = server.NewId(), Section = Printers, Strike = Strike });
        await server.QuietAsync();

        (await NamesAsync(server, V1.DeliveryStatus.Unspecified)).ShouldBe("bakers carters joiners printers tailors");
        (await NamesAsync(server, V1.DeliveryStatus.Reached)).ShouldBe("bakers carters joiners printers tailors");
        (await NamesAsync(server, V1.DeliveryStatus.Seen)).ShouldBe("bakers carters joiners printers");
        (await NamesAsync(server, V1.DeliveryStatus.Pledged)).ShouldBe("joiners");
        (await NamesAsync(server, V1.DeliveryStatus.Supported)).ShouldBe("bakers");
        (await NamesAsync(server, V1.DeliveryStatus.Silent)).ShouldBe("printers tailors");
        var declined = await server.Calls.ListDeliveryAsync(
            new() { Strike = Strike, Status = V1.DeliveryStatus.Declined });
        var carters = declined.Deliveries.ShouldHaveSingleItem();
        (carters.Country, carters.From, carters.Answer, carters.Reason).ShouldBe(
            ("CH", Geneva, V1.Answer.Declined, "our own lockout"));
        carters.HeardTime.ShouldBe(server.Time.GetUtcNow().ToTimestamp());
    }

    [Fact]
    public async Task A_call_widens_at_the_end_of_its_wave_and_says_when_that_is()
    {
        await using var server = await BegunAsync();
        await server.FoundOthersAsync();
        await server.DeclareAsync(Masons, "waves");
        var call = server.CallOf(new V1.CallTerms { Widest = V1.Level.Regional, WaveHours = 48 });
        (call.Strike, call.Scope, call.Need) = ("strikes/waves", V1.Level.Local, Francs(50));
        call.Support.Add(V1.SupportKind.Lodging);
        await server.Calls.CallForAidAsync(call);
        await server.QuietAsync();
        var strike = await server.Strikes.GetStrikeAsync(new() { Name = "strikes/waves" });
        (strike.CallOpen, strike.Terms.WaveHours, strike.Terms.HasRunwayDays).ShouldBe((true, 48, false));
        strike.Call.AnswerBy.ShouldBe(server.Time.GetUtcNow().AddHours(48).ToTimestamp());
        strike.Call.Support.ShouldBe([V1.SupportKind.Lodging]);

        await server.PassAsync(TimeSpan.FromHours(24));
        var reminded = await HeardAsync(server, Joiners, "strikes/waves");
        (reminded.Reminders, reminded.RemindedTime).ShouldBe((1, server.Time.GetUtcNow().ToTimestamp()));
        await server.PassAsync(TimeSpan.FromHours(24));

        var sendings = await server.Calls.ListSendingsAsync(new() { Strike = "strikes/waves" });
        sendings.Sendings.Select(sending => (sending.Scope, sending.Cause)).ShouldBe(
            [(V1.Level.Local, V1.SendingCause.ByHand), (V1.Level.Regional, V1.SendingCause.Deadline)]);
        sendings.Sendings[1].Time.ShouldBe(server.Time.GetUtcNow().ToTimestamp());
        (await server.Strikes.GetStrikeAsync(new() { Name = "strikes/waves" })).Call.AnswerBy.ShouldBeNull();
        // Those who have the call are not sent it again, and can answer it still.
        (await HeardAsync(server, Joiners, "strikes/waves")).Closed.ShouldBeFalse();
        var relay = (await server.Calls.ListRelaysAsync(new() { Strike = "strikes/waves" }))
            .Relays.ShouldHaveSingleItem();
        (relay.Federation, relay.Problem).ShouldBe((Geneva, ""));
        (await server.Calls.ListRelaysAsync(new() { Strike = "strikes/waves", OnlyProblems = true }))
            .Relays.ShouldBeEmpty();
    }

    [Fact]
    public async Task Who_has_the_call_is_told_when_it_is_narrowed_cancelled_and_changed()
    {
        await using var server = await BegunAsync();
        await server.FoundOthersAsync();
        await server.Pledges.PledgeAsync(server.PledgeOf(Joiners, "p-1", 1));
        var other = server.CallOf();
        other.Asks = "bread";
        await server.Calls.CallForAidAsync(other);
        await server.QuietAsync();
        var changed = await HeardAsync(server, Joiners);
        (changed.ChangedSinceAnswered, changed.Call.Revision, changed.HowEnded).ShouldBe(
            (true, 1, V1.CallEnd.Unspecified));

        await server.Calls.NarrowCallAsync(server.NarrowTo(V1.Level.Local));
        await server.QuietAsync();
        (await HeardAsync(server, Vaud)).HowEnded.ShouldBe(V1.CallEnd.Narrowed);
        (await HeardAsync(server, Joiners)).Closed.ShouldBeFalse();

        await server.Calls.CancelCallAsync(server.Cancel());
        await server.QuietAsync();
        (await HeardAsync(server, Joiners)).HowEnded.ShouldBe(V1.CallEnd.Cancelled);
        (await server.Strikes.GetStrikeAsync(new() { Name = Strike })).CallOpen.ShouldBeFalse();
    }

    [Fact]
    public async Task A_call_keeps_what_it_said_and_all_who_have_it_learn_what_is_amended()
    {
        await using var server = await BegunAsync();
        await server.FoundOthersAsync();
        await server.DeclareAsync(Masons, "kept");
        var first = server.CallOf(new V1.CallTerms { Widest = V1.Level.International, WaveHours = 48 });
        (first.Strike, first.Scope, first.Need) = ("strikes/kept", V1.Level.Local, Francs(50));
        first.Support.Add(V1.SupportKind.Lodging);
        (await server.Calls.CallForAidAsync(first)).Notices.ShouldBeEmpty();
        await server.QuietAsync();

        await server.Calls.CallForAidAsync(new()
        {
            RequestId = server.NewId(),
            Section = Masons,
            Strike = "strikes/kept",
            Scope = V1.Level.National,
        });
        await server.QuietAsync();
        var wider = (await HeardAsync(server, Vaud, "strikes/kept")).Call;
        (wider.Asks, wider.Need.MinorUnits, wider.Scope).ShouldBe(("money", 5_000, V1.Level.National));
        wider.Support.ShouldBe([V1.SupportKind.Lodging]);

        await server.Calls.AmendCallAsync(new()
        {
            RequestId = server.NewId(),
            Section = Masons,
            Strike = "strikes/kept",
            Asks = "",
            Without = { V1.CallPart.Need, V1.CallPart.Support },
            Terms = new() { WaveHours = 24 },
        });
        await server.QuietAsync();
        foreach (var section in (string[])[Joiners, Vaud])
        {
            var heard = (await HeardAsync(server, section, "strikes/kept")).Call;
            (heard.Asks, heard.Need, heard.Support.Count, heard.Scope).ShouldBe(("", null, 0, V1.Level.National));
            heard.AnswerBy.ShouldBe(server.Time.GetUtcNow().AddHours(24).ToTimestamp());
        }
        (await server.Calls.ListSendingsAsync(new() { Strike = "strikes/kept" })).Sendings[^1].Cause
            .ShouldBe(V1.SendingCause.Amended);
    }

    [Fact]
    public async Task A_call_that_reaches_nobody_says_so_and_is_passed_on_once_there_is_a_federation()
    {
        await using var server = await BegunAsync();
        await server.FoundSectionAsync("alone");
        await server.DeclareAsync("sections/alone", "lonely");
        var call = server.CallOf();
        (call.Section, call.Strike) = ("sections/alone", "strikes/lonely");
        (await server.Calls.CallForAidAsync(call)).Notices.ShouldHaveSingleItem().Reason.ShouldBe("REACHES_NOBODY");

        await server.JoinAsync("sections/alone", Geneva);
        (await HeardAsync(server, Joiners, "strikes/lonely")).Call.Asks.ShouldBe("money");
        call.RequestId = server.NewId();
        (await server.Calls.CallForAidAsync(call)).Notices.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_warning_is_heard_acknowledged_and_answered_with_what_was_seen()
    {
        await using var server = await BegunAsync();
        await server.FoundOthersAsync();
        await server.Sections.FoundSectionAsync(new()
        {
            RequestId = server.NewId(),
            SectionId = "central",
            DisplayName = "Central section",
            Kind = V1.SectionKind.Central,
            Country = "CH",
            Currencies = { Chf },
        });
        await server.JoinAsync("sections/central", "federations/romande");
        await server.Warnings.GiveWarningAsync(server.Warn());
        await server.QuietAsync();

        (await server.Warnings.ListWarningsAsync(new() { Section = Joiners })).Warnings.ShouldBeEmpty();
        await server.Warnings.AcknowledgeWarningAsync(server.Acknowledge("sections/central"));
        var warning = (await server.Warnings.ListWarningsAsync(new() { Section = "sections/central" }))
            .Warnings.ShouldHaveSingleItem();
        (warning.Text, warning.From, warning.Over).ShouldBe(("Do not come.", "federations/romande", false));
        warning.AcknowledgedTime.ShouldBe(server.Time.GetUtcNow().ToTimestamp());

        await server.Warnings.ReportSightingAsync(server.Sight("sections/central", "z"));
        await server.PassAsync(TimeSpan.FromMinutes(1));
        await server.Warnings.ReportSightingAsync(server.Sight(Joiners, "a"));
        await server.QuietAsync();
        var sightings = await server.Warnings.ListSightingsAsync(new() { Strike = Strike, PageSize = 1 });
        sightings.Sightings.ShouldHaveSingleItem().SightingId.ShouldBe("z");
        sightings = await server.Warnings.ListSightingsAsync(
            new() { Strike = Strike, PageToken = sightings.NextPageToken });
        (sightings.Sightings.ShouldHaveSingleItem().Section, sightings.NextPageToken).ShouldBe((Joiners, ""));
    }

    [Fact]
    public async Task Support_is_listed_by_section_and_by_strike()
    {
        await using var server = await BegunAsync();
        (await server.Support.OfferSupportAsync(server.Offer(Joiners, "beds"))).Name
            .ShouldBe($"{Joiners}/support/beds");
        await server.Support.OfferSupportAsync(server.Offer(Printers, "beds"));
        await server.Support.WithdrawSupportAsync(
            new() { RequestId = server.NewId(), Name = $"{Printers}/support/beds", Reason = "full" });
        await server.QuietAsync();

        var toStrike = await server.Support.ListSupportAsync(new() { Strike = Strike });
        toStrike.Offers.Select(offer => (offer.Name, offer.Quantity, offer.Withdrawn)).ShouldBe(
            [($"{Joiners}/support/beds", 12, false), ($"{Printers}/support/beds", 12, true)]);
        (await server.Support.ListSupportAsync(new() { Section = Joiners, Strike = Strike }))
            .Offers.ShouldBe([toStrike.Offers[0]]);
        (await server.Support.ListSupportAsync(new() { Section = Joiners, Strike = "strikes/other" }))
            .Offers.ShouldBeEmpty();
        (await HeardAsync(server, Printers)).Answer.ShouldBe(V1.Answer.Declined);
    }

    [Fact]
    public async Task Tranches_go_out_when_they_are_due_are_missed_without_money_and_end_when_withdrawn()
    {
        await using var server = await BegunAsync();
        (await server.Pledges.PromiseTranchesAsync(server.Tranches(Joiners, "weekly"))).Name
            .ShouldBe($"{Joiners}/pledges/weekly");
        await server.PassAsync(TimeSpan.FromDays(7));
        (await server.BalanceAsync(Joiners, "treasury")).ShouldBe(20_00);
        var series = await TranchesAsync(server);
        (series.Done, series.Missed, series.State).ShouldBe((2, 0, V1.AidState.Pledged));
        series.NextDueTime.ShouldBe(server.Time.GetUtcNow().AddDays(7).ToTimestamp());
        (await server.Pledges.ListPledgesAsync(new() { Section = Joiners })).Pledges
            .Select(pledge => (pledge.Name, pledge.State)).ShouldBe(
            [
                ($"{Joiners}/pledges/weekly-t1", V1.AidState.Honoured),
                ($"{Joiners}/pledges/weekly-t2", V1.AidState.Honoured),
            ]);

        await server.PassAsync(TimeSpan.FromDays(7));
        (await TranchesAsync(server)).Missed.ShouldBe(1);
        await server.Pledges.PromiseTranchesAsync(server.Tranches(Printers, "weekly"));
        await server.Pledges.WithdrawPledgeAsync(
            new() { RequestId = server.NewId(), Name = $"{Printers}/pledges/weekly", Reason = "lockout" });
        var ended = (await server.Pledges.ListTranchesAsync(new() { Section = Printers, Strike = Strike })).Tranches;
        (ended.ShouldHaveSingleItem().State, ended[0].Reason, ended[0].NextDueTime).ShouldBe(
            (V1.AidState.Withdrawn, "lockout", null));
    }

    [Fact]
    public async Task Settings_show_in_the_section_and_hold()
    {
        await using var server = await BegunAsync();
        var section = await server.Sections.GetSectionAsync(new() { Name = Joiners });
        section.Reminders.ShouldBe(new()
        {
            On = true,
            QuietFrom = "21:00",
            QuietUntil = "07:00",
            UtcOffset = "+00:00",
        });
        section.Openness.ShouldBe(new() { Public = V1.Detail.Nothing, Federation = V1.Detail.Breakdown });

        // At eight in the morning it is half past two in the night there.
        var reminders = new V1.ReminderSettings
        {
            On = true,
            QuietFrom = "22:15",
            QuietUntil = "06:00",
            UtcOffset = "-05:30",
        };
        await server.Sections.SetRemindersAsync(
            new() { RequestId = server.NewId(), Section = Joiners, Reminders = reminders });
        await server.Sections.SetOpennessAsync(new()
        {
            RequestId = server.NewId(),
            Section = Joiners,
            Openness = new() { Public = V1.Detail.Totals, Federation = V1.Detail.Books },
        });
        section = await server.Sections.GetSectionAsync(new() { Name = Joiners });
        (section.Reminders, section.Openness.Public, section.Openness.Federation).ShouldBe(
            (reminders, V1.Detail.Totals, V1.Detail.Books));

        await server.Calls.RemindSilentAsync(server.Remind());
        await server.QuietAsync();
        ((await HeardAsync(server, Printers)).Reminders, (await HeardAsync(server, Joiners)).Reminders)
            .ShouldBe((1, 0));
        await server.PassAsync(TimeSpan.FromMinutes(210));
        (await HeardAsync(server, Joiners)).Reminders.ShouldBe(1);
    }

    private static async Task<string> NamesAsync(TestServer server, V1.DeliveryStatus status)
    {
        var (names, request) = (new List<string>(),
            new V1.ListDeliveryRequest { Strike = Strike, Status = status, PageSize = 2 });
        do
        {
            var page = await server.Calls.ListDeliveryAsync(request);
            page.Deliveries.Count.ShouldBeLessThanOrEqualTo(2);
            names.AddRange(page.Deliveries.Select(delivery => delivery.Section["sections/".Length..]));
            request.PageToken = page.NextPageToken;
        }
        while (request.PageToken.Length > 0);
        return string.Join(' ', names);
    }

    private static async Task<V1.InboxCall> HeardAsync(TestServer server, string section, string strike = Strike) =>
        (await server.Calls.ListInboxAsync(new() { Section = section })).Calls.Single(call => call.Strike == strike);

    private static async Task<V1.Tranches> TranchesAsync(TestServer server) =>
        (await server.Pledges.ListTranchesAsync(new() { Section = Joiners })).Tranches.ShouldHaveSingleItem();
}
