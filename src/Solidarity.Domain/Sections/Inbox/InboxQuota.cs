using Solidarity.Domain.Bodies;
using Solidarity.Domain.Calls;
using Solidarity.Domain.Decisions;
using static Solidarity.Domain.Sections.Inbox.InboxEvent;

namespace Solidarity.Domain.Sections.Inbox;

/// <summary>
/// How many calls and warnings a section keeps. What its own federations relay and what strangers send it directly is
/// counted apart: strangers have a small share, each of them a smaller one, and can never use up the room of what
/// comes through a federation. Where there is no room, what is over gives way first; of strangers' open calls the
/// oldest one that was not answered, of the stranger that has most.
/// </summary>
internal static class InboxQuota
{
    /// <summary>What is decided on a call that the section has not heard yet.</summary>
    public static Decision<SectionEvent> Hear(Section state, Call call, Address from, DateTimeOffset at)
    {
        var heard = new CallHeard(call, from, at);
        return state.Affiliations.IsNear(from)
            ? OfFederation(state, heard)
            : OfStranger(state, heard);
    }

    /// <summary>Whether a call that is known already is of use once more, because a federation vouches for what only a
    /// stranger has sent so far, and strangers' calls may soon give way.</summary>
    public static bool IsVouchedFor(Section state, InboxCall known, Address from) =>
        state.Inbox.Calls.Count > SectionInbox.StrangersCallsMax / 2 && !known.Closed
        && !state.Affiliations.IsNear(known.From)
        && state.Affiliations.IsNear(from);

    /// <summary>What is decided on a warning that the section has not heard yet.</summary>
    public static Decision<SectionEvent> Hear(Section state, Warning warning, Address from, DateTimeOffset at)
    {
        var heard = new WarningHeard(warning, from, at);
        if (state.Affiliations.IsNear(from))
        {
            if (state.Inbox.Warnings.Count < SectionInbox.WarningsMax)
                return heard;
            var over = state.Inbox.Warnings.Where(known => known.Value.Over).ToArray();
            return over.Length > 0
                ? heard with { GivesWay = Oldest(over) }
                : Full(state, nameof(SectionInbox.WarningsMax), SectionInbox.WarningsMax, "warnings");
        }
        if (state.Inbox.Warnings.Count < SectionInbox.CallsPerStrangerMax)
            return heard;
        var strangers = state.Inbox.Warnings.Where(known => !state.Affiliations.IsNear(known.Value.From)).ToArray();
        var mine = strangers.Where(known => known.Value.Warning.Section == warning.Section).ToArray();
        if (mine.Length >= SectionInbox.CallsPerStrangerMax)
            return mine.Any(known => known.Value.Over)
                ? heard with { GivesWay = Oldest(mine.Where(known => known.Value.Over)) }
                : TooManyOf(state, warning.Section, "warnings");
        if (strangers.Length < SectionInbox.StrangersCallsMax)
            return heard;
        var most = strangers.GroupBy(known => known.Value.Warning.Section).MaxBy(group => group.Count())!;
        return heard with
        {
            GivesWay = Oldest(strangers.Any(known => known.Value.Over)
            ? strangers.Where(known => known.Value.Over)
            : most)
        };
    }

    private static Decision<SectionEvent> OfFederation(Section state, CallHeard heard)
    {
        if (state.Inbox.Calls.Count < SectionInbox.InboxMax)
            return heard;
        return Oldest(Closed(state, state.Inbox.Calls)) is { } over
            ? heard with { GivesWay = over }
            : Full(state, nameof(SectionInbox.InboxMax), SectionInbox.InboxMax, "calls");
    }

    private static Decision<SectionEvent> OfStranger(Section state, CallHeard heard)
    {
        if (state.Inbox.Calls.Count < SectionInbox.CallsPerStrangerMax)
            return heard;
        var strangers = state.Inbox.Calls.Where(known => !state.Affiliations.IsNear(known.Value.From)).ToArray();
        var mine = strangers.Where(known => known.Value.Call.Section == heard.Call.Section).ToArray();
        if (mine.Length >= SectionInbox.CallsPerStrangerMax)
            return Oldest(Closed(state, mine)) is { } own
                ? heard with { GivesWay = own }
                : TooManyOf(state, heard.Call.Section, "calls");
        if (strangers.Length < SectionInbox.StrangersCallsMax)
            return heard;
        if (Oldest(Closed(state, strangers)) is { } over)
            return heard with { GivesWay = over };
        var silent = strangers.Where(known => known.Value.Answer == Answer.Unanswered)
            .GroupBy(known => known.Value.Call.Section).MaxBy(calls => calls.Count());
        // It is closed first, so that everybody who looks knows that it is open here no more.
        return silent is null || Oldest(silent) is not { } open
            ? Full(state, nameof(SectionInbox.StrangersCallsMax), SectionInbox.StrangersCallsMax, "calls of strangers")
            : ImmutableArray.Create<SectionEvent>(new CallClosed(open), heard with { GivesWay = open });
    }

    // What nothing more is promised to: not those that tranches still go to.
    private static IEnumerable<KeyValuePair<StrikeId, InboxCall>> Closed(
        Section state, IEnumerable<KeyValuePair<StrikeId, InboxCall>> calls)
    {
        var promised = state.Promises.Tranches.Values.Where(series => series.Left > 0).Select(series => series.Strike)
            .ToHashSet();
        return calls.Where(known => known.Value.Closed && !promised.Contains(known.Key));
    }

    private static StrikeId? Oldest(IEnumerable<KeyValuePair<StrikeId, InboxCall>> calls) =>
        calls.OrderBy(known => known.Value.HeardAt).Select(known => (StrikeId?)known.Key).FirstOrDefault();

    private static StrikeId Oldest(IEnumerable<KeyValuePair<StrikeId, HeardWarning>> warnings) =>
        warnings.MinBy(known => known.Value.HeardAt).Key;

    private static Refusal TooManyOf(Section state, SectionId caller, Wording what) => CommonRefusals.LimitReached(
        nameof(SectionInbox.CallsPerStrangerMax), SectionInbox.CallsPerStrangerMax,
        $"section {state.Id} has {SectionInbox.CallsPerStrangerMax} open {what} of section {caller}; end or cancel "
        + $"one of them, or call through a federation that both are in");

    private static Refusal Full(Section state, string limit, long max, Wording what) => CommonRefusals.LimitReached(
        limit, max, $"section {state.Id} has as many open {what} as it can keep; call again when some are over, or "
        + $"through a federation that both are in");
}
