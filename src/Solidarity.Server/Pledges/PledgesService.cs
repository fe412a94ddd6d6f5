using Google.Protobuf.WellKnownTypes;
using Solidarity.Domain.Bodies;
using Solidarity.Domain.Sections.Pledges;
using Solidarity.Domain.Sections.Tranches;
using Solidarity.Server.Errors;
using Solidarity.Server.Paging;
using Solidarity.Server.Requests;
using Solidarity.Views.Worlds;

namespace Solidarity.Server.Pledges;

internal sealed class PledgesService(CommandSender sender, Projector projector) : V1.PledgesService.PledgesServiceBase
{
    public override Task<V1.CommandReply> Pledge(V1.PledgeRequest request, ServerCallContext context) =>
        sender.SendAsync(request.Read(), request, context);

    public override Task<V1.CommandReply> PromiseTranches(
        V1.PromiseTranchesRequest request, ServerCallContext context) =>
        sender.SendAsync(request.Read(), request, context);

    public override Task<V1.CommandReply> HonourPledge(V1.HonourPledgeRequest request, ServerCallContext context) =>
        sender.SendAsync(request.Read(), request, context);

    public override Task<V1.CommandReply> WithdrawPledge(V1.WithdrawPledgeRequest request, ServerCallContext context) =>
        sender.SendAsync(request.Read(), request, context);

    public override async Task<V1.Pledge> GetPledge(V1.GetPledgeRequest request, ServerCallContext context)
    {
        var fields = new Fields();
        var (owner, id) = fields.Part("name", request.Name, BodyKind.Section, PledgeRequests.Pledges);
        var viewer = fields.Viewer("viewer", request.Viewer);
        fields.Check();
        var world = await projector.LatestAsync(context.CancellationToken);
        var section = world.FindSection(owner.Section, viewer, "a pledge");
        return section.Promises.Pledges.TryGetValue(id, out var pledge)
            ? Write(section.Id, id, pledge)
            : throw new RefusedException(PledgeRefusals.UnknownPledge(section.Id, id));
    }

    public override async Task<V1.ListPledgesResponse> ListPledges(
        V1.ListPledgesRequest request, ServerCallContext context)
    {
        var fields = new Fields();
        var page = PageRequest.Read(
            fields, request.PageSize, request.PageToken, "pledges", request.Section, request.Strike, request.Viewer);
        var id = fields.Section("section", request.Section);
        var strike = fields.StrikeOrNone("strike", request.Strike);
        var viewer = fields.Viewer("viewer", request.Viewer);
        fields.Check();
        var world = await projector.LatestAsync(context.CancellationToken);
        var section = world.FindSection(id, viewer, "the list of pledges");
        var found = section.Promises.Pledges.Where(pledge => strike is null || pledge.Value.Strike == strike);
        var cut = page.Cut(
            found, pledge => pledge.Key.Value, pledge => Write(section.Id, pledge.Key, pledge.Value),
            pledge => new V1.Pledge { Name = NameOf(section.Id, pledge.Key) });
        return new V1.ListPledgesResponse { Pledges = { cut.Items }, NextPageToken = cut.NextToken };
    }

    public override async Task<V1.ListTranchesResponse> ListTranches(
        V1.ListTranchesRequest request, ServerCallContext context)
    {
        var fields = new Fields();
        var page = PageRequest.Read(
            fields, request.PageSize, request.PageToken, "tranches", request.Section, request.Strike, request.Viewer);
        var id = fields.Section("section", request.Section);
        var strike = fields.StrikeOrNone("strike", request.Strike);
        var viewer = fields.Viewer("viewer", request.Viewer);
        fields.Check();
        var world = await projector.LatestAsync(context.CancellationToken);
        var section = world.FindSection(id, viewer, "the list of tranches");
        var found = section.Promises.Tranches.Where(series => strike is null || series.Value.Strike == strike);
        var cut = page.Cut(
            found, series => series.Key.Value, series => Write(section.Id, series.Key, series.Value),
            series => new V1.Tranches { Name = NameOf(section.Id, series.Key) });
        return new V1.ListTranchesResponse { Tranches = { cut.Items }, NextPageToken = cut.NextToken };
    }

    private static string NameOf(SectionId section, PledgeId id) =>
        $"{(Address)section}/{PledgeRequests.Pledges}/{id}";

    private static V1.Tranches Write(SectionId section, PledgeId id, TrancheSeries series) => new()
    {
        Name = NameOf(section, id),
        Strike = ((Address)series.Strike).ToString(),
        StrikingSection = ((Address)series.To).ToString(),
        Kind = series.Kind.ToWire(),
        Each = series.Each.ToWire(),
        Count = series.Count,
        EveryDays = series.EveryDays,
        Authority = series.Authority,
        Done = series.Done,
        Missed = series.Missed,
        NextDueTime = series.NextDue.ToWire(),
        State = series.State.ToWire(),
        Reason = series.Reason,
    };

    private static V1.Pledge Write(SectionId section, PledgeId id, Pledge pledge) => new()
    {
        Name = NameOf(section, id),
        Strike = ((Address)pledge.Strike).ToString(),
        StrikingSection = ((Address)pledge.To).ToString(),
        Kind = pledge.Kind.ToWire(),
        Amount = pledge.Amount.ToWire(),
        Authority = pledge.Authority,
        State = pledge.State.ToWire(),
        Runs = pledge.Runs,
        Transfer = pledge.Transfer is { } transfer ? ((Address)transfer).ToString() : "",
        Delivered = pledge.Delivered.ToWire(),
        Owed = pledge.Owed.ToWire(),
        Reason = pledge.Reason,
        PartOf = pledge.PartOf is { } whole ? NameOf(section, whole) : "",
        AgainTime = pledge.AgainAt?.ToTimestamp(),
    };
}
