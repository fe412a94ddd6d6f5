using Solidarity.Domain.Affiliations;
using Solidarity.Domain.Bodies;
using Solidarity.Domain.Calls;
using Solidarity.Domain.Federations;
using Solidarity.Domain.Sections.OwnCalls;
using Solidarity.Domain.Sections.OwnStrikes;
using Solidarity.Domain.Sections.Pledges;
using Solidarity.Grains.Tests;
using Solidarity.Storage;
using Solidarity.Views.Boards;
using static Solidarity.Grains.Tests.Service;

namespace Solidarity.Views.Tests.Boards;

/// <summary>Money on its way to a section that does not answer, and the holds that wait for it.</summary>
public sealed class MoneySurveyTests
{
    private static readonly FederationId Geneva = new("geneva");
    private static readonly SectionId Masons = new("masons");
    private static readonly SectionId Joiners = new("joiners");
    private static readonly StrikeId Strike = new("masons-1868");

    [Fact]
    public async Task What_is_in_flight_shows_by_age_until_it_arrives()
    {
        await using var service = await CalledAsync();
        Survey(service).InFlight.ShouldBeEmpty();
        service.Mailbox.Silence(new StreamName("sections/masons"));
        await PledgeAsync(service);

        Survey(service).InFlight.ShouldBe(
            [new((Chf, TimeSpan.FromHours(1)), (Int128)50_00)]);
        service.Time.Advance(TimeSpan.FromHours(25));
        Survey(service).InFlight.ShouldBe([new((Chf, TimeSpan.FromDays(3)), (Int128)50_00)]);
        Survey(service).Transfers[TimeSpan.FromDays(3)].ShouldBe(1);
        Survey(service).Transfers.Values.Sum().ShouldBe(1);

        await service.EndSilenceAsync(new StreamName("sections/masons"));
        await service.QuietAsync();
        Survey(service).InFlight.ShouldBeEmpty();
        Survey(service).Transfers.Values.ShouldAllBe(count => count == 0);
    }

    [Fact]
    public async Task Holds_show_when_they_expire_soon()
    {
        await using var service = await CalledAsync();
        // It does not answer that it holds room, so the money does not set out.
        service.Mailbox.Silence(new StreamName("federations/geneva"));
        await PledgeAsync(service);
        var hold = service.Projector.Current.Sections.Find(Joiners.Value)!.Treasury.Holds.ByHop.Values
            .ShouldHaveSingleItem();

        Expiring(service, hold.Expires - TimeSpan.FromHours(7)).ShouldBe([0, 0, 0]);
        Expiring(service, hold.Expires - TimeSpan.FromHours(5)).ShouldBe([0, 0, 1]);
        Expiring(service, hold.Expires - TimeSpan.FromMinutes(30)).ShouldBe([0, 1, 0]);
        Expiring(service, hold.Expires - TimeSpan.FromMinutes(1)).ShouldBe([1, 0, 0]);
    }

    private static MoneySurvey Survey(Service service) =>
        MoneySurvey.Of(service.Projector.Current, service.Time.GetUtcNow());

    private static long[] Expiring(Service service, DateTimeOffset now)
    {
        var survey = MoneySurvey.Of(service.Projector.Current, now);
        return [.. MoneySurvey.HoldSpans.Select(span => survey.Expiring[span])];
    }

    private static async Task PledgeAsync(Service service)
    {
        await service.Must(Joiners, new PledgeCommand.MakePledge(
            new PledgeId("p-1"), Strike, AidKind.Gift, Francs(50), "assembly of 1 April", true, null));
        await service.QuietAsync();
    }

    private static async Task<Service> CalledAsync()
    {
        var service = await StartAsync();
        await service.Must(Geneva, new FederationCommand.Found("Geneva", Level.Local, "Geneva", "CH"));
        foreach (var section in (SectionId[])[Masons, Joiners])
        {
            await service.FoundAsync(section, section == Masons ? 0 : 100);
            await service.JoinAsync(section, Geneva);
            await service.OpenAsync(section, Geneva);
            await service.OpenAsync(Geneva, section);
        }
        await service.Must(Masons, new OwnStrikeCommand.DeclareStrike(Strike, new StrikeFacts(
            "masons", "Geneva", "CH", ["the masters"], "ten hours", 3000, new DateOnly(1868, 3, 23))));
        await service.Must(
            Masons, new OwnCallCommand.CallForAid(Strike, Level.Local, [], new CallChange("money", Francs(1000))));
        await service.QuietAsync();
        return service;
    }
}
