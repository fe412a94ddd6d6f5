using Solidarity.Domain.Bodies;

namespace Solidarity.Replay.Seeds;

/// <summary>What each row of aid.csv becomes: the steps for its meaning (see <see cref="AidMeaning"/>).</summary>
internal sealed class AidSteps(Story story, Func<StrikeId, Address, bool> isReached, Debts debts)
{
    public IEnumerable<Step> Of(AidRow aid)
    {
        var meaning = AidMeanings.Of(aid, story);
        return meaning switch
        {
            AidMeaning.PledgeLater or AidMeaning.PledgeNow => [DepositFor(aid), Pledge(aid, meaning), .. PayOut(aid)],
            AidMeaning.PledgeUnknownSum => [Pledge(aid, meaning)],
            AidMeaning.PledgeTooLate when isReached(aid.Strike, aid.From.Body!.Value) =>
                [DepositFor(aid), PledgeTooLate(aid)],
            AidMeaning.Decline when isReached(aid.Strike, aid.From.Body!.Value) => [Decline(aid)],
            AidMeaning.PledgeTooLate or AidMeaning.Decline or AidMeaning.Report => [Report(aid)],
            AidMeaning.Collect => [Collect(aid), .. PayOut(aid)],
            AidMeaning.OutsideGift => [OutsideGift(aid), .. PayOut(aid)],
            AidMeaning.Repay or AidMeaning.RepayRedirected => [DepositFor(aid), Repay(aid, meaning)],
            _ => throw new UnreachableException($"no steps for {meaning}"),
        };
    }

    private static StepKey Key(AidRow aid, string act) => new($"aid/{aid.Id}/{act}");

    private static SectionId Giver(AidRow aid) => aid.From.Section!.Value;

    private SectionId StrikingSection(AidRow aid) => story.Strike(aid.Strike).Section;

    // No treasury of the time is known: a section has what it gave, and no more.
    private Step.Deposit DepositFor(AidRow aid) => new(
        story.DateOf(aid), Key(aid, "deposit"), Giver(aid), aid.Amount!.Value,
        $"as recorded: {aid.AmountAsRecorded ?? aid.Id.Value}");

    private Step.Pledge Pledge(AidRow aid, AidMeaning meaning) => new(
        story.DateOf(aid), Key(aid, "pledge"), Giver(aid), aid.Id, aid.Strike, aid.Kind, aid.Amount,
        aid.Source, meaning is AidMeaning.PledgeNow ? Honour.Now : Honour.Later);

    private Step.PledgeTooLate PledgeTooLate(AidRow aid) => new(
        story.DateOf(aid), Key(aid, "pledge"), Giver(aid), aid.Id, aid.Strike, StrikingSection(aid),
        aid.Kind, aid.Amount!.Value, aid.Source, NoteOf(aid));

    private Step.Decline Decline(AidRow aid) => new(
        story.DateOf(aid), Key(aid, "decline"), Giver(aid), aid.Id, aid.Strike,
        aid.Note ?? SeedEnums.Word(aid.Status));

    private Step.Collect Collect(AidRow aid) => new(
        story.DateOf(aid), Key(aid, "collect"), aid.From.Federation!.Value, aid.Id, aid.Strike, StrikingSection(aid),
        aid.Kind, aid.Amount!.Value, NoteOf(aid));

    private Step.ReceiveOutsideGift OutsideGift(AidRow aid) => new(
        story.DateOf(aid), Key(aid, "receive"), StrikingSection(aid), aid.Strike, aid.Id, aid.From.Name,
        aid.Kind, aid.Amount!.Value, NoteOf(aid));

    private Step.Repay Repay(AidRow aid, AidMeaning meaning)
    {
        var debt = debts.Of(aid);
        return new(
            story.DateOf(aid), Key(aid, "repay"), debt.Section, debt.Loan, debt.Lender, aid.Id, aid.Amount!.Value,
            meaning is AidMeaning.RepayRedirected ? new SeedRedirect(aid.Strike, StrikingSection(aid)) : null,
            aid.Source, debt.LentBy);
    }

    private Step.ReportAid Report(AidRow aid) => new(
        story.DateOf(aid), Key(aid, "report"), StrikingSection(aid), aid.Strike, aid.Id, aid.From, aid.Kind,
        StateOf(aid), aid.Amount, NoteOf(aid));

    private ImmutableArray<Step> PayOut(AidRow aid) => aid.Status is not AidStatus.PaidOut ? [] :
    [
        new Step.PayStrikePay(
            story.DateOf(aid), Key(aid, "pay"), StrikingSection(aid), aid.Strike, aid.Amount!.Value,
            $"as recorded: {aid.AmountAsRecorded ?? aid.Id.Value}"),
    ];

    // The status says more than the state that it becomes ("sent, not yet arrived"), so its word stays in the note.
    private static string NoteOf(AidRow aid) =>
        aid.Note is null ? SeedEnums.Word(aid.Status) : $"{SeedEnums.Word(aid.Status)}; {aid.Note}";

    private static V1.AidState StateOf(AidRow aid) => aid.Status switch
    {
        AidStatus.Asked or AidStatus.CallIssued => V1.AidState.Asked,
        AidStatus.Deferred => V1.AidState.Deferred,
        AidStatus.Refused or AidStatus.NothingGiven => V1.AidState.Declined,
        AidStatus.Voted or AidStatus.Pledged or AidStatus.Collecting or AidStatus.BeingRaised => V1.AidState.Pledged,
        AidStatus.Sent or AidStatus.SentNotYetArrived or AidStatus.Received or AidStatus.ReceivedLate
            or AidStatus.PaidOut => V1.AidState.Honoured,
        _ => throw new UnreachableException($"no state for {aid.Status}"),
    };
}
