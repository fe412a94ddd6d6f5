using Solidarity.Domain.Bodies;
using Solidarity.Domain.Text;
using Solidarity.Server.Callers;
using Solidarity.Server.Paging;
using Solidarity.Server.Requests;
using Solidarity.Views.Worlds;

namespace Solidarity.Server.Sections;

internal sealed class SectionsService(
    CommandSender sender, Projector projector, SectionBoards boards, TradeTable trades)
    : V1.SectionsService.SectionsServiceBase
{
    public override Task<V1.CommandReply> FoundSection(V1.FoundSectionRequest request, ServerCallContext context) =>
        sender.SendAsync(request.Read(trades), request, context);

    public override Task<V1.CommandReply> AmendSection(V1.AmendSectionRequest request, ServerCallContext context) =>
        sender.SendAsync(request.Read(trades), request, context);

    public override Task<V1.CommandReply> AskAffiliation(V1.AskAffiliationRequest request, ServerCallContext context) =>
        sender.SendAsync(request.ReadForSection(), request, context);

    public override Task<V1.CommandReply> LeaveFederation(
        V1.LeaveFederationRequest request, ServerCallContext context) =>
        sender.SendAsync(request.ReadForSection(), request, context);

    public override Task<V1.CommandReply> Deposit(V1.DepositRequest request, ServerCallContext context) =>
        sender.SendAsync(request.Read(), request, context);

    public override Task<V1.CommandReply> PayOut(V1.PayOutRequest request, ServerCallContext context) =>
        sender.SendAsync(request.Read(), request, context);

    public override Task<V1.CommandReply> PayDues(V1.PayDuesRequest request, ServerCallContext context) =>
        sender.SendAsync(request.Read(), request, context);

    public override Task<V1.CommandReply> ReverseEntry(V1.ReverseEntryRequest request, ServerCallContext context) =>
        sender.SendAsync(request.Read(), request, context);

    public override Task<V1.CommandReply> SetReminders(V1.SetRemindersRequest request, ServerCallContext context) =>
        sender.SendAsync(request.Read(), request, context);

    public override Task<V1.CommandReply> SetOpenness(V1.SetOpennessRequest request, ServerCallContext context) =>
        sender.SendAsync(request.Read(), request, context);

    public override async Task<V1.Section> GetSection(V1.GetSectionRequest request, ServerCallContext context)
    {
        var fields = new Fields();
        var id = fields.Section("name", request.Name);
        fields.Check();
        var world = await projector.LatestAsync(context.CancellationToken);
        var section = world.FindSection(id);
        var message = section.ToWire();
        message.Amendments.AddRange(section.Amendments.ToWire());
        return message;
    }

    public override async Task<V1.ListSectionsResponse> ListSections(
        V1.ListSectionsRequest request, ServerCallContext context)
    {
        var fields = new Fields();
        var page = PageRequest.Read(
            fields, request.PageSize, request.PageToken, "sections", request.Country, request.Federation);
        var country = fields.CountryOrAll("country", request.Country);
        var federation = fields.FederationOrNone("federation", request.Federation);
        fields.Check();
        var world = await projector.LatestAsync(context.CancellationToken);
        var found = world.Sections.All.Where(section => section.Founded
            && (country.Length == 0 || section.Profile.Country == country)
            && (federation is null || section.Affiliations.IsIn(federation.Value)));
        var cut = page.Cut(
            found, section => section.Id.Value, section => section.ToWire(),
            section => new V1.Section { Name = ((Address)section.Id).ToString() });
        return new V1.ListSectionsResponse { Sections = { cut.Items }, NextPageToken = cut.NextToken };
    }

    public override Task<V1.SectionBoard> GetSectionBoard(
        V1.GetSectionBoardRequest request, ServerCallContext context) =>
        boards.GetAsync(request, context.CancellationToken);

    public override Task WatchSectionBoard(
        V1.WatchSectionBoardRequest request, IServerStreamWriter<V1.WatchSectionBoardResponse> responseStream,
        ServerCallContext context) =>
        boards.WatchAsync(request, responseStream, Caller.Of(context), context.CancellationToken);
}
