using Google.Protobuf.WellKnownTypes;
using Solidarity.Domain.Bodies;
using Solidarity.Domain.Federations;
using Solidarity.Domain.Federations.Collections;
using Solidarity.Domain.Federations.Successions;
using Solidarity.Domain.Transfers;
using Solidarity.Server.Requests;

namespace Solidarity.Server.Federations;

/// <summary>Writes the messages of federations.proto.</summary>
internal static class FederationMessages
{
    public static V1.Federation ToWire(this Federation federation) => new()
    {
        Name = ((Address)federation.Id).ToString(),
        DisplayName = federation.Profile.Name,
        Level = federation.Profile.Level.ToWire(),
        Locality = federation.Profile.Locality,
        Country = federation.Profile.Country,
        Members =
        {
            federation.Membership.Members.Select(member => new V1.Member
            {
                Member_ = member.Key.ToString(),
                Status = member.Value.ToWire(),
            }),
        },
        Affiliations = { federation.Membership.Parents.Select(p => Values.Affiliation(p.Key, p.Value.Status)) },
        Stage = federation.Lineage.Stage.ToWire(),
        Successors = { Names(federation.Lineage.Succession?.Successors.Keys ?? []) },
        Predecessors =
        {
            Names(federation.Lineage.Predecessors.Where(p => p.Value.Status != PredecessorStatus.Proposed)
                .Select(p => p.Key)),
        },
    };

    private static IEnumerable<string> Names(IEnumerable<FederationId> federations) =>
        federations.Select(federation => ((Address)federation).ToString());

    public static string NameOf(Federation federation, PledgeId collection) =>
        $"{(Address)federation.Id}/{FederationRequests.Collections}/{collection}";

    public static V1.Collection ToWire(this Collection collection, Federation federation, PledgeId id)
    {
        // The transfer's id is worked out, as the federation does, and is under way while its dispatch stands.
        var transfer = Transfer.IdFor(federation.Id, "collection", id, collection.Runs);
        var isOnItsWay = federation.Treasury.Transfers.Dispatches.ContainsKey(transfer);
        return new V1.Collection
        {
            Name = NameOf(federation, id),
            Strike = ((Address)collection.Strike).ToString(),
            Section = ((Address)collection.To).ToString(),
            Kind = collection.Kind.ToWire(),
            Amount = collection.Amount.ToWire(),
            State = collection.State.ToWire(),
            Transfer = isOnItsWay ? ((Address)transfer).ToString() : "",
            Reason = collection.Reason,
            Runs = collection.Runs,
            AgainTime = collection.AgainAt?.ToTimestamp(),
        };
    }
}
