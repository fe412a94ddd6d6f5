using Solidarity.Domain.Affiliations;
using Solidarity.Domain.Bodies;
using Solidarity.Domain.Federations;
using Solidarity.Domain.Federations.Relays;
using static Solidarity.Domain.Federations.Relays.RelayCommand;
using static Solidarity.Domain.Federations.Relays.RelayEvent;

namespace Solidarity.Domain.Messages;

/// <summary>
/// What is open in a federation and concerns a body that has just become a member or a parent of it, or its successor:
/// warnings first, then calls, each in the order of their strikes. They may be thousands, so one entry tells
/// <see cref="FederationRelays.CallsToldMax"/> of them, and the federation reminds itself of the others, so that what
/// comes to it meanwhile takes its turn between.
/// </summary>
/// <remarks>Only what is not too old: a strike that still needs help after
/// <see cref="FederationRelays.CallFreshDays"/> sends its call again, and then it reaches those who have come since.
/// </remarks>
internal static class NewcomerOutbox
{
    /// <summary>What the newcomer is told first.</summary>
    public static IEnumerable<Message> Messages(Federation after, Address newcomer, DateTimeOffset at) =>
        Messages(after, new CallsTold(newcomer, at, InCalls: false, After: null));

    /// <summary>What the newcomer is told behind what it was told before.</summary>
    public static IEnumerable<Message> Messages(Federation after, CallsTold e)
    {
        var more = Open(after, e).Take(FederationRelays.CallsToldMax + 1).ToArray();
        foreach (var (_, _, relay) in more.Take(FederationRelays.CallsToldMax))
            foreach (var message in Relay.ToEach([e.To], relay))
                yield return message;
        if (more.Length <= FederationRelays.CallsToldMax)
            yield break;
        var last = more[FederationRelays.CallsToldMax - 1];
        yield return new Message(after.Id, new TellNewcomer(e.To, e.Since, last.IsCall, last.Strike));
    }

    private static IEnumerable<(StrikeId Strike, bool IsCall, Relay Relay)> Open(Federation after, CallsTold e)
    {
        var since = e.Since.AddDays(-FederationRelays.CallFreshDays);
        // To a parent as far up as the call goes; to a member always.
        var level = e.To.IsFederation && after.Membership.Parents.TryGetValue(e.To.Federation, out var parent)
            ? parent.Level
            : Level.Local;
        if (!e.InCalls)
            foreach (var (strike, (warning, at, _)) in after.Relays.Warnings)
                if (IsBehind(strike, e.After) && at >= since && (Address)warning.Section != e.To)
                    yield return (strike, false, Relay.OfWarning(warning, after.Id));
        foreach (var strike in after.Relays.OpenCalls.Keys)
        {
            if (e.InCalls && !IsBehind(strike, e.After))
                continue;
            var (call, at) = (after.Relays.Calls[strike].Call!, after.Relays.Calls[strike].At);
            if (at >= since && level <= call.Scope && (Address)call.Section != e.To)
                yield return (strike, true, Relay.OfCall(call, after.Id));
        }
    }

    private static bool IsBehind(StrikeId strike, StrikeId? last) =>
        last is not { } known || strike.CompareTo(known) > 0;
}
