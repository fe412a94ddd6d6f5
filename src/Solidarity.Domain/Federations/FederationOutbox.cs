using System.Diagnostics;
using Solidarity.Domain.Bodies;
using Solidarity.Domain.Calls;
using Solidarity.Domain.Federations;
using Solidarity.Domain.Money;
using Solidarity.Domain.Sections;
using Solidarity.Domain.Sections.Affiliations;
using Solidarity.Domain.Strikes;
using static Solidarity.Domain.Federations.FederationEvent;

namespace Solidarity.Domain.Messages;

/// <summary>Whom a federation tells of what happened to it.</summary>
public static class FederationOutbox
{
    public static IEnumerable<Message> Of(
        Federation before, FederationEvent @event, Federation after) => @event switch
        {
            AffiliationAsked e => [new Message(e.Federation, new FederationCommand.LearnAsked(after.Id, e.Question))],
            AffiliationEnded { Left: true } e =>
                [
                    new Message(e.Federation, new FederationCommand.LearnLeft(after.Id)),
                .. AncestryOutbox.Of(before, after),
            ],
            AffiliationGranted e => AncestryOutbox.Of(before, after)
                .Concat(NewcomerOutbox.Messages(after, e.Federation, e.At)),
            CallsTold e => NewcomerOutbox.Messages(after, e),
            AncestryChanged => AncestryOutbox.Of(before, after),
            MemberAdmitted e =>
            [
                Answer(after, e.Member, e.Question, admitted: true, ""),
            .. NewcomerOutbox.Messages(after, e.Member, e.At),
        ],
            MemberRefused e => [Answer(after, e.Member, e.Question, admitted: false, e.Reason)],
            OfTreasury e => TreasuryOutbox.Of(after.Id, e.Happened),
            CallRelayed or CallNotRelayed or CallEndRelayed or ReminderRelayed or WarningRelayed =>
                RelayOutbox.Of(@event, after),
            Collected e => [Aid(after, e.Strike, e.Collection, e.Kind, AidState.Pledged, e.Amount, e.Note)],
            CollectionSent e =>
                [Money(after, e.Collection, e.Run, MoneyStage.Held, after.Collections[e.Collection].Amount)],
            CollectionUnsent e =>
                [Money(after, e.Collection, after.Collections[e.Collection].Runs, MoneyStage.Unsent, e.Left)],
            Founded or MemberAsked or MemberLeft or AffiliationEnded or DuesReceived or CollectionDelivered => [],
            _ => SuccessionOutbox.Of(@event, after),
        };

    private static Message Answer(
        Federation state, Address member, int question, bool admitted, string reason) => member.Kind switch
        {
            BodyKind.Section => new Message(
                member, new AffiliationCommand.LearnAffiliation(state.Id, question, admitted, reason)),
            BodyKind.Federation => new Message(member, new FederationCommand.LearnAffiliation(
                state.Id, question, admitted, state.Level, state.Ancestors, reason)),
            _ => throw new UnreachableException($"{member} cannot be a member"),
        };

    /// <summary>Word of a collection. Anybody may found a federation and say that it collects: one that the call has
    /// not come to was not asked.</summary>
    internal static Message Aid(
        Federation from, StrikeId strike, PledgeId id, AidKind kind, AidState state, Amount amount, string note)
    {
        var isAsked = from.Calls.TryGetValue(strike, out var call) && call.Number > 0;
        return new Message(strike, new StrikeCommand.LearnAid(
            new AidKey(Party.Of(from.Id), id), kind, state, amount, Counted: true, note,
            Unasked: isAsked ? null : true));
    }

    private static Message Money(Federation state, PledgeId id, int run, MoneyStage stage, Amount amount)
    {
        var collection = state.Collections[id];
        return new Message(collection.Strike, new StrikeCommand.LearnMoney(
            new AidKey(Party.Of(state.Id), id), collection.Kind, run, stage, amount));
    }
}
