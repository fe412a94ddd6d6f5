using Solidarity.Domain.Affiliations;
using Solidarity.Domain.Bodies;
using Solidarity.Domain.Federations.Members;
using Solidarity.Domain.Sections.Affiliations;
using Solidarity.Domain.Sections.OwnStrikes;
using Solidarity.Views.Access;
using Solidarity.Views.Tests.Worlds;

namespace Solidarity.Views.Tests.Access;

public sealed class ViewerTests
{
    private static readonly FederationId Geneva = new("geneva");
    private static readonly FederationId Romande = new("romande");
    private static readonly FederationId Jura = new("jura");
    private static readonly SectionId Masons = new("masons");

    public static TheoryData<string, Detail> Viewers => new()
    {
        { "", Detail.Books },
        { "public", Detail.Nothing },
        { "sections/masons", Detail.Books },
        // Beside it in its federation, and in another one of the federation above.
        { "sections/joiners", Detail.Breakdown },
        { "sections/watchmakers", Detail.Breakdown },
        { "sections/tailors", Detail.Nothing },
        { "federations/geneva", Detail.Breakdown },
        { "federations/romande", Detail.Breakdown },
        { "federations/jura", Detail.Breakdown },
        { "federations/london", Detail.Nothing },
        { "sections/nobody", Detail.Nothing },
    };

    [Theory]
    [MemberData(nameof(Viewers))]
    public void Who_shares_a_federation_sees_what_the_section_shows_there(string viewer, Detail detail) =>
        Of(viewer).DetailOf(Told().World, Masons).ShouldBe(detail);

    [Fact]
    public void The_section_chooses_what_is_shown()
    {
        var tale = Told().Tell(Masons, new OwnStrikeEvent.OpennessSet(new Openness(Detail.Nothing, Detail.Books)));
        Of("public").DetailOf(tale.World, Masons).ShouldBe(Detail.Nothing);
        Of("federations/romande").DetailOf(tale.World, Masons).ShouldBe(Detail.Books);
        // What everybody sees, its federations see, too.
        tale.Tell(Masons, new OwnStrikeEvent.OpennessSet(new Openness(Detail.Books, Detail.Nothing)));
        Of("federations/romande").DetailOf(tale.World, Masons).ShouldBe(Detail.Books);
    }

    [Fact]
    public void Who_leaves_sees_what_everybody_sees()
    {
        var tale = Told().Tell(new SectionId("joiners"), new AffiliationEvent.AffiliationEnded(Geneva, Left: true, ""));
        Of("sections/joiners").DetailOf(tale.World, Masons).ShouldBe(Detail.Nothing);
    }

    private static Viewer Of(string viewer) => viewer switch
    {
        "" => new Viewer.Operator(),
        "public" => new Viewer.Public(),
        _ => new Viewer.Member(Address.Parse(viewer)),
    };

    private static Tale Told()
    {
        var tale = new Tale();
        foreach (var member in (FederationId[])[Geneva, Jura])
            tale.Tell(
                member, new MemberEvent.AffiliationAsked(Romande, 1),
                new MemberEvent.AffiliationGranted(Romande, Level.National, [], tale.At));
        return tale.Found(Masons, "CH", null, Geneva)
            .Found(new SectionId("joiners"), "CH", null, Geneva)
            .Found(new SectionId("watchmakers"), "CH", null, Jura)
            .Found(new SectionId("tailors"), "GB", null, new FederationId("london"));
    }
}
