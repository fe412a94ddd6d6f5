using Solidarity.Domain.Bodies;
using Solidarity.Domain.Calls;
using Solidarity.Domain.Sections;
using Solidarity.Domain.Sections.OwnStrikes;
using Solidarity.Server.Requests;

namespace Solidarity.Server.Strikes;

/// <summary>Reads the commands of strikes.proto.</summary>
internal static class StrikeRequests
{
    extension(V1.DeclareStrikeRequest request)
    {
        public Order<SectionCommand> Read()
        {
            var fields = new Fields();
            var id = fields.RequestId(request.RequestId);
            var section = fields.Section("section", request.Section);
            var strike = fields.NewId<StrikeId>("strike_id", request.StrikeId, id);
            ImmutableArray<string> employers =
                fields.IsTooMany("employers", request.Employers.Count, StrikeFacts.EmployersMax)
                ? []
                : [.. request.Employers.Select((name, i) => fields.Name($"employers[{i}]", name))];
            var facts = new StrikeFacts(
                fields.Name("trade", request.Trade),
                fields.Name("locality", request.Locality, required: false),
                fields.Country("country", request.Country),
                employers,
                fields.Memo("demands", request.Demands),
                fields.Number("strikers", request.HasStrikers, request.Strikers, StrikeFacts.StrikersMax),
                fields.Date("start", request.Start));
            fields.Check();
            return Order.To(id, section, new OwnStrikeCommand.DeclareStrike(strike, facts), strike);
        }
    }

    extension(V1.EndStrikeRequest request)
    {
        public Order<SectionCommand> Read()
        {
            var fields = new Fields();
            var id = fields.RequestId(request.RequestId);
            var section = fields.Section("section", request.Section);
            var strike = fields.Strike("strike", request.Strike);
            var command = new OwnStrikeCommand.EndStrike(
                strike,
                fields.OneOf("outcome", request.Outcome.ToDomain(), WordsIn.Outcomes),
                fields.Memo("note", request.Note));
            fields.Check();
            return Order.To(id, section, command, strike);
        }
    }

    extension(V1.PayStrikePayRequest request)
    {
        public Order<SectionCommand> Read()
        {
            var fields = new Fields();
            var id = fields.RequestId(request.RequestId);
            var section = fields.Section("section", request.Section);
            var strike = fields.Strike("strike", request.Strike);
            var command = new OwnStrikeCommand.PayStrikePay(
                strike,
                fields.Money("amount", request.Amount),
                fields.Memo("memo", request.Memo),
                fields.DateOrNone("through", request.Through));
            fields.Check();
            return Order.To(id, section, command, strike);
        }
    }

    extension(V1.ReceiveOutsideAidRequest request)
    {
        public Order<SectionCommand> Read()
        {
            var fields = new Fields();
            var id = fields.RequestId(request.RequestId);
            var section = fields.Section("section", request.Section);
            var strike = fields.Strike("strike", request.Strike);
            var command = new OwnStrikeCommand.ReceiveOutsideAid(
                strike,
                fields.NewId<PledgeId>("aid_id", request.AidId, id),
                fields.Giver("from", request.From),
                fields.OneOf("kind", request.Kind.ToGivenKind(), WordsIn.GivenKinds),
                fields.Money("amount", request.Amount),
                fields.Memo("note", request.Note));
            fields.Check();
            return Order.To(id, section, command, strike);
        }
    }

    extension(V1.ReportAidRequest request)
    {
        public Order<SectionCommand> Read()
        {
            var fields = new Fields();
            var id = fields.RequestId(request.RequestId);
            var section = fields.Section("section", request.Section);
            var strike = fields.Strike("strike", request.Strike);
            var aid = new AidKey(
                fields.Party("from", request.From), fields.NewId<PledgeId>("aid_id", request.AidId, id));
            var command = new OwnStrikeCommand.ReportAid(
                strike,
                aid,
                fields.OneOf("kind", request.Kind.ToDomain(), WordsIn.AidKinds),
                fields.OneOf("state", request.State.ToDomain(), WordsIn.AidStates),
                fields.MoneyOrNone("amount", request.Amount),
                fields.Memo("note", request.Note));
            fields.Check();
            return Order.To(id, section, command, strike);
        }
    }
}
