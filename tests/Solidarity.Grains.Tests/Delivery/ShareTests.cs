using Solidarity.Domain.Affiliations;
using Solidarity.Domain.Bodies;
using Solidarity.Domain.Federations;
using Solidarity.Domain.Sections.Affiliations;
using Solidarity.Storage;

namespace Solidarity.Grains.Tests.Delivery;

/// <summary>A process delivers for the bodies of its share, and takes over what was another's when its share grows.
/// </summary>
public sealed class ShareTests
{
    private static readonly SectionId Masons = new("masons");
    private static readonly FederationId Geneva = new("geneva");
    private static readonly StreamName GenevaStream = new("federations/geneva");

    [Fact]
    public async Task What_is_for_others_waits_for_them_and_is_taken_over_when_they_are_gone()
    {
        await using var service = await Service.StartAsync();
        await service.FoundAsync(Masons, 0);
        await service.Must(Geneva, new FederationCommand.Found("Geneva", Level.Local, "Geneva", "CH"));
        service.Share.Change(body => body != GenevaStream);

        await service.Must(Masons, new AffiliationCommand.AskAffiliation(Geneva));
        await service.QuietAsync();
        (await service.WaitingAsync(GenevaStream)).Length.ShouldBe(1);

        service.Share.Change(_ => true);
        await service.QuietAsync();
        (await service.WaitingAsync(GenevaStream)).ShouldBeEmpty();
    }
}
