using Grpc.Core;
using Solidarity.Domain.Sections.OwnStrikes;
using Solidarity.Server.Tests.Hosting;
using static Solidarity.Server.Tests.Calls.CallRequestsOf;
using static Solidarity.Server.Tests.Hosting.Story;

namespace Solidarity.Server.Tests.Calls;

public sealed class CallRefusalTests
{
    [Fact]
    public async Task A_section_that_sends_too_much_in_a_day_is_told_the_limit_and_can_still_take_back()
    {
        await using var server = await BegunAsync();
        // The story's own call was the first.
        for (var sent = 1; sent < SectionStrikes.SendingsPerDayMax; sent++)
            await server.Calls.RemindSilentAsync(server.Remind());

        (await Refused.ByAsync(server.Calls.RemindSilentAsync(server.Remind())))
            .ShouldSay(StatusCode.ResourceExhausted, "LIMIT_REACHED");
        var call = await Refused.ByAsync(server.Calls.CallForAidAsync(server.CallOf()));
        call.ShouldSay(StatusCode.ResourceExhausted, "LIMIT_REACHED");
        (call.Metadata["limit"], call.Metadata["max"]).ShouldBe((nameof(SectionStrikes.SendingsPerDayMax), "24"));
        (await Refused.ByAsync(server.Calls.NarrowCallAsync(server.NarrowTo(V1.Level.Local))))
            .ShouldSay(StatusCode.ResourceExhausted, "LIMIT_REACHED");
        (await Refused.ByAsync(server.Warnings.GiveWarningAsync(server.Warn())))
            .ShouldSay(StatusCode.ResourceExhausted, "LIMIT_REACHED");

        await server.Calls.CancelCallAsync(server.Cancel());
        server.Time.Advance(TimeSpan.FromHours(24));
        await server.Calls.CallForAidAsync(server.CallOf());
    }

    [Fact]
    public async Task To_narrow_a_call_is_to_ask_less_far()
    {
        await using var server = await BegunAsync();
        (await Refused.ByAsync(server.Calls.NarrowCallAsync(server.NarrowTo(V1.Level.International))))
            .ShouldSay(StatusCode.FailedPrecondition, "NOT_NARROWER");
        await server.Calls.NarrowCallAsync(server.NarrowTo(V1.Level.Regional));
        var wider = await Refused.ByAsync(server.Calls.NarrowCallAsync(server.NarrowTo(V1.Level.National)));
        wider.ShouldSay(StatusCode.FailedPrecondition, "NOT_NARROWER");
        (wider.Metadata["scope"], wider.Metadata["asked"]).ShouldBe(("Regional", "National"));
    }

    [Fact]
    public async Task What_was_not_called_for_is_not_taken_back_and_nobody_is_reminded_of_it()
    {
        await using var server = await BegunAsync();
        await server.DeclareAsync(Masons, "quiet");
        await ShouldNotBeCalledAsync(server, "strikes/quiet");
        await server.Calls.CancelCallAsync(server.Cancel());
        await ShouldNotBeCalledAsync(server, Strike);
    }

    [Fact]
    public async Task A_closed_call_says_why_it_is_closed()
    {
        await using var server = await BegunAsync();
        await server.FoundOthersAsync();
        await server.DepositAsync(Vaud, 100);
        await server.Calls.NarrowCallAsync(server.NarrowTo(V1.Level.Local));
        await server.QuietAsync();
        await ShouldBeClosedAsync(server, Vaud, "goes less far now");
        await server.Pledges.PledgeAsync(server.PledgeOf(Joiners, "p-1", 2));

        await server.Calls.CancelCallAsync(server.Cancel());
        await server.QuietAsync();
        await ShouldBeClosedAsync(server, Joiners, "was taken back by its section");

        await server.Strikes.EndStrikeAsync(new()
        {
            RequestId = server.NewId(),
            Section = Masons,
            Strike = Strike,
            Outcome = V1.Outcome.Won,
        });
        await server.QuietAsync();
        await ShouldBeClosedAsync(server, Joiners, "the strike is over");
        await ShouldBeClosedAsync(server, Vaud, "the strike is over");
    }

    [Fact]
    public async Task Only_who_was_warned_acknowledges_and_only_who_has_heard_of_the_strike_reports()
    {
        await using var server = await BegunAsync();
        await server.FoundSectionAsync("bakers");
        await server.Warnings.GiveWarningAsync(server.Warn());
        await server.QuietAsync();
        // The joiners are called, but are of another trade.
        (await Refused.ByAsync(server.Warnings.AcknowledgeWarningAsync(server.Acknowledge(Joiners))))
            .ShouldSay(StatusCode.NotFound, "WARNING_UNKNOWN");
        (await Refused.ByAsync(server.Warnings.ReportSightingAsync(server.Sight("sections/bakers"))))
            .ShouldSay(StatusCode.NotFound, "WARNING_UNKNOWN");
        await server.Warnings.ReportSightingAsync(server.Sight(Joiners, "agent"));
        (await Refused.ByAsync(server.Warnings.ReportSightingAsync(server.Sight(Joiners, "agent"))))
            .ShouldSay(StatusCode.AlreadyExists, "PLEDGE_EXISTS");
        (await Refused.ByAsync(server.Warnings.GiveWarningAsync(server.Warn())))
            .ShouldSay(StatusCode.AlreadyExists, "WARNED_ALREADY");
    }

    [Fact]
    public async Task Offers_are_made_to_strikes_that_were_heard_of_and_taken_back_by_their_id()
    {
        await using var server = await BegunAsync();
        await server.FoundSectionAsync("bakers");
        (await Refused.ByAsync(server.Support.OfferSupportAsync(server.Offer("sections/bakers"))))
            .ShouldSay(StatusCode.NotFound, "CALL_UNKNOWN");
        (await Refused.ByAsync(server.Support.OfferSupportAsync(server.Offer(Masons))))
            .ShouldSay(StatusCode.FailedPrecondition, "OWN_STRIKE");
        (await Refused.ByAsync(server.Support.WithdrawSupportAsync(new()
        {
            RequestId = server.NewId(),
            Name = $"{Joiners}/support/none",
        }))).ShouldSay(StatusCode.NotFound, "UNKNOWN_OFFER");
    }

    [Fact]
    public async Task A_body_that_does_not_exist_is_named_and_can_be_called_under_the_same_id_once_it_does()
    {
        await using var server = await BegunAsync();
        var call = server.CallOf(new V1.CallTerms { Widest = V1.Level.International, WaveHours = 1 });
        call.Recipients.Add([Geneva, "sections/bakers"]);
        call.Terms.Foreign.Add("federations/nowhere");
        var unknown = await Refused.ByAsync(server.Calls.CallForAidAsync(call));
        unknown.ShouldSay(StatusCode.NotFound, "UNKNOWN_BODY", "recipients[1]");
        unknown.Message.ShouldContain("sections/bakers");

        await server.FoundSectionAsync("bakers");
        (await Refused.ByAsync(server.Calls.CallForAidAsync(call)))
            .ShouldSay(StatusCode.NotFound, "UNKNOWN_BODY", "terms.foreign[0]");
        await server.FoundFederationAsync("nowhere");
        var first = await server.Calls.CallForAidAsync(call);
        (await server.Calls.CallForAidAsync(call)).ShouldBe(first);
    }

    [Fact]
    public async Task An_id_that_was_used_is_told_before_a_body_that_does_not_exist()
    {
        await using var server = await BegunAsync();
        var deposit = new V1.DepositRequest { RequestId = server.NewId(), Section = Masons, Amount = Francs(1) };
        await server.Sections.DepositAsync(deposit);
        var call = server.CallOf();
        call.RequestId = deposit.RequestId;
        call.Recipients.Add("federations/nowhere");

        (await Refused.ByAsync(server.Calls.CallForAidAsync(call)))
            .ShouldSay(StatusCode.InvalidArgument, "REQUEST_ID_REUSED", "request_id");
    }

    private static async Task ShouldNotBeCalledAsync(TestServer server, string strike)
    {
        (await Refused.ByAsync(server.Calls.NarrowCallAsync(server.NarrowTo(V1.Level.Local, strike))))
            .ShouldSay(StatusCode.FailedPrecondition, "NOT_CALLED");
        (await Refused.ByAsync(server.Calls.CancelCallAsync(server.Cancel(strike))))
            .ShouldSay(StatusCode.FailedPrecondition, "NOT_CALLED");
        (await Refused.ByAsync(server.Calls.RemindSilentAsync(server.Remind(strike))))
            .ShouldSay(StatusCode.FailedPrecondition, "NOT_CALLED");
    }

    private static async Task ShouldBeClosedAsync(TestServer server, string section, string why)
    {
        var refusals = new[]
        {
            await Refused.ByAsync(server.Pledges.PledgeAsync(server.PledgeOf(section, "", 1))),
            await Refused.ByAsync(server.Pledges.PromiseTranchesAsync(server.Tranches(section))),
            await Refused.ByAsync(server.Support.OfferSupportAsync(server.Offer(section))),
        };
        foreach (var refused in refusals)
        {
            refused.ShouldSay(StatusCode.FailedPrecondition, "CALL_CLOSED");
            refused.Message.ShouldContain(why);
        }
    }
}
