using Solidarity.Domain.Bodies;
using Solidarity.Domain.Federations;
using Solidarity.Domain.Federations.Members;
using Solidarity.Domain.Federations.Successions;
using Solidarity.Domain.Sections;
using Solidarity.Domain.Sections.Affiliations;
using Solidarity.Domain.Text;
using Solidarity.Server.Federations;
using Solidarity.Server.Requests;

namespace Solidarity.Server.Successions;

/// <summary>Reads the commands of successions.proto.</summary>
internal static class SuccessionRequests
{
    extension(V1.AnnounceSuccessionRequest request)
    {
        public Order<FederationCommand> Read()
        {
            var fields = new Fields();
            var id = fields.RequestId(request.RequestId);
            var federation = fields.Federation("federation", request.Federation);
            if (request.Successors.Count is 0 or > Succession.SuccessorsMax)
                fields.Add(
                    "successors", $"has {request.Successors.Count}; 1 to {Succession.SuccessorsMax} must be given");
            fields.IsTooMany("proposals", request.Proposals.Count, Membership.MembersMax);
            // Of too many, not all are read.
            var command = new SuccessionCommand.AnnounceSuccession(
                [
                    .. request.Successors.Take(Succession.SuccessorsMax)
                        .Select((name, i) => fields.Federation($"successors[{i}]", name)),
                ],
                [
                    .. request.Proposals.Take(Membership.MembersMax).Select((proposal, i) => new Proposal(
                        fields.Body($"proposals[{i}].member", proposal.Member),
                        fields.Federation($"proposals[{i}].successor", proposal.Successor))),
                ],
                fields.Text("authority", request.Authority, Texts.MemoCharsMax));
            fields.Check();
            return Order.To(id, federation, command);
        }
    }

    extension(V1.WithdrawSuccessionRequest request)
    {
        public Order<FederationCommand> Read()
        {
            var fields = new Fields();
            var id = fields.RequestId(request.RequestId);
            var federation = fields.Federation("federation", request.Federation);
            var command = new SuccessionCommand.WithdrawSuccession(
                fields.Text("reason", request.Reason, Texts.MemoCharsMax));
            fields.Check();
            return Order.To(id, federation, command);
        }
    }

    extension(V1.AgreeToSucceedRequest request)
    {
        public Order<FederationCommand> Read()
        {
            var fields = new Fields();
            var id = fields.RequestId(request.RequestId);
            var federation = fields.Federation("federation", request.Federation);
            var command = new SuccessorCommand.AgreeToSucceed(
                fields.Federation("predecessor", request.Predecessor),
                fields.Text("authority", request.Authority, Texts.MemoCharsMax));
            fields.Check();
            return Order.To(id, federation, command);
        }
    }

    extension(V1.DeclineToSucceedRequest request)
    {
        public Order<FederationCommand> Read()
        {
            var fields = new Fields();
            var id = fields.RequestId(request.RequestId);
            var federation = fields.Federation("federation", request.Federation);
            var command = new SuccessorCommand.DeclineToSucceed(
                fields.Federation("predecessor", request.Predecessor),
                fields.Text("reason", request.Reason, Texts.MemoCharsMax));
            fields.Check();
            return Order.To(id, federation, command);
        }
    }

    extension(V1.MoveMemberRequest request)
    {
        /// <summary>As asked by a section.</summary>
        public Order<SectionCommand> ReadForSection()
        {
            var fields = new Fields();
            var id = fields.RequestId(request.RequestId);
            var member = fields.Section("member", request.Member);
            var (from, to, authority) = Way(fields, request);
            fields.Check();
            return Order.To(id, member, new AffiliationCommand.Reassign(from, to, authority));
        }

        /// <summary>As asked by a federation.</summary>
        public Order<FederationCommand> ReadForFederation()
        {
            var fields = new Fields();
            var id = fields.RequestId(request.RequestId);
            var member = fields.Body("member", request.Member);
            var (from, to, authority) = Way(fields, request);
            fields.Check();
            return Order.To(id, member.Federation, new SuccessorCommand.Reassign(from, to, authority));
        }
    }

    extension(V1.HandOverDuesRequest request)
    {
        public Order<FederationCommand> Read()
        {
            var fields = new Fields();
            var id = fields.RequestId(request.RequestId);
            var federation = fields.Federation("federation", request.Federation);
            var command = new DuesTransferCommand.TransferDues(
                fields.Federation("successor", request.Successor), fields.Money("amount", request.Amount));
            fields.Check();
            return Order.To(id, federation, command);
        }
    }

    extension(V1.HandOverCollectionRequest request)
    {
        public Order<FederationCommand> Read()
        {
            var fields = new Fields();
            var id = fields.RequestId(request.RequestId);
            var (owner, collection) = fields.Part(
                "name", request.Name, BodyKind.Federation, FederationRequests.Collections);
            var command = new DuesTransferCommand.TransferCollection(
                fields.Federation("successor", request.Successor), collection);
            fields.Check();
            return Order.To(id, owner.Federation, command, $"{FederationRequests.Collections}/{collection}");
        }
    }

    extension(V1.DissolveFederationRequest request)
    {
        public Order<FederationCommand> Read()
        {
            var fields = new Fields();
            var id = fields.RequestId(request.RequestId);
            var federation = fields.Federation("federation", request.Federation);
            fields.Check();
            return Order.To(id, federation, new SuccessionCommand.Dissolve());
        }
    }

    private static (FederationId From, FederationId To, string Authority) Way(
        Fields fields, V1.MoveMemberRequest request) =>
        (fields.Federation("from", request.From), fields.Federation("to", request.To),
            fields.Text("authority", request.Authority, Texts.MemoCharsMax));
}
