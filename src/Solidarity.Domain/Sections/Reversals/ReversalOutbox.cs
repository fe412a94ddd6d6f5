using Solidarity.Domain.Bodies;
using Solidarity.Domain.Calls;
using Solidarity.Domain.Sections;
using Solidarity.Domain.Sections.Reversals;
using Solidarity.Domain.Strikes.Aid;
using Solidarity.Domain.Strikes.Pay;
using static Solidarity.Domain.Sections.Reversals.ReversalEvent;

namespace Solidarity.Domain.Messages;

/// <summary>What a section tells its strikes of entries that it reversed.</summary>
internal static class ReversalOutbox
{
    public static IEnumerable<Message> Of(ReversalEvent @event, Section after) => @event switch
    {
        EntryReversed e => Of(e, e.Original, after),
        _ => throw new UnreachableException($"section event {@event.GetType().Name}"),
    };

    private static IEnumerable<Message> Of(EntryReversed e, PlainEntry entry, Section after) => entry.Kind switch
    {
        PlainEntryKind.StrikePay =>
            [new Message(entry.Strike!.Value, new PayCommand.LearnStrikePayReversed(after.Id, e.Reverses))],
        PlainEntryKind.OutsideAid =>
        [
            SectionOutbox.Aid(entry.Strike!.Value, entry.Aid!.Value, entry.GivenAs!.Value, AidState.Withdrawn,
                entry.Amount, e.Reason, by: after.Id),
        ],
        PlainEntryKind.LoanRepayment =>
        [
            new Message(after.Loans.Taken[entry.Aid!.Value].Strike, new AidCommand.LearnAid(
                SectionOutbox.Own(after, entry.Repayment!.Value), AidKind.Repayment, AidState.Withdrawn, entry.Amount,
                Counted: false, e.Reason, By: after.Id)),
            .. entry.Strike is { } fund
                ? [SurplusOutbox.Used(after, fund, FundUse.Repaid, entry.Amount, back: true)]
                : Array.Empty<Message>(),
        ],
        PlainEntryKind.Deposit or PlainEntryKind.Payment or PlainEntryKind.LoanRecord => [],
        _ => throw new UnreachableException($"a {entry.Kind} is not reversed"),
    };
}
