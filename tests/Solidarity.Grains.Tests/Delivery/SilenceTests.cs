using Solidarity.Domain.Affiliations;
using Solidarity.Domain.Bodies;
using Solidarity.Domain.Federations;
using Solidarity.Domain.Routes;
using Solidarity.Domain.Sections.Affiliations;
using Solidarity.Domain.Treasuries.Corridors;
using Solidarity.Storage;
using static Solidarity.Grains.Tests.Service;

namespace Solidarity.Grains.Tests.Delivery;

/// <summary>A body that does not answer: what is for it waits, in order, and nothing else waits for that.</summary>
public sealed class SilenceTests
{
    private static readonly FederationId Geneva = new("geneva");
    private static readonly StreamName GenevaStream = new("federations/geneva");
    private static readonly SectionId[] Asking = [new("bakers"), new("joiners"), new("masons")];

    [Fact]
    public async Task What_is_for_a_silent_body_waits_and_the_others_go_on()
    {
        await using var service = await FoundedAsync();
        service.Mailbox.Silence(GenevaStream);
        await AskAllAsync(service);

        Members(service).ShouldBeEmpty();
        (await service.WaitingAsync(GenevaStream)).Length.ShouldBe(Asking.Length);

        await service.EndSilenceAsync(GenevaStream);
        Members(service).ShouldBe(Asking);
        (await service.WaitingAsync(GenevaStream)).Length.ShouldBe(0);
    }

    [Fact]
    public async Task It_can_answer_the_first_letters_and_be_silent_again()
    {
        await using var service = await FoundedAsync();
        service.Mailbox.Silence(GenevaStream);
        await AskAllAsync(service);

        await TakeThroughAsync(service, (await service.WaitingAsync(GenevaStream))[0]);
        Members(service).ShouldBe([Asking[0]]);

        await TakeThroughAsync(service, (await service.WaitingAsync(GenevaStream))[^1]);
        Members(service).ShouldBe(Asking);
        await service.Must(Asking[0], new AffiliationCommand.LeaveFederation(Geneva));
        await service.QuietAsync();
        Members(service).ShouldBe(Asking);
        (await service.WaitingAsync(GenevaStream)).Length.ShouldBe(1);
    }

    [Fact]
    public async Task What_has_waited_comes_before_what_comes_then()
    {
        await using var service = await FoundedAsync();
        var key = new CorridorKey(Geneva, Chf, Chf);
        service.Mailbox.Silence(GenevaStream);
        for (var fee = 1; fee <= 9; fee++)
            await service.Owner(Asking[0], new CorridorCommand.OfferCorridor(
                key, CorridorTerms.Free with { FeeMinor = fee }));
        await service.QuietAsync();

        service.Mailbox.EndSilence(GenevaStream);
        service.Dispatcher.Retry(null);
        await service.Owner(Asking[0], new CorridorCommand.OfferCorridor(
            key, CorridorTerms.Free with { FeeMinor = 10 }));
        await service.QuietAsync();
        var offer = service.Projector.Current.Federations.Find(Geneva.Value)!.Treasury.Corridors.Offers.Single();
        offer.Value.Terms.FeeMinor.ShouldBe(10);
    }

    [Fact]
    public async Task A_silent_body_that_nobody_asks_for_is_tried_again_by_itself()
    {
        await using var service = await FoundedAsync();
        service.Mailbox.Silence(GenevaStream);
        await AskAllAsync(service);

        service.Mailbox.EndSilence(GenevaStream);
        await service.Time.PassPausesUntilAsync(MembersAsync(service, Asking.Length));
        await service.QuietAsync();
        Members(service).ShouldBe(Asking);
    }

    private static async Task<Service> FoundedAsync()
    {
        var service = await StartAsync();
        await service.Must(Geneva, new FederationCommand.Found("Geneva", Level.Local, "Geneva", "CH"));
        foreach (var section in Asking)
            await service.FoundAsync(section, francs: 0);
        return service;
    }

    private static async Task AskAllAsync(Service service)
    {
        foreach (var section in Asking)
        {
            await service.Must(section, new AffiliationCommand.AskAffiliation(Geneva));
            await service.QuietAsync();
        }
    }

    private static async Task TakeThroughAsync(Service service, long message)
    {
        service.Mailbox.Silence(GenevaStream, message);
        service.Dispatcher.Retry(null);
        await service.QuietAsync();
    }

    private static async Task MembersAsync(Service service, int count)
    {
        while (Members(service).Length < count)
            await service.Projector.WaitForAsync(service.Projector.Position + 1, Deadline());
    }

    private static SectionId[] Members(Service service) =>
        [.. service.Projector.Current.Federations.Find(Geneva.Value)!.Membership.Members.Keys.Select(m => m.Section)];
}
