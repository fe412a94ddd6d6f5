using Solidarity.Domain.Bodies;
using Solidarity.Domain.Calls;
using Solidarity.Domain.Decisions;
using Solidarity.Domain.Sections.Inbox;
using Solidarity.Domain.Sections.Pledges;
using Solidarity.Domain.Text;
using static Solidarity.Domain.Sections.Answers.AnswerCommand;
using static Solidarity.Domain.Sections.Answers.AnswerEvent;
using static Solidarity.Domain.Sections.SectionRefusals;

namespace Solidarity.Domain.Sections.Answers;

/// <summary>How a section answers a call or a warning otherwise than by money.</summary>
[JsonDerivedType(typeof(DeclineCall), "decline-call")]
[JsonDerivedType(typeof(OfferSupport), "offer-support")]
[JsonDerivedType(typeof(WithdrawSupport), "withdraw-support")]
[JsonDerivedType(typeof(ReportSighting), "report-sighting")]
public abstract record AnswerCommand : SectionCommand
{
    private AnswerCommand() { }

    /// <param name="Decline">Names this answer on the strike's board, as a pledge's id names a pledge.</param>
    public sealed record DeclineCall(PledgeId Decline, StrikeId Strike, string Reason) : AnswerCommand;

    /// <summary>Offers a strike something else than money.</summary>
    public sealed record OfferSupport(
        PledgeId Offer, StrikeId Strike, SupportKind Kind, long? Quantity, string Unit, string Note) : AnswerCommand;

    public sealed record WithdrawSupport(PledgeId Offer, string Reason) : AnswerCommand;

    /// <summary>Tells a strike of strike-breakers, or of agents who look for them. Never names members.</summary>
    public sealed record ReportSighting(PledgeId Sighting, StrikeId Strike, string Place, string Text) : AnswerCommand;
}

/// <summary>What a section decides about answering a call or a warning otherwise than by money: declining, offering
/// support, telling of strike-breakers.</summary>
internal static class AnswerRules
{
    public static Decision<SectionEvent> Decide(Section state, AnswerCommand command, DateTimeOffset at) =>
        command switch
        {
            DeclineCall c => OnDecline(state, c),
            OfferSupport c => OnOffer(state, c),
            WithdrawSupport c => OnWithdraw(state, c),
            ReportSighting c => OnSighting(state, c, at),
            _ => throw new UnreachableException($"section command {command.GetType().Name}"),
        };

    private static Decision<SectionEvent> OnDecline(Section state, DeclineCall command)
    {
        if (Texts.Check("reason", command.Reason, Texts.MemoCharsMax, required: false) is { } no)
            return no;
        if (state.HasUsed(command.Decline))
            return PledgeRefusals.PledgeExists(state.Id, command.Decline);
        if (!state.Inbox.Calls.TryGetValue(command.Strike, out var call))
            return InboxRefusals.CallUnknown(state.Id, command.Strike);
        if (state.Promises.HasPledgedTo(command.Strike) || state.Promises.HasSupported(command.Strike))
            return AnswerRefusals.HasAnswered(state.Id, command.Strike);
        if (call.Answer == Answer.Declined && call.Reason == command.Reason)
            return Decision<SectionEvent>.Nothing;
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
            return PledgeRefusals.PledgeExists(state.Id, command.Offer);
        if (state.Strikes.Declared.ContainsKey(command.Strike))
            return PledgeRefusals.OwnStrike(state.Id, command.Strike);
        // State: who was warned can refuse the work, called or not.
        var isWarned = state.Inbox.Warnings.TryGetValue(command.Strike, out var warning) && !warning.Over;
        if (!state.Inbox.Calls.TryGetValue(command.Strike, out var call) && !isWarned)
            return InboxRefusals.CallUnknown(state.Id, command.Strike);
        if (call is { Closed: true } && !isWarned)
            return InboxRefusals.CallClosed(command.Strike, call.HowEnded);
        // Limits.
        if (ToldStrikes.CheckSupport(state, command.Strike) is { } full)
            return full;
        return state.Promises.Support.Count >= SectionPromises.PledgesMax
            ? CommonRefusals.LimitReached(nameof(SectionPromises.PledgesMax), SectionPromises.PledgesMax,
                $"section {state.Id} has made too many offers")
            : new SupportOffered(command.Offer, command.Strike, new Support(
                command.Kind, command.Quantity, command.Unit, command.Note, Withdrawn: false));
    }

    private static Decision<SectionEvent> OnWithdraw(Section state, WithdrawSupport command)
    {
        if (Texts.Check("reason", command.Reason, Texts.MemoCharsMax, required: false) is { } no)
            return no;
        if (!state.Promises.Support.TryGetValue(command.Offer, out var offer))
            return AnswerRefusals.UnknownOffer(state.Id, command.Offer);
        return offer.Support.Withdrawn
            ? Decision<SectionEvent>.Nothing
            : new SupportWithdrawn(command.Offer, command.Reason);
    }

    private static Decision<SectionEvent> OnSighting(Section state, ReportSighting command, DateTimeOffset at)
    {
        var no = Texts.CheckName("place", command.Place)
            ?? Texts.Check("text", command.Text, Texts.MemoCharsMax);
        if (no is not null)
            return no;
        if (state.HasUsed(command.Sighting))
            return PledgeRefusals.PledgeExists(state.Id, command.Sighting);
        if (!state.Inbox.Warnings.ContainsKey(command.Strike) && !state.Inbox.Calls.ContainsKey(command.Strike))
            return InboxRefusals.WarningUnknown(state.Id, command.Strike);
        if (ToldStrikes.CheckSighting(state, command.Strike) is { } full)
            return full;
        return state.Promises.Sightings.Count >= SectionPromises.SightingsMax
            ? CommonRefusals.LimitReached(nameof(SectionPromises.SightingsMax), SectionPromises.SightingsMax,
                $"section {state.Id} has reported too many sightings")
            : new SightingReported(
                command.Sighting, command.Strike, new Sighting(command.Place, command.Text, at));
    }

}

/// <summary>A section's refusals about its answers.</summary>
internal static class AnswerRefusals
{
    public static Refusal UnknownOffer(SectionId section, PledgeId offer) => Refusal.Of(RefusalKind.NotFound,
        "UNKNOWN_OFFER", $"section {section} has made no offer {offer}.", ("offer", offer));

    public static Refusal HasAnswered(SectionId section, StrikeId strike) => Precondition("ALREADY_PLEDGED",
        $"section {section} has promised something to strike {strike}; withdraw that before declining.",
        ("strike", strike));
}
