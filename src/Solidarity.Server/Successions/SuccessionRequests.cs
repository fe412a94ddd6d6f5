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
    public static Order<FederationCommand> Read(this V1.AnnounceSuccessionRequest request) => Order.OfFederation(
        request.RequestId, "federation", request.Federation, fields =>
        {
            if (request.Successors.Count is 0 or > Succession.SuccessorsMax)
                fields.Add(
                    "successors", $"has {request.Successors.Count}; 1 to {Succession.SuccessorsMax} must be given");
            fields.IsTooMany("proposals", request.Proposals.Count, Membership.MembersMax);
            // Of too many, not all are read.
            return new SuccessionCommand.AnnounceSuccession(
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
        });

    public static Order<FederationCommand> Read(this V1.WithdrawSuccessionRequest request) => Order.OfFederation(
        request.RequestId, "federation", request.Federation, fields => new SuccessionCommand.WithdrawSuccession(
            fields.Text("reason", request.Reason, Texts.MemoCharsMax)));

    public static Order<FederationCommand> Read(this V1.AgreeToSucceedRequest request) => Order.OfFederation(
        request.RequestId, "federation", request.Federation, fields => new SuccessorCommand.AgreeToSucceed(
            fields.Federation("predecessor", request.Predecessor),
            fields.Text("authority", request.Authority, Texts.MemoCharsMax)));

    public static Order<FederationCommand> Read(this V1.DeclineToSucceedRequest request) => Order.OfFederation(
        request.RequestId, "federation", request.Federation, fields => new SuccessorCommand.DeclineToSucceed(
            fields.Federation("predecessor", request.Predecessor),
            fields.Text("reason", request.Reason, Texts.MemoCharsMax)));

    /// <summary>As asked by a section.</summary>
    public static Order<SectionCommand> ReadForSection(this V1.MoveMemberRequest request) => Order.OfSection(
        request.RequestId, "member", request.Member, fields => new AffiliationCommand.Reassign(
            fields.Federation("from", request.From),
            fields.Federation("to", request.To),
            fields.Text("authority", request.Authority, Texts.MemoCharsMax)));

    /// <summary>As asked by a federation, or by what is no name of either kind.</summary>
    public static Order<FederationCommand> ReadForFederation(this V1.MoveMemberRequest request)
    {
        var fields = new Fields();
        var (id, member) = (fields.RequestId(request.RequestId), fields.Body("member", request.Member));
        var command = new SuccessorCommand.Reassign(
            fields.Federation("from", request.From),
            fields.Federation("to", request.To),
            fields.Text("authority", request.Authority, Texts.MemoCharsMax));
        fields.Check();
        return Order.To(id, member.Federation, command);
    }

    public static Order<FederationCommand> Read(this V1.HandOverDuesRequest request) => Order.OfFederation(
        request.RequestId, "federation", request.Federation, fields => new DuesTransferCommand.TransferDues(
            fields.Federation("successor", request.Successor), fields.Money("amount", request.Amount), request.Again));

    public static Order<FederationCommand> Read(this V1.HandOverCollectionRequest request) => Order.OfFederationPart(
        request.RequestId, "name", request.Name, FederationRequests.Collections,
        (fields, collection) => new DuesTransferCommand.TransferCollection(
            fields.Federation("successor", request.Successor), collection));

    public static Order<FederationCommand> Read(this V1.DissolveFederationRequest request) => Order.OfFederation(
        request.RequestId, "federation", request.Federation, _ => new SuccessionCommand.Dissolve());
}
