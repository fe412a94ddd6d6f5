using Solidarity.Server.Tests.Calls;
using Solidarity.Server.Tests.Hosting;
using static Solidarity.Server.Tests.Hosting.Story;

namespace Solidarity.Server.Tests;

/// <summary>What was said wrong is put right, over the API: everybody concerned sees it, and what it was.</summary>
public sealed class AmendmentTests
{
    [Fact]
    public async Task A_section_and_a_federation_are_amended_and_say_what_they_were()
    {
        await using var server = await BegunAsync();
        await server.Sections.AmendSectionAsync(new()
        {
            RequestId = server.NewId(),
            Section = Joiners,
            DisplayName = "Joiners of Geneva",
            Members = 90,
            AddCurrencies = { new V1.Currency { CurrencyCode = "FRF", UnitsPerMajor = 100 } },
        });
        var section = await server.Sections.GetSectionAsync(new() { Name = Joiners });
        (section.DisplayName, section.Members, section.Currencies.Count).ShouldBe(("Joiners of Geneva", 90, 2));
        section.Amendments.Select(amendment => (amendment.Field, amendment.After)).ShouldBe(
            [("currencies", "CHF, FRF"), ("members", "90"), ("display_name", "Joiners of Geneva")]);

        var refused = await Refused.ByAsync(server.Sections.AmendSectionAsync(new()
        {
            RequestId = server.NewId(),
            Section = Joiners,
            RemoveCurrencies = { Chf },
        }));
        refused.ShouldSay(Grpc.Core.StatusCode.FailedPrecondition, "CURRENCY_IN_USE");

        await server.Federations.AmendFederationAsync(new()
        {
            RequestId = server.NewId(),
            Federation = Geneva,
            Locality = "Carouge",
        });
        var federation = await server.Federations.GetFederationAsync(new() { Name = Geneva });
        federation.Locality.ShouldBe("Carouge");
        federation.Amendments.ShouldHaveSingleItem().Field.ShouldBe("locality");
        (await server.Federations.ListFederationsAsync(new())).Federations.ShouldAllBe(
            listed => listed.Amendments.Count == 0);
    }

    [Fact]
    public async Task A_strikes_facts_are_amended_with_all_who_have_its_call_or_its_warning()
    {
        await using var server = await BegunAsync();
        await server.FoundSectionAsync("others");
        await server.JoinAsync("sections/others", Geneva);
        await server.Warnings.GiveWarningAsync(server.Warn());
        await server.QuietAsync();
        await server.Strikes.AmendStrikeAsync(new()
        {
            RequestId = server.NewId(),
            Section = Masons,
            Strike = Strike,
            Employers = { "The master masons" },
            Start = "1868-03-24",
        });
        await server.QuietAsync();

        var heard = (await server.Calls.ListInboxAsync(new() { Section = Joiners })).Calls.ShouldHaveSingleItem();
        (heard.Facts.Start, heard.Facts.Employers.ShouldHaveSingleItem()).ShouldBe(("1868-03-24", "The master masons"));
        var board = await server.Strikes.GetBoardAsync(new() { Name = Strike });
        board.Facts.Start.ShouldBe("1868-03-24");
        var strike = await server.Strikes.GetStrikeAsync(new() { Name = Strike });
        strike.Amendments.Select(amendment => (amendment.Field, amendment.Before)).ShouldBe(
            [("start", "1868-03-23"), ("employers", "")]);
    }

    [Fact]
    public async Task A_strike_ended_by_mistake_goes_on_and_calls_again_with_all_that_it_said()
    {
        await using var server = await BegunAsync();
        await server.Strikes.EndStrikeAsync(new()
        {
            RequestId = server.NewId(),
            Section = Masons,
            Strike = Strike,
            Outcome = V1.Outcome.Won,
        });
        await server.QuietAsync();
        await server.Strikes.ReopenStrikeAsync(new()
        {
            RequestId = server.NewId(),
            Section = Masons,
            Strike = Strike,
            Reason = "the tariff was not signed",
        });
        await server.QuietAsync();
        var strike = await server.Strikes.GetStrikeAsync(new() { Name = Strike });
        (strike.State, strike.CallOpen).ShouldBe((V1.StrikeState.Open, false));
        var heard = (await server.Calls.ListInboxAsync(new() { Section = Joiners })).Calls.ShouldHaveSingleItem();
        heard.HowEnded.ShouldBe(V1.CallEnd.Reopened);
        (await server.Strikes.ListStrikesAsync(new() { OnlyOpen = true })).Strikes.ShouldHaveSingleItem();

        await server.Calls.CallForAidAsync(new()
        {
            RequestId = server.NewId(),
            Section = Masons,
            Strike = Strike,
            Scope = V1.Level.Local,
        });
        await server.QuietAsync();
        heard = (await server.Calls.ListInboxAsync(new() { Section = Joiners })).Calls.ShouldHaveSingleItem();
        (heard.Closed, heard.Call.Asks).ShouldBe((false, strike.Call.Asks));
        (await server.Pledges.PledgeAsync(server.PledgeOf(Joiners, "p-1", 1))).Position.ShouldBePositive();
    }

    [Fact]
    public async Task A_pledge_takes_the_place_of_a_refusal_and_the_figures_add_up()
    {
        await using var server = await BegunAsync();
        await server.Calls.DeclineCallAsync(new()
        {
            RequestId = server.NewId(),
            Section = Joiners,
            Strike = Strike,
            Reason = "our own lockout",
        });
        await server.QuietAsync();
        await ShowsAsync(pledged: 0, declined: 1, V1.AidState.Declined);
        await server.Pledges.PledgeAsync(server.PledgeOf(Joiners, "p-1", 1));
        await server.QuietAsync();
        await ShowsAsync(pledged: 1, declined: 0, V1.AidState.Pledged);

        async Task ShowsAsync(int pledged, int declined, V1.AidState state)
        {
            var board = await server.Strikes.GetBoardAsync(new() { Name = Strike, Viewer = Masons });
            var answers = board.Answers;
            (answers.Pledged, answers.Declined).ShouldBe((pledged, declined));
            (answers.Pledged + answers.Supported + answers.Declined + answers.Unanswered).ShouldBe(answers.Reached);
            board.Aid.ShouldHaveSingleItem().State.ShouldBe(state);
        }
    }
}
