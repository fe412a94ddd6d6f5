using Solidarity.Domain.Bodies;
using Solidarity.Domain.Federations;
using Solidarity.Domain.Federations.Collections;
using Solidarity.Domain.Federations.Members;
using Solidarity.Server.Requests;

namespace Solidarity.Server.Federations;

/// <summary>Reads the commands of federations.proto.</summary>
internal static class FederationRequests
{
    public const string Collections = "collections";

    extension(V1.FoundFederationRequest request)
    {
        public Order<FederationCommand> Read()
        {
            var fields = new Fields();
            var id = fields.RequestId(request.RequestId);
            var federation = fields.Id<FederationId>("federation_id", request.FederationId);
            var command = new FederationCommand.Found(
                fields.Name("display_name", request.DisplayName),
                fields.OneOf("level", request.Level.ToDomain(), WordsIn.Levels),
                fields.Name("locality", request.Locality, required: false),
                fields.Country("country", request.Country));
            fields.Check();
            return Order.To(id, federation, command);
        }
    }

    extension(V1.AskAffiliationRequest request)
    {
        /// <summary>As asked by a federation.</summary>
        public Order<FederationCommand> ReadForFederation()
        {
            var fields = new Fields();
            var id = fields.RequestId(request.RequestId);
            var member = fields.Federation("member", request.Member);
            var command = new MemberCommand.AskAffiliation(fields.Federation("federation", request.Federation));
            fields.Check();
            return Order.To(id, member, command);
        }
    }

    extension(V1.LeaveFederationRequest request)
    {
        /// <summary>As asked by a federation.</summary>
        public Order<FederationCommand> ReadForFederation()
        {
            var fields = new Fields();
            var id = fields.RequestId(request.RequestId);
            var member = fields.Federation("member", request.Member);
            var command = new MemberCommand.LeaveFederation(fields.Federation("federation", request.Federation));
            fields.Check();
            return Order.To(id, member, command);
        }
    }

    extension(V1.AdmitMemberRequest request)
    {
        public Order<FederationCommand> Read()
        {
            var fields = new Fields();
            var id = fields.RequestId(request.RequestId);
            var federation = fields.Federation("federation", request.Federation);
            var command = new MemberCommand.Admit(fields.Body("member", request.Member));
            fields.Check();
            return Order.To(id, federation, command);
        }
    }

    extension(V1.RefuseMemberRequest request)
    {
        public Order<FederationCommand> Read()
        {
            var fields = new Fields();
            var id = fields.RequestId(request.RequestId);
            var federation = fields.Federation("federation", request.Federation);
            var command = new MemberCommand.RefuseMember(
                fields.Body("member", request.Member), fields.Memo("reason", request.Reason));
            fields.Check();
            return Order.To(id, federation, command);
        }
    }

    extension(V1.CollectRequest request)
    {
        public Order<FederationCommand> Read()
        {
            var fields = new Fields();
            var id = fields.RequestId(request.RequestId);
            var federation = fields.Federation("federation", request.Federation);
            var collection = fields.NewId<PledgeId>("collection_id", request.CollectionId, id);
            var command = new CollectionCommand.Collect(
                collection,
                fields.Strike("strike", request.Strike),
                fields.Section("section", request.Section),
                fields.OneOf("kind", request.Kind.ToGivenKind(), WordsIn.GivenKinds),
                fields.Money("amount", request.Amount),
                fields.Memo("note", request.Note));
            fields.Check();
            return Order.To(id, federation, command, $"{Collections}/{collection}");
        }
    }

    extension(V1.SendCollectionRequest request)
    {
        public Order<FederationCommand> Read()
        {
            var fields = new Fields();
            var id = fields.RequestId(request.RequestId);
            var (owner, collection) = fields.Part("name", request.Name, BodyKind.Federation, Collections);
            fields.Check();
            return Order.To(
                id, owner.Federation, new CollectionCommand.SendCollection(collection), $"{Collections}/{collection}");
        }
    }
}
