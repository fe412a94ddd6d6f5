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

    public static Order<FederationCommand> Read(this V1.FoundFederationRequest request)
    {
        var fields = new Fields();
        var id = fields.RequestId(request.RequestId);
        var federation = fields.Id<FederationId>("federation_id", request.FederationId);
        var command = new FederationCommand.Found(
            fields.Name("display_name", request.DisplayName),
            fields.OneOf("level", request.Level.ToDomain(), EnumTexts.Levels),
            fields.Name("locality", request.Locality, required: false),
            fields.Country("country", request.Country));
        fields.Check();
        return Order.To(id, federation, command);
    }

    public static Order<FederationCommand> Read(this V1.AmendFederationRequest request) => Order.OfFederation(
        request.RequestId, "federation", request.Federation, fields => new FederationCommand.Amend(
            request.HasDisplayName ? fields.Name("display_name", request.DisplayName) : null,
            request.HasLocality ? fields.Name("locality", request.Locality, required: false) : null,
            request.HasCountry ? fields.Country("country", request.Country) : null));

    /// <summary>As asked by a federation.</summary>
    public static Order<FederationCommand> ReadForFederation(this V1.AskAffiliationRequest request) =>
        Order.OfFederation(request.RequestId, "member", request.Member,
            fields => new MemberCommand.AskAffiliation(Asked(fields, request.Federation, request.Authority)));

    /// <summary>As asked by a federation.</summary>
    public static Order<FederationCommand> ReadForFederation(this V1.LeaveFederationRequest request) =>
        Order.OfFederation(request.RequestId, "member", request.Member,
            fields => new MemberCommand.LeaveFederation(Asked(fields, request.Federation, request.Authority)));

    private static FederationId Asked(Fields fields, string federation, string authority)
    {
        if (authority.Length > 0)
            fields.Add("authority", "is given; it is a section's alone");
        return fields.Federation("federation", federation);
    }

    public static Order<FederationCommand> Read(this V1.AdmitMemberRequest request) => Order.OfFederation(
        request.RequestId, "federation", request.Federation,
        fields => new MemberCommand.Admit(fields.Body("member", request.Member)));

    public static Order<FederationCommand> Read(this V1.RefuseMemberRequest request) => Order.OfFederation(
        request.RequestId, "federation", request.Federation, fields => new MemberCommand.RefuseMember(
            fields.Body("member", request.Member), fields.Memo("reason", request.Reason)));

    public static Order<FederationCommand> Read(this V1.CollectRequest request) => Order.OfFederation(
        request.RequestId, "federation", request.Federation,
        fields => new CollectionCommand.Collect(
            fields.NewId<PledgeId>("collection_id", request.CollectionId),
            fields.Strike("strike", request.Strike),
            fields.Section("section", request.Section),
            fields.OneOf("kind", request.Kind.ToGivenKind(), EnumTexts.GivenKinds),
            fields.Money("amount", request.Amount),
            fields.Memo("note", request.Note),
            Fields.Again(request.Again, request.CollectionId)),
        command => $"{Collections}/{command.Collection}");

    public static Order<FederationCommand> Read(this V1.SendCollectionRequest request) => Order.OfFederationPart(
        request.RequestId, "name", request.Name, Collections,
        (_, collection) => new CollectionCommand.SendCollection(collection));
}
