using Google.Protobuf.WellKnownTypes;
using Solidarity.Domain.Bodies;
using Solidarity.Domain.Calls;
using Solidarity.Domain.Sections.Inbox;
using Solidarity.Domain.Sections.OwnStrikes;
using Solidarity.Server.Paging;
using Solidarity.Server.Requests;
using Solidarity.Server.Strikes;
using Solidarity.Views.Worlds;

namespace Solidarity.Server.Warnings;

internal sealed class WarningsService(CommandSender sender, Projector projector)
    : V1.WarningsService.WarningsServiceBase
{
    public override Task<V1.CommandReply> GiveWarning(V1.GiveWarningRequest request, ServerCallContext context) =>
        sender.SendAsync(request.Read(), request, context);

    public override Task<V1.CommandReply> AcknowledgeWarning(
        V1.AcknowledgeWarningRequest request, ServerCallContext context) =>
        sender.SendAsync(request.Read(), request, context);

    public override Task<V1.CommandReply> ReportSighting(
        V1.ReportSightingRequest request, ServerCallContext context) =>
        sender.SendAsync(request.Read(), request, context);

    public override async Task<V1.ListWarningsResponse> ListWarnings(
        V1.ListWarningsRequest request, ServerCallContext context)
    {
        var fields = new Fields();
        var page = PageRequest.Read(
            fields, request.PageSize, request.PageToken, "warnings", request.Section, $"{request.OnlyOpen}",
            request.Viewer);
        var id = fields.Section("section", request.Section);
        var viewer = fields.Viewer("viewer", request.Viewer);
        fields.Check();
        var world = await projector.LatestAsync(context.CancellationToken);
        var section = world.FindSection(id, viewer, "the list of warnings");
        var found = section.Inbox.Warnings.Values.Where(heard => !(request.OnlyOpen && heard.Over));
        var cut = page.Cut(
            found, heard => heard.Warning.Strike.Value, Write,
            heard => new V1.Warning { Strike = ((Address)heard.Warning.Strike).ToString() });
        return new V1.ListWarningsResponse { Warnings = { cut.Items }, NextPageToken = cut.NextToken };
    }

    public override async Task<V1.ListSightingsResponse> ListSightings(
        V1.ListSightingsRequest request, ServerCallContext context)
    {
        var fields = new Fields();
        var page = PageRequest.Read(
            fields, request.PageSize, request.PageToken, "sightings", request.Strike, request.Viewer);
        var id = fields.Strike("strike", request.Strike);
        var viewer = fields.Viewer("viewer", request.Viewer);
        fields.Check();
        var world = await projector.LatestAsync(context.CancellationToken);
        var strike = world.FindStrike(id, viewer, Detail.Books, "the list of sightings");
        // Times are written so that times in order are texts in order.
        var cut = page.Cut(
            strike.Warnings.Sightings, seen => $"{seen.Value.At.UtcTicks:d19} {seen.Key.Id} {seen.Key.From}",
            seen => Write(seen.Key, seen.Value), seen => new V1.Sighting { SightingId = seen.Key.Id.Value });
        return new V1.ListSightingsResponse { Sightings = { cut.Items }, NextPageToken = cut.NextToken };
    }

    private static V1.Warning Write(HeardWarning heard) => new()
    {
        Strike = ((Address)heard.Warning.Strike).ToString(),
        Section = ((Address)heard.Warning.Section).ToString(),
        Facts = heard.Warning.Facts.ToWire(),
        Text = heard.Warning.Text,
        From = heard.From.ToString(),
        HeardTime = heard.HeardAt.ToTimestamp(),
        AcknowledgedTime = heard.AcknowledgedAt.ToWire(),
        Over = heard.Over,
    };

    private static V1.Sighting Write(AidKey key, Sighting sighting) => new()
    {
        SightingId = key.Id.Value,
        Section = key.From.ToString(),
        Place = sighting.Place,
        Text = sighting.Text,
        Time = sighting.At.ToTimestamp(),
    };
}
