using Solidarity.Domain.Bodies;
using Solidarity.Domain.Sections;
using Solidarity.Server.Requests;

namespace Solidarity.Server.Sections;

/// <summary>Reads the commands of sections.proto.</summary>
internal static class SectionRequests
{
    extension(V1.FoundSectionRequest request)
    {
        public Order<SectionCommand> Read()
        {
            var fields = new Fields();
            var id = fields.RequestId(request.RequestId);
            var section = fields.Id<SectionId>("section_id", request.SectionId);
            var kind = fields.OneOf("kind", request.Kind.ToDomain(), WordsIn.SectionKinds);
            var command = new SectionCommand.Found(
                fields.Text("display_name", request.DisplayName, Texts.NameCharsMax),
                kind,
                fields.Text("trade", request.Trade, Texts.NameCharsMax, required: kind == SectionKind.Trade),
                fields.Text("locality", request.Locality, Texts.NameCharsMax, required: false),
                fields.Country("country", request.Country),
                fields.Number("members", request.HasMembers, request.Members, Section.MembersMax),
                fields.Currencies("currencies", request.Currencies));
            fields.Check();
            return Order.To(id, section, command);
        }
    }

    extension(V1.AskAffiliationRequest request)
    {
        /// <summary>As asked by a section.</summary>
        public Order<SectionCommand> ReadForSection()
        {
            var fields = new Fields();
            var id = fields.RequestId(request.RequestId);
            var section = fields.Section("member", request.Member);
            var command = new SectionCommand.AskAffiliation(fields.Federation("federation", request.Federation));
            fields.Check();
            return Order.To(id, section, command);
        }
    }

    extension(V1.LeaveFederationRequest request)
    {
        /// <summary>As asked by a section.</summary>
        public Order<SectionCommand> ReadForSection()
        {
            var fields = new Fields();
            var id = fields.RequestId(request.RequestId);
            var section = fields.Section("member", request.Member);
            var command = new SectionCommand.LeaveFederation(fields.Federation("federation", request.Federation));
            fields.Check();
            return Order.To(id, section, command);
        }
    }

    extension(V1.DepositRequest request)
    {
        public Order<SectionCommand> Read()
        {
            var fields = new Fields();
            var id = fields.RequestId(request.RequestId);
            var section = fields.Section("section", request.Section);
            var command = new SectionCommand.Deposit(
                fields.Money("amount", request.Amount), fields.Memo("memo", request.Memo));
            fields.Check();
            return Order.To(id, section, command);
        }
    }

    extension(V1.PayOutRequest request)
    {
        public Order<SectionCommand> Read()
        {
            var fields = new Fields();
            var id = fields.RequestId(request.RequestId);
            var section = fields.Section("section", request.Section);
            var command = new SectionCommand.PayOut(
                fields.Money("amount", request.Amount), fields.Memo("memo", request.Memo));
            fields.Check();
            return Order.To(id, section, command);
        }
    }

    extension(V1.PayDuesRequest request)
    {
        public Order<SectionCommand> Read()
        {
            var fields = new Fields();
            var id = fields.RequestId(request.RequestId);
            var section = fields.Section("section", request.Section);
            var command = new SectionCommand.PayDues(
                fields.Federation("federation", request.Federation),
                fields.Money("amount", request.Amount),
                fields.Memo("memo", request.Memo));
            fields.Check();
            return Order.To(id, section, command);
        }
    }
}
