using Solidarity.Domain.Affiliations;
using Solidarity.Domain.Bodies;
using Solidarity.Domain.Calls;
using Solidarity.Domain.Federations;
using Solidarity.Domain.Federations.Relays;
using Solidarity.Domain.Strikes.Calls;
using static Solidarity.Domain.Federations.Relays.RelayEvent;

namespace Solidarity.Domain.Messages;

/// <summary>Whom a federation passes on to what it relays.</summary>
internal static class RelayOutbox
{
    public static IEnumerable<Message> Of(RelayEvent @event, Federation after) => @event switch
    {
        CallsTold e => NewcomerOutbox.Messages(after, e),
        CallRelayed e => Relayed(after, e),
        CallNotRelayed e => [Report(after, e.Call, 0, [], e.Reason)],
        CallEndRelayed e => Relay.ToEach(
            Except(after, WhoMayHave(after, e.Strike), e.From), Relay.OfEnd(e.Strike, e.Number, e.How, after.Id)),
        ReminderRelayed e => Relay.ToEach(
            Except(
                after,
                MembersAndAbove(after, after.Relays.Calls[e.Strike].Scope).Union(after.Membership.Former), e.From),
            Relay.OfReminder(e.Strike, e.Number, after.Id)),
        WarningRelayed e => Relay.ToEach(
            Except(after, MembersAndAbove(after, Level.International), e.From, e.Warning.Section),
            Relay.OfWarning(e.Warning, after.Id)),
        _ => throw new UnreachableException($"relay event {@event.GetType().Name}"),
    };

    private static IEnumerable<Message> Relayed(Federation after, CallRelayed e)
    {
        var down = after.Membership.Admitted().Where(member => member.IsFederation || e.ToSections);
        Address[] to = [.. Except(after, down.Concat(Above(after, e.Call.Scope)), e.From, e.Call.Section)];
        foreach (var message in Relay.ToEach(to, Relay.OfCall(e.Call, after.Id)))
            yield return message;
        ImmutableArray<FederationId> told = [.. to.Where(body => body.IsFederation).Select(body => body.Federation)];
        yield return Report(after, e.Call, to.Length - told.Length, told, "");
    }

    private static Message Report(
        Federation after, Call call, int sections, ImmutableArray<FederationId> told, string problem) =>
        new(call.Strike, new CallCommand.LearnRelayed(
            after.Id, call.Number, call.Scope, sections, told.Length, problem, told.IsEmpty ? null : told));

    // Everybody to whom this federation has ever given the call or the warning; it gave them to nobody where only the
    // end has come here.
    private static IEnumerable<Address> WhoMayHave(Federation after, StrikeId strike)
    {
        var known = after.Relays.Calls[strike];
        return known.Number == 0 && !known.Warned
            ? []
            : MembersAndAbove(after, known.Warned ? Level.International : known.Widest)
                .Union(after.Membership.Former);
    }

    private static IEnumerable<Address> MembersAndAbove(Federation state, Level scope) =>
        state.Membership.Admitted().Concat(Above(state, scope));

    private static IEnumerable<Address> Above(Federation state, Level scope) => state.Membership.Parents
        .Where(p => p.Value.Status == AffiliationStatus.Member && p.Value.Level <= scope)
        .Select(p => (Address)p.Key);

    // While members are between a federation and its successors, what goes to the ones goes to the others, too.
    private static IEnumerable<Address> Except(Federation state, IEnumerable<Address> bodies, params Address[] not)
    {
        var others = state.Lineage.RelaysWith.Select(federation => (Address)federation).ToArray();
        return (others.Length == 0 ? bodies : bodies.Union(others)).Where(body => !not.Contains(body));
    }
}
