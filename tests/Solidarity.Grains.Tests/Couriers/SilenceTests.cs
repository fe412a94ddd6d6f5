using Solidarity.Domain.Affiliations;
using Solidarity.Domain.Bodies;
using Solidarity.Domain.Federations;
using Solidarity.Domain.Routes;
using Solidarity.Domain.Sections;
using Solidarity.Domain.Treasuries.Corridors;
using Solidarity.Storage;
using static Solidarity.Grains.Tests.Service;

namespace Solidarity.Grains.Tests.Couriers;

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
        service.Courier.Withhold(GenevaStream);
        await AskAllAsync(service);

        Members(service).ShouldBeEmpty();
        service.Courier.CountWithheld(GenevaStream).ShouldBe(Asking.Length);

        service.Courier.Resume(GenevaStream);
        await service.QuietAsync();
        Members(service).ShouldBe(Asking);
        service.Courier.CountWithheld(GenevaStream).ShouldBe(0);
    }

    [Fact]
    public async Task It_can_answer_the_first_letters_and_be_silent_again()
    {
        await using var service = await FoundedAsync();
        service.Courier.Withhold(GenevaStream);
        await AskAllAsync(service);

        service.Courier.LetThrough(GenevaStream, 1);
        await service.QuietAsync();
        Members(service).ShouldBe([Asking[0]]);

        service.Courier.LetThrough(GenevaStream, 100);
        await service.QuietAsync();
        Members(service).ShouldBe(Asking);
        await service.Must(Asking[0], new SectionCommand.LeaveFederation(Geneva));
        await service.QuietAsync();
        Members(service).ShouldBe(Asking);
        service.Courier.CountWithheld(GenevaStream).ShouldBe(1);
    }

    [Fact]
    public async Task What_has_waited_comes_before_what_comes_then()
    {
        await using var service = await FoundedAsync();
        var key = new CorridorKey(Geneva, Chf, Chf);
        service.Courier.Withhold(GenevaStream);
        service.Courier.Withhold(GenevaStream);
        for (var fee = 1; fee <= 9; fee++)
            await service.Owner(Asking[0], new CorridorCommand.OfferCorridor(
                key, CorridorTerms.Free with { FeeMinor = fee }));
        await service.QuietAsync();

        service.Courier.Resume(GenevaStream);
        await service.Owner(Asking[0], new CorridorCommand.OfferCorridor(
            key, CorridorTerms.Free with { FeeMinor = 10 }));
        await service.QuietAsync();
        var offer = service.Projector.Read(world => world.Federations.Find(Geneva.Value))!.Treasury.Offers.Single();
        offer.Value.Terms.FeeMinor.ShouldBe(10);
    }

    [Fact]
    public async Task To_let_through_or_resume_one_that_is_not_silent_does_nothing()
    {
        await using var service = await FoundedAsync();
        service.Courier.LetThrough(GenevaStream, 1);
        service.Courier.Resume(GenevaStream);
        await AskAllAsync(service);
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
            await service.Must(section, new SectionCommand.AskAffiliation(Geneva));
            await service.QuietAsync();
        }
    }

    private static SectionId[] Members(Service service) =>
        [.. service.Projector.Read(world => world.Federations.Find(Geneva.Value))!.Members.Keys.Select(m => m.Section)];
}
