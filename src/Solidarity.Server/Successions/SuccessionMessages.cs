using Google.Protobuf.WellKnownTypes;
using Solidarity.Domain.Affiliations;
using Solidarity.Domain.Bodies;
using Solidarity.Domain.Federations;
using Solidarity.Domain.Federations.Successions;
using Solidarity.Domain.Money;
using Solidarity.Server.Federations;
using Solidarity.Server.Paging;
using Solidarity.Server.Requests;

namespace Solidarity.Server.Successions;

/// <summary>Writes the messages of successions.proto.</summary>
internal static class SuccessionMessages
{
    private const int MattersMax = 100;
    private const int MembersMax = 1_000;

    private static readonly EnumMap<V1.SuccessorStatus, SuccessorStatus> SuccessorStatuses = new();
    private static readonly EnumMap<V1.PredecessorStatus, PredecessorStatus> PredecessorStatuses =
        new((V1.PredecessorStatus.Dissolved, PredecessorStatus.Closed));

    /// <param name="withMoney">For the federation itself.</param>
    /// <param name="movesOf">A member's own part in it.</param>
    public static V1.Succession ToSuccession(this Federation federation, bool withMoney, Func<Address, Moves?> movesOf)
    {
        var lineage = federation.Lineage;
        var message = new V1.Succession { Federation = Name(federation.Id), Stage = lineage.Stage.ToWire() };
        if (lineage.Succession is { } begun)
            Begin(message, begun, withMoney);
        var budget = new MessageBudget("succession").After(message);
        if (lineage.Succession is { } succession)
            FillOpen(message, federation, succession, withMoney, movesOf, budget);
        budget
            .Fill(
                message.Predecessors, "predecessors", lineage.Predecessors, lineage.Predecessors.Count,
                p => Predecessor(p.Key, p.Value, withMoney, budget),
                p => new V1.Predecessor { Federation = Name(p.Key) }, ServerLimits.BoardRowsBytesMax)
            .Tell(message.Omitted);
        return message;
    }

    private static void Begin(V1.Succession message, Succession succession, bool withMoney)
    {
        message.Authority = succession.Authority;
        message.AnnounceTime = succession.At.ToTimestamp();
        message.Successors.AddRange(succession.Successors.Select(s =>
            Successor(succession, s.Key, s.Value, withMoney)));
        message.OpenInPart = !withMoney;
        message.Closing = Closing(succession.Closing);
    }

    private static void FillOpen(
        V1.Succession message, Federation federation, Succession succession, bool withMoney,
        Func<Address, Moves?> movesOf, MessageBudget budget)
    {
        var open = OpenMatters.Of(federation);
        var matters = Matters(federation, succession, open).Where(matter => withMoney || !IsOfMoney(matter.Kind))
            .ToArray();
        message.OpenTotal = matters.Length;
        budget
            .Fill(
                message.Open, "open",
                matters.GroupBy(matter => matter.Kind).SelectMany(kind => kind.Take(MattersMax)), matters.Length,
                matter => matter, matter => new V1.OpenMatter { Kind = matter.Kind }, ServerLimits.BoardRowsBytesMax)
            .Fill(
                message.Members, "members", open.Members.Take(MembersMax), open.Members.Length,
                member => Member(succession, federation.Id, member, movesOf(member)),
                member => new V1.MovingMember { Member = member.ToString() }, ServerLimits.BoardRowsBytesMax);
    }

    private static V1.Successor Successor(
        Succession succession, FederationId id, Successor successor, bool withMoney) => new()
        {
            Federation = Name(id),
            Status = SuccessorStatuses.ToWire(successor.Status),
            Reason = successor.Reason,
            HandedOver =
            {
                Sums(withMoney ? succession.Sums.GetValueOrDefault(id) : null).Take(ServerLimits.BoardMoneyMax),
            },
        };

    private static V1.Predecessor Predecessor(
        FederationId id, Predecessor predecessor, bool withMoney, MessageBudget budget)
    {
        var received = Sums(withMoney ? predecessor.Received : null).ToArray();
        budget.Omit("predecessors.received", received.Length - ServerLimits.RowMoneyMax);
        return new V1.Predecessor
        {
            Federation = Name(id),
            Status = PredecessorStatuses.ToWire(predecessor.Status),
            Authority = Cuts.Short(predecessor.Authority),
            Members =
            {
                predecessor.Members.Take(ServerLimits.PredecessorMembersMax).Select(member => member.ToString()),
            },
            MembersOmitted = Math.Max(0, predecessor.Members.Count - ServerLimits.PredecessorMembersMax),
            Received = { received.Take(ServerLimits.RowMoneyMax) },
            Closing = Closing(predecessor.Closing),
            Problem = Cuts.Short(predecessor.Problem ?? ""),
        };
    }

    private static V1.Closing? Closing(Closing? closing) => closing is null ? null : new V1.Closing
    {
        CloseTime = closing.At.ToTimestamp(),
        BookHash = closing.BookHash,
        CallsRelayed = closing.CallsRelayed,
        Collections = closing.Collections,
    };

    private static V1.MovingMember Member(Succession succession, FederationId from, Address member, Moves? moves)
    {
        var message = new V1.MovingMember { Member = member.ToString() };
        if (succession.Proposed.TryGetValue(member, out var proposed))
            message.Proposed = Name(proposed);
        foreach (var (to, leaving) in moves?.Moving ?? Moves.None.Moving)
            if (leaving == from)
                message.MovingTo = Name(to);
        return message;
    }

    private static IEnumerable<V1.Money> Sums(ImmutableSortedDictionary<Currency, Int128>? sums) =>
        sums?.Select(sum => new Total(sum.Value, sum.Key).ToWire()) ?? [];

    private static bool IsOfMoney(V1.OpenMatterKind kind) => kind >= V1.OpenMatterKind.Dues;

    private static IEnumerable<V1.OpenMatter> Matters(Federation federation, Succession succession, OpenMatters open)
    {
        var (treasury, id) = (federation.Treasury, Name(federation.Id));
        IEnumerable<V1.OpenMatter>[] all =
        [
            open.NoneAgreed ? [Matter(V1.OpenMatterKind.NoneAgreed, "")] : [],
            open.Unanswered.Select(successor => Matter(V1.OpenMatterKind.Unanswered, Name(successor))),
            open.Members.Select(member => Matter(V1.OpenMatterKind.Member, member.ToString())),
            open.Predecessors.Select(predecessor => Matter(V1.OpenMatterKind.Predecessor, Name(predecessor))),
            open.Dues.Select(dues => Matter(V1.OpenMatterKind.Dues, "", dues)),
            open.Collections.Select(collection => Matter(
                V1.OpenMatterKind.Collection, $"{id}/{FederationRequests.Collections}/{collection}",
                federation.Collections[collection].Amount)),
            open.Dispatches.Select(transfer => Matter(
                V1.OpenMatterKind.Dispatch, Name(transfer), treasury.Transfers.Dispatches[transfer].Amount)),
            open.Passing.Select(transfer => Matter(
                V1.OpenMatterKind.Passing, Name(transfer), treasury.Transfers.Passing[transfer])),
            open.Holds.Select(hop => Matter(
                V1.OpenMatterKind.Hold, hop.ToName(), treasury.Holds.ByHop[hop].Hop.Given)),
            open.Unacknowledged.Select(hop => Matter(
                V1.OpenMatterKind.Sending, hop.ToName(), treasury.Transfers.Unacknowledged[hop].Amount)),
            open.Claims.Select(hop => Matter(V1.OpenMatterKind.Claim, hop.ToName(), treasury.Claims[hop].Amount)),
            open.DuesTransfers.Select(number => Matter(
                V1.OpenMatterKind.HandOver, Name(succession.UnderWay[number].To), succession.UnderWay[number].Amount)),
        ];
        return all.SelectMany(matters => matters);
    }

    private static V1.OpenMatter Matter(V1.OpenMatterKind kind, string name, Total? amount = null) => new()
    {
        Kind = kind,
        Name = name,
        Amount = amount?.ToWire(),
    };

    private static string Name(Address body) => body.ToString();
}
