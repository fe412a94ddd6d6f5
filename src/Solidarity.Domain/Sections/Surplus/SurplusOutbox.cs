using Solidarity.Domain.Bodies;
using Solidarity.Domain.Calls;
using Solidarity.Domain.Money;
using Solidarity.Domain.Sections;
using Solidarity.Domain.Sections.Surplus;
using Solidarity.Domain.Strikes.Funds;
using Solidarity.Domain.Transfers;
using static Solidarity.Domain.Messages.SectionOutbox;
using static Solidarity.Domain.Sections.Surplus.SurplusEvent;

namespace Solidarity.Domain.Messages;

/// <summary>What a section tells a strike of what is left in its fund, and another one that gets it.</summary>
internal static class SurplusOutbox
{
    public static IEnumerable<Message> Of(SurplusEvent @event, Section after) => @event switch
    {
        SurplusSent e => [Used(after, e.Sum, e.Sum.Amount, back: false), .. Announced(after, e.Id, e.Sum)],
        SurplusMoved e =>
        [
            Used(after, e.Sum, e.Sum.Amount, back: false),
            Aid(e.Sum.To!.Value, Own(after, e.Id), AidKind.Surplus, AidState.Honoured, e.Sum.Amount, e.Authority,
                by: after.Id),
            SectionOutbox.Moved(
                e.Sum.To.Value, Own(after, e.Id), AidKind.Surplus, run: 1, MoneyStage.Received, e.Sum.Amount,
                by: after.Id),
        ],
        SurplusSentAgain e => SentAgain(after, after.Surplus.Sent[e.Id].Sum, e.Id),
        SurplusUnsent e => Unsent(after, after.Surplus.Sent[e.Id].Sum, e),
        SurplusLapsed e => Withdrawn(after, e.Id, after.Surplus.Sent[e.Id].Sum.Amount, e.Reason),
        SurplusWithdrawn e => Withdrawn(after, e.Id, after.Surplus.Sent[e.Id].Sum.Amount, e.Reason),
        SurplusKept e => [Used(after, e.Strike, FundUse.Kept, e.Amount, back: false)],
        SurplusArrived e =>
        [
            new Message(e.Key.Transfer, new TransferCommand.LearnDelivered(e.Key, e.Passed)),
            .. AcknowledgementOutbox.AtOnce(e.From, e.Key, e.Owed),
        ],
        SurplusDelivered => [],
        _ => throw new UnreachableException($"section event {@event.GetType().Name}"),
    };

    /// <summary>Tells a strike that its fund's money went to something else than strike pay.</summary>
    /// <param name="back">It is in the fund again.</param>
    internal static Message Used(Section after, StrikeId strike, FundUse use, Amount amount, bool back) =>
        new(strike, new FundCommand.LearnFundUsed(after.Id, use, amount, back));

    private static Message Used(Section after, SurplusSum sum, Amount amount, bool back) =>
        Used(after, sum.Strike, sum.To is null ? FundUse.Returned : FundUse.PassedOn, amount, back);

    private static IEnumerable<Message> Announced(Section after, PledgeId id, SurplusSum sum)
    {
        if (sum.To is not { } other)
            yield break;
        yield return Aid(other, Own(after, id), AidKind.Surplus, AidState.Pledged, sum.Amount,
            InEnglish($"left of {sum.Strike}"),
            unasked: Unasked(after, other));
        yield return SectionOutbox.Moved(
            other, Own(after, id), AidKind.Surplus, run: 1, MoneyStage.Held, sum.Amount);
    }

    private static IEnumerable<Message> SentAgain(Section after, SurplusSum sum, PledgeId id) =>
        [Used(after, sum, sum.Amount, back: false), .. Moved(after, id, MoneyStage.Held, sum.Amount)];

    private static IEnumerable<Message> Unsent(Section after, SurplusSum sum, SurplusUnsent e)
    {
        Message[] back = [Used(after, sum, e.Left, back: true), .. Moved(after, e.Id, MoneyStage.Unsent, e.Left)];
        return e.AgainAt is { } due
            ? [.. back, new Message(
                after.Id, new SurplusCommand.SendSurplusAgain(e.Id, after.Surplus.Sent[e.Id].Runs), due)]
            : [.. back, .. Withdrawn(after, e.Id, e.Left, e.Reason)];
    }

    private static IEnumerable<Message> Withdrawn(Section after, PledgeId id, Amount amount, string reason) =>
        after.Surplus.Sent[id].Sum.To is { } other
            ? [Aid(other, Own(after, id), AidKind.Surplus, AidState.Withdrawn, amount, reason,
                unasked: Unasked(after, other))]
            : [];

    private static IEnumerable<Message> Moved(Section after, PledgeId id, MoneyStage stage, Amount amount) =>
        after.Surplus.Sent[id] is { Sum.To: { } other } sent
            ? [SectionOutbox.Moved(other, Own(after, id), AidKind.Surplus, sent.Runs, stage, amount)]
            : [];

    // As a redirected repayment, it may go to a strike that has not asked here.
    private static bool? Unasked(Section after, StrikeId strike) => after.Inbox.Calls.ContainsKey(strike) ? null : true;
}
