using System.Collections.Immutable;
using Solidarity.Domain.Bodies;
using Solidarity.Domain.Sections;
using Solidarity.Server.Requests;

namespace Solidarity.Server.Calls;

/// <summary>Reads the commands of calls.proto.</summary>
internal static class CallRequests
{
    extension(V1.CallForAidRequest request)
    {
        public Order<SectionCommand> Read()
        {
            var fields = new Fields();
            var id = fields.RequestId(request.RequestId);
            var section = fields.Section("section", request.Section);
            var strike = fields.Strike("strike", request.Strike);
            if (request.Recipients.Count > Section.RecipientsMax)
                fields.Add(
                    "recipients", $"has {request.Recipients.Count}; at most {Section.RecipientsMax} may be named");
            ImmutableArray<Address> recipients =
                [.. request.Recipients.Select((name, i) => fields.Body($"recipients[{i}]", name))];
            var command = new SectionCommand.CallForAid(
                strike,
                fields.OneOf("scope", request.Scope.ToDomain(), WordsIn.Levels),
                recipients,
                fields.Memo("asks", request.Asks),
                fields.MoneyOrNone("need", request.Need));
            fields.Check();
            return Order.To(id, section, command, strike);
        }
    }

    extension(V1.DeclineCallRequest request)
    {
        public Order<SectionCommand> Read()
        {
            var fields = new Fields();
            var id = fields.RequestId(request.RequestId);
            var section = fields.Section("section", request.Section);
            var strike = fields.Strike("strike", request.Strike);
            var decline = fields.NewId<PledgeId>("decline_id", request.DeclineId, id);
            var command = new SectionCommand.DeclineCall(decline, strike, fields.Memo("reason", request.Reason));
            fields.Check();
            return Order.To(id, section, command, strike);
        }
    }
}
