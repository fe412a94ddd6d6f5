using System.Diagnostics;
using Solidarity.Domain.Bodies;
using Solidarity.Domain.Calls;
using Solidarity.Domain.Decisions;
using Solidarity.Domain.Text;
using static Solidarity.Domain.Sections.SectionCommand;
using static Solidarity.Domain.Sections.SectionEvent;

namespace Solidarity.Domain.Sections;

/// <summary>What a section decides about calls and warnings that reach it, apart from money: hearing, taking note,
/// being reminded, declining, offering other support.</summary>
internal static class SectionAnswers
{
    private static readonly Decision<SectionEvent> Nothing = Decision<SectionEvent>.Nothing;
    private static readonly Decision<SectionEvent> Redundant = Decision<SectionEvent>.Redundant;

    public static Decision<SectionEvent> Decide(Section state, SectionCommand command, DateTimeOffset at) =>
        command switch
        {
            LearnCall c => OnCall(state, c, at),
            LearnCallEnd c => OnEnd(state, c),
            LearnReminder c => OnReminder(state, c.Strike, c.Number, at),
            RingReminder c => OnReminder(state, c.Strike, c.Number, at),
            LearnWarning c => OnWarning(state, c, at),
            SeeCall c => OnSeen(state, c.Strike, at),
            DeclineCall c => OnDecline(state, c),
            OfferSupport c => OnOffer(state, c),
            WithdrawSupport c => OnWithdraw(state, c),
            AcknowledgeWarning c => OnAcknowledge(state, c.Strike, at),
            ReportSighting c => OnSighting(state, c, at),
            SetReminders c => c.Settings.Problem() is { } no ? no
                : c.Settings == state.Reminders ? Nothing : new RemindersSet(c.Settings),
            SetOpenness c => OnOpenness(state, c.Openness),
            _ => throw new UnreachableException($"section command {command.GetType().Name}"),
        };

    private static Decision<SectionEvent> OnCall(Section state, LearnCall command, DateTimeOffset at)
    {
        var call = command.Call;
        if (call.Section == state.Id)
            return Redundant;
        if (state.Inbox.TryGetValue(call.Strike, out var known))
        {
            // Also an old sending that was taken back on quicker ways.
            var isOld = call.Number <= known.Call.Number || call.Number < known.Ended;
            return isOld && !InboxQuota.IsVouchedFor(state, known, command.From)
                ? Redundant
                : new CallHeard(isOld ? known.Call : call, command.From, at);
        }
        return InboxQuota.Hear(state, call, command.From, at);
    }

    private static Decision<SectionEvent> OnEnd(Section state, LearnCallEnd command)
    {
        var isCalled = state.Inbox.TryGetValue(command.Strike, out var call);
        var isWarned = command.How == CallEnd.StrikeOver
            && state.Warnings.TryGetValue(command.Strike, out var warning) && !warning.Over;
        // A narrower sending under the same number says that this section is still asked.
        var isNews = isCalled && command.Number > call!.Ended && command.Number > call.Call.Number;
        return isNews || isWarned ? new CallEnded(command.Strike, command.Number, command.How)
            : isCalled ? Redundant : Nothing;
    }

    private static Decision<SectionEvent> OnReminder(Section state, StrikeId strike, int number, DateTimeOffset at)
    {
        var isSilent = state.Reminders.On && state.Inbox.TryGetValue(strike, out var call)
            && call is { Answer: Answer.Unanswered, Closed: false };
        if (!isSilent)
            return Nothing;
        var time = state.Reminders.NextTime(at);
        return time > at ? new ReminderPutOff(strike, number, time) : new Reminded(strike, number, at);
    }

    private static Decision<SectionEvent> OnWarning(Section state, LearnWarning command, DateTimeOffset at)
    {
        var warning = command.Warning;
        // A mixed section has members of every trade.
        var concerns = state.Kind == SectionKind.Central
            || string.Equals(state.Trade, warning.Facts.Trade, StringComparison.OrdinalIgnoreCase);
        // The end may have been quicker on another way.
        var isOver = state.Inbox.TryGetValue(warning.Strike, out var call) && call.HowEnded == CallEnd.StrikeOver;
        if (!concerns || isOver || warning.Section == state.Id || state.Warnings.ContainsKey(warning.Strike))
            return Redundant;
        return InboxQuota.Hear(state, warning, command.From, at);
    }

    private static Decision<SectionEvent> OnSeen(Section state, StrikeId strike, DateTimeOffset at)
    {
        if (!state.Inbox.TryGetValue(strike, out var call))
            return SectionRefusals.CallUnknown(state.Id, strike);
        return call.SeenAt is null ? new CallSeen(strike, at) : Nothing;
    }

    private static Decision<SectionEvent> OnDecline(Section state, DeclineCall command)
    {
        if (Texts.Check("reason", command.Reason, Texts.MemoCharsMax, required: false) is { } no)
            return no;
        if (state.HasUsed(command.Decline))
            return SectionRefusals.PledgeExists(state.Id, command.Decline);
        if (!state.Inbox.TryGetValue(command.Strike, out var call))
            return SectionRefusals.CallUnknown(state.Id, command.Strike);
        if (state.HasPledgedTo(command.Strike) || state.HasSupported(command.Strike))
            return SectionRefusals.HasAnswered(state.Id, command.Strike);
        if (call.Answer == Answer.Declined && call.Reason == command.Reason)
            return Nothing;
        return ToldStrikes.CheckAid(state, command.Strike) is { } full
            ? full
            : new CallDeclined(command.Decline, command.Strike, command.Reason);
    }

    private static Decision<SectionEvent> OnOffer(Section state, OfferSupport command)
    {
        // Shape.
        var no = Texts.CheckName("unit", command.Unit, Support.UnitCharsMax, required: command.Quantity is not null)
            ?? Texts.Check("note", command.Note, Texts.MemoCharsMax, required: command.Kind == SupportKind.Letter);
        if (no is not null)
            return no;
        if (command.Quantity is < 1 or > Support.QuantityMax)
            return CommonRefusals.Malformed(
                "quantity", $"is {command.Quantity}; 1 to {Support.QuantityMax}, or left out");
        if (command.Quantity is null && command.Unit.Length > 0)
            return CommonRefusals.Malformed("unit", "is given with no quantity");
        // Identity.
        if (state.HasUsed(command.Offer))
            return SectionRefusals.PledgeExists(state.Id, command.Offer);
        if (state.Strikes.ContainsKey(command.Strike))
            return SectionRefusals.OwnStrike(state.Id, command.Strike);
        // State: who was warned can refuse the work, called or not.
        var isWarned = state.Warnings.TryGetValue(command.Strike, out var warning) && !warning.Over;
        if (!state.Inbox.TryGetValue(command.Strike, out var call) && !isWarned)
            return SectionRefusals.CallUnknown(state.Id, command.Strike);
        if (call is { Closed: true } && !isWarned)
            return SectionRefusals.CallClosed(command.Strike, call.HowEnded);
        // Limits.
        if (ToldStrikes.CheckSupport(state, command.Strike) is { } full)
            return full;
        return state.Support.Count >= Section.PledgesMax
            ? CommonRefusals.LimitReached(nameof(Section.PledgesMax), Section.PledgesMax,
                $"section {state.Id} has made too many offers")
            : new SupportOffered(command.Offer, command.Strike, new Support(
                command.Kind, command.Quantity, command.Unit, command.Note, Withdrawn: false));
    }

    private static Decision<SectionEvent> OnWithdraw(Section state, WithdrawSupport command)
    {
        if (Texts.Check("reason", command.Reason, Texts.MemoCharsMax, required: false) is { } no)
            return no;
        if (!state.Support.TryGetValue(command.Offer, out var offer))
            return SectionRefusals.UnknownOffer(state.Id, command.Offer);
        return offer.Support.Withdrawn ? Nothing : new SupportWithdrawn(command.Offer, command.Reason);
    }

    private static Decision<SectionEvent> OnAcknowledge(Section state, StrikeId strike, DateTimeOffset at)
    {
        if (!state.Warnings.TryGetValue(strike, out var warning))
            return SectionRefusals.WarningUnknown(state.Id, strike);
        return warning.AcknowledgedAt is null ? new WarningAcknowledged(strike, at) : Nothing;
    }

    private static Decision<SectionEvent> OnSighting(Section state, ReportSighting command, DateTimeOffset at)
    {
        var no = Texts.CheckName("place", command.Place)
            ?? Texts.Check("text", command.Text, Texts.MemoCharsMax);
        if (no is not null)
            return no;
        if (state.HasUsed(command.Sighting))
            return SectionRefusals.PledgeExists(state.Id, command.Sighting);
        if (!state.Warnings.ContainsKey(command.Strike) && !state.Inbox.ContainsKey(command.Strike))
            return SectionRefusals.WarningUnknown(state.Id, command.Strike);
        if (ToldStrikes.CheckSighting(state, command.Strike) is { } full)
            return full;
        return state.Sightings.Count >= Section.SightingsMax
            ? CommonRefusals.LimitReached(nameof(Section.SightingsMax), Section.SightingsMax,
                $"section {state.Id} has reported too many sightings")
            : new SightingReported(
                command.Sighting, command.Strike, new Sighting(command.Place, command.Text, at));
    }

    private static Decision<SectionEvent> OnOpenness(Section state, Openness openness)
    {
        if (openness.Federation < openness.Public)
            return CommonRefusals.Malformed(
                "federation", $"is {openness.Federation}, less than everybody sees ({openness.Public})");
        return openness == state.Openness ? Nothing : new OpennessSet(openness);
    }
}
