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

    extension(V1.PledgeRequest request)
    {
        public Order<SectionCommand> Read()
        {
            var fields = new Fields();
            var id = fields.RequestId(request.RequestId);
            var section = fields.Section("section", request.Section);
            var pledge = fields.NewId<PledgeId>("pledge_id", request.PledgeId, id);
            var command = new PledgeCommand.MakePledge(
                pledge,
                fields.Strike("strike", request.Strike),
                fields.OneOf("kind", request.Kind.ToPledgeKind(), WordsIn.PledgeKinds),
                fields.MoneyOrNone("amount", request.Amount),
                fields.Text("authority", request.Authority, Texts.MemoCharsMax),
                request.HonourNow,
                fields.Time("lapse_time", request.LapseTime));
            fields.Check();
            return Order.To(id, section, command, $"{Pledges}/{pledge}");
        }
    }

    extension(V1.PromiseTranchesRequest request)
    {
        public Order<SectionCommand> Read()
        {
            var fields = new Fields();
            var id = fields.RequestId(request.RequestId);
            var section = fields.Section("section", request.Section);
            var pledge = fields.NewId<PledgeId>("pledge_id", request.PledgeId, id);
            var command = new TrancheCommand.PromiseTranches(
                pledge,
                fields.Strike("strike", request.Strike),
                fields.OneOf("kind", request.Kind.ToPledgeKind(), WordsIn.PledgeKinds),
                fields.Money("each", request.Each),
                fields.Within("count", request.Count, 2, TrancheSeries.CountMax),
                fields.Within("every_days", request.EveryDays, 1, TrancheSeries.EveryDaysMax),
                fields.Text("authority", request.Authority, Texts.MemoCharsMax));
            fields.Check();
            return Order.To(id, section, command, $"{Pledges}/{pledge}");
        }
    }

    extension(V1.HonourPledgeRequest request)
    {
        public Order<SectionCommand> Read()
        {
            var fields = new Fields();
            var id = fields.RequestId(request.RequestId);
            var (owner, pledge) = fields.Part("name", request.Name, BodyKind.Section, Pledges);
            fields.Check();
            return Order.To(id, owner.Section, new PledgeCommand.HonourPledge(pledge), $"{Pledges}/{pledge}");
        }
    }

    extension(V1.WithdrawPledgeRequest request)
    {
        public Order<SectionCommand> Read()
        {
            var fields = new Fields();
            var id = fields.RequestId(request.RequestId);
            var (owner, pledge) = fields.Part("name", request.Name, BodyKind.Section, Pledges);
            var command = new PledgeCommand.WithdrawPledge(pledge, fields.Memo("reason", request.Reason));
            fields.Check();
            return Order.To(id, owner.Section, command, $"{Pledges}/{pledge}");
        }
    }
}
