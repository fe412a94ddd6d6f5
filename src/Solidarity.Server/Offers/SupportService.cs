using Solidarity.Domain.Bodies;
using Solidarity.Domain.Calls;
using Solidarity.Domain.Sections.OwnStrikes;
using Solidarity.Server.Paging;
using Solidarity.Server.Requests;
using Solidarity.Views.Access;
using Solidarity.Views.Worlds;
using Offer = Solidarity.Domain.Calls.Support;

namespace Solidarity.Server.Offers;

internal sealed class SupportService(CommandSender sender, Projector projector) : V1.SupportService.SupportServiceBase
{
    public override Task<V1.CommandReply> OfferSupport(V1.OfferSupportRequest request, ServerCallContext context) =>
        sender.SendAsync(request.Read(), request, context);

    public override Task<V1.CommandReply> WithdrawSupport(
        V1.WithdrawSupportRequest request, ServerCallContext context) =>
        sender.SendAsync(request.Read(), request, context);

    public override async Task<V1.ListSupportResponse> ListSupport(
        V1.ListSupportRequest request, ServerCallContext context)
    {
        var fields = new Fields();
        var page = PageRequest.Read(
            fields, request.PageSize, request.PageToken, "support", request.Section, request.Strike, request.Viewer);
        var section = fields.SectionOrNone("section", request.Section);
        var strike = fields.StrikeOrNone("strike", request.Strike);
        if (section is null && strike is null)
            fields.Add("section", "is missing; say whose offers, or in strike to what they were made");
        var viewer = fields.Viewer("viewer", request.Viewer);
        fields.Check();
        var world = await projector.LatestAsync(context.CancellationToken);
        var found = section is { } id
            ? OfSection(world, id, strike, viewer)
            : ToStrike(world, strike!.Value, viewer);
        // A blank sorts before every character of an id.
        var cut = page.Cut(found, offer => $"{offer.Key.Id} {offer.Key.From}", Write, Name);
        return new V1.ListSupportResponse { Offers = { cut.Items }, NextPageToken = cut.NextToken };
    }

    private static IEnumerable<Offered> OfSection(World world, SectionId id, StrikeId? strike, Viewer viewer)
    {
        var section = world.FindSection(id);
        // What was offered to a strike stands in the strike's books, too.
        if (!viewer.Owns(id) && strike is { } to)
            ToStrike(world, to, viewer);
        else
            viewer.CheckOwns(id, "the list of offers");
        return section.Promises.Support.Where(offer => strike is null || offer.Value.Strike == strike)
            .Select(offer => new Offered(new AidKey(Party.Of(id), offer.Key), offer.Value.Strike, offer.Value.Support));
    }

    private static IEnumerable<Offered> ToStrike(World world, StrikeId id, Viewer viewer)
    {
        var strike = world.FindStrike(id, viewer, Detail.Books, "the list of offers");
        return strike.Aid.Support.Select(offer => new Offered(offer.Key, id, offer.Value));
    }

    private static V1.SupportOffer Write(Offered offered)
    {
        var message = new V1.SupportOffer
        {
            Name = NameOf(offered),
            Strike = ((Address)offered.Strike).ToString(),
            Kind = offered.Offer.Kind.ToWire(),
            Unit = offered.Offer.Unit,
            Note = offered.Offer.Note,
            Withdrawn = offered.Offer.Withdrawn,
        };
        if (offered.Offer.Quantity is { } quantity)
            message.Quantity = quantity;
        return message;
    }

    private static V1.SupportOffer Name(Offered offered) => new() { Name = NameOf(offered) };

    private static string NameOf(Offered offered) =>
        $"{offered.Key.From}/{SupportRequests.Support}/{offered.Key.Id}";

    private sealed record Offered(AidKey Key, StrikeId Strike, Offer Offer);
}
