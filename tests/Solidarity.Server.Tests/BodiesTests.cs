using Solidarity.Server.Tests.Hosting;
using static Solidarity.Server.Tests.Hosting.Story;

namespace Solidarity.Server.Tests;

/// <summary>What goes by an id.</summary>
public sealed class BodiesTests
{
    private const int IdsMax = 1_000;

    [Fact]
    public async Task An_id_may_be_that_of_a_section_of_a_federation_of_both_or_of_nobody()
    {
        await using var server = await TestServer.StartAsync();
        await server.FoundSectionAsync("masons");
        await server.FoundSectionAsync("geneva");
        await server.FoundFederationAsync("geneva");
        await server.FoundFederationAsync("romande");

        var found = await server.Bodies.FindBodiesAsync(
            new() { Ids = { "romande", "geneva", "nobody", "masons", "geneva" } });

        found.Names.ShouldBe(["federations/romande", "sections/geneva", "federations/geneva", Masons]);
    }

    [Fact]
    public async Task A_body_that_others_have_only_named_is_not_found()
    {
        await using var server = await TestServer.StartAsync();
        await server.FoundSectionAsync("joiners");
        await server.Corridors.OfferCorridorAsync(
            new() { RequestId = server.NewId(), From = Joiners, To = Masons, Given = Chf });
        await server.QuietAsync();

        (await server.Bodies.FindBodiesAsync(new() { Ids = { "masons" } })).Names.ShouldBeEmpty();
    }

    [Fact]
    public async Task Ids_are_slugs_and_not_too_many()
    {
        await using var server = await TestServer.StartAsync();
        await ShouldBeMalformedAsync("ids");
        await ShouldBeMalformedAsync("ids[1]", "masons", "sections/masons");
        await ShouldBeMalformedAsync("ids", [.. Enumerable.Repeat("a", IdsMax + 1)]);
        (await server.Bodies.FindBodiesAsync(new() { Ids = { Enumerable.Repeat("a", IdsMax) } })).Names.ShouldBeEmpty();

        async Task ShouldBeMalformedAsync(string field, params string[] ids) =>
            (await Refused.ByAsync(server.Bodies.FindBodiesAsync(new() { Ids = { ids } })))
                .ShouldSay(Grpc.Core.StatusCode.InvalidArgument, "MALFORMED", field);
    }
}
