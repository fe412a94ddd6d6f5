using Solidarity.Domain.Bodies;
using Solidarity.Domain.Sections;
using Solidarity.Domain.Sections.Pledges;
using Solidarity.Domain.Sections.Tranches;
using Solidarity.Domain.Text;
using Solidarity.Server.Requests;

namespace Solidarity.Server.Pledges;

/// <summary>Reads the commands of pledges.proto.</summary>
internal static class PledgeRequests
{
    public const string Pledges = "pledges";

    public static Order<SectionCommand> Read(this V1.PledgeRequest request) => Order.OfSection(
        request.RequestId, "section", request.Section,
        fields => new PledgeCommand.MakePledge(
            fields.NewId<PledgeId>("pledge_id", request.PledgeId),
            fields.Strike("strike", request.Strike),
            fields.OneOf("kind", request.Kind.ToPledgeKind(), EnumTexts.PledgeKinds),
            fields.MoneyOrNone("amount", request.Amount),
            fields.Text("authority", request.Authority, Texts.MemoCharsMax),
            request.HonourNow,
            fields.Time("lapse_time", request.LapseTime),
            Fields.Again(request.Again, request.PledgeId)),
        command => $"{Pledges}/{command.Pledge}");

    public static Order<SectionCommand> Read(this V1.PromiseTranchesRequest request) => Order.OfSection(
        request.RequestId, "section", request.Section,
        fields => new TrancheCommand.PromiseTranches(
            fields.NewId<PledgeId>("pledge_id", request.PledgeId),
            fields.Strike("strike", request.Strike),
            fields.OneOf("kind", request.Kind.ToPledgeKind(), EnumTexts.PledgeKinds),
            fields.Money("each", request.Each),
            fields.Within("count", request.Count, 2, TrancheSeries.CountMax),
            fields.Within("every_days", request.EveryDays, 1, TrancheSeries.EveryDaysMax),
            fields.Text("authority", request.Authority, Texts.MemoCharsMax),
            Fields.Again(request.Again, request.PledgeId)),
        command => $"{Pledges}/{command.Pledge}");

    public static Order<SectionCommand> Read(this V1.HonourPledgeRequest request) => Order.OfSectionPart(
        request.RequestId, "name", request.Name, Pledges,
        (fields, pledge) => new PledgeCommand.HonourPledge(pledge, fields.Memo("authority", request.Authority)));

    public static Order<SectionCommand> Read(this V1.WithdrawPledgeRequest request) => Order.OfSectionPart(
        request.RequestId, "name", request.Name, Pledges,
        (fields, pledge) => new PledgeCommand.WithdrawPledge(pledge, fields.Memo("reason", request.Reason)));
}
