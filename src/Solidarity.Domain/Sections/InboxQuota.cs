using System.Collections.Immutable;
using Solidarity.Domain.Affiliations;
using Solidarity.Domain.Bodies;
using Solidarity.Domain.Calls;
using Solidarity.Domain.Decisions;
using static Solidarity.Domain.Sections.SectionEvent;

namespace Solidarity.Domain.Sections;

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
        return IsNear(state, from)
            ? OfFederation(state, heard)
            : OfStranger(state, heard);
    }

    /// <summary>Whether word of a call that is known already is of use, because a federation vouches for what only a
    /// stranger has sent so far, and strangers' calls may soon give way.</summary>
    public static bool IsVouchedFor(Section state, InboxCall known, Address from) =>
        state.Inbox.Count > Section.StrangersCallsMax / 2 && !known.Closed && !IsNear(state, known.From)
        && IsNear(state, from);

    /// <summary>What is decided on a warning that the section has not heard yet.</summary>
    public static Decision<SectionEvent> Hear(Section state, Warning warning, Address from, DateTimeOffset at)
    {
        var heard = new WarningHeard(warning, from, at);
        if (IsNear(state, from))
        {
            if (state.Warnings.Count < Section.WarningsMax)
                return heard;
            var over = state.Warnings.Where(known => known.Value.Over).ToArray();
            return over.Length > 0
                ? heard with { GivesWay = Oldest(over) }
                : Full(state, nameof(Section.WarningsMax), Section.WarningsMax, "warnings");
        }
        if (state.Warnings.Count < Section.CallsPerStrangerMax)
            return heard;
        var strangers = state.Warnings.Where(known => !IsNear(state, known.Value.From)).ToArray();
        var mine = strangers.Where(known => known.Value.Warning.Section == warning.Section).ToArray();
        if (mine.Length >= Section.CallsPerStrangerMax)
            return mine.Any(known => known.Value.Over)
                ? heard with { GivesWay = Oldest(mine.Where(known => known.Value.Over)) }
                : TooManyOf(state, warning.Section, "warnings");
        if (strangers.Length < Section.StrangersCallsMax)
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
        if (state.Inbox.Count < Section.InboxMax)
            return heard;
        return Oldest(Closed(state, state.Inbox)) is { } over
            ? heard with { GivesWay = over }
            : Full(state, nameof(Section.InboxMax), Section.InboxMax, "calls");
    }

    private static Decision<SectionEvent> OfStranger(Section state, CallHeard heard)
    {
        if (state.Inbox.Count < Section.CallsPerStrangerMax)
            return heard;
        var strangers = state.Inbox.Where(known => !IsNear(state, known.Value.From)).ToArray();
        var mine = strangers.Where(known => known.Value.Call.Section == heard.Call.Section).ToArray();
        if (mine.Length >= Section.CallsPerStrangerMax)
            return Oldest(Closed(state, mine)) is { } own
                ? heard with { GivesWay = own }
                : TooManyOf(state, heard.Call.Section, "calls");
        if (strangers.Length < Section.StrangersCallsMax)
            return heard;
        if (Oldest(Closed(state, strangers)) is { } over)
            return heard with { GivesWay = over };
        var silent = strangers.Where(known => known.Value.Answer == Answer.Unanswered)
            .GroupBy(known => known.Value.Call.Section).MaxBy(calls => calls.Count());
        // It is closed first, so that everybody who looks knows that it is open here no more.
        return silent is null || Oldest(silent) is not { } open
            ? Full(state, nameof(Section.StrangersCallsMax), Section.StrangersCallsMax, "calls of strangers")
            : ImmutableArray.Create<SectionEvent>(new CallClosed(open), heard with { GivesWay = open });
    }

    private static bool IsNear(Section state, Address from) => from.IsFederation
        && state.Affiliations.TryGetValue(from.Federation, out var status) && status == AffiliationStatus.Member;

    // What nothing more is promised to: not those that tranches still go to.
    private static IEnumerable<KeyValuePair<StrikeId, InboxCall>> Closed(
        Section state, IEnumerable<KeyValuePair<StrikeId, InboxCall>> calls)
    {
        var promised = state.Tranches.Values.Where(series => series.Left > 0).Select(series => series.Strike)
            .ToHashSet();
        return calls.Where(known => known.Value.Closed && !promised.Contains(known.Key));
    }

    private static StrikeId? Oldest(IEnumerable<KeyValuePair<StrikeId, InboxCall>> calls) =>
        calls.OrderBy(known => known.Value.HeardAt).Select(known => (StrikeId?)known.Key).FirstOrDefault();

    private static StrikeId Oldest(IEnumerable<KeyValuePair<StrikeId, HeardWarning>> warnings) =>
        warnings.MinBy(known => known.Value.HeardAt).Key;

    private static Refusal TooManyOf(Section state, SectionId caller, string what) => CommonRefusals.LimitReached(
        nameof(Section.CallsPerStrangerMax), Section.CallsPerStrangerMax,
        $"section {state.Id} has {Section.CallsPerStrangerMax} open {what} of section {caller}; end or cancel one of "
        + "them, or call through a federation that both are in");

    private static Refusal Full(Section state, string limit, long max, string what) => CommonRefusals.LimitReached(
        limit, max, $"section {state.Id} has as many open {what} as it can keep; call again when some are over, or "
        + "through a federation that both are in");
}
