namespace Solidarity.Replay.Seeds;

/// <summary>What a row of aid becomes in the system; the table of seeds/README.md, in code.</summary>
internal enum AidMeaning
{
    /// <summary>No book can hold it: it is told beside the strike, as recorded.</summary>
    Report,

    /// <summary>A section promised a sum and, as far as is known, did not send it.</summary>
    PledgeLater,

    /// <summary>A section sent a sum.</summary>
    PledgeNow,

    /// <summary>A section promised something, and no sum is recorded.</summary>
    PledgeUnknownSum,

    /// <summary>A section promised a sum when the strike was over.</summary>
    PledgeTooLate,

    Decline,

    /// <summary>A federation as a whole gave a sum: money that passed through it.</summary>
    Collect,

    /// <summary>A giver that is no body of the system gave a sum.</summary>
    OutsideGift,

    Repay,

    RepayRedirected,
}

internal static class AidMeanings
{
    public static AidMeaning Of(AidRow aid, Story story)
    {
        var isOver = story.IsOver(aid.Strike, story.DateOf(aid));
        return aid.Kind switch
        {
            SeedAidKind.Repayment => AidMeaning.Repay,
            SeedAidKind.RepaymentRedirected when !isOver => AidMeaning.RepayRedirected,
            SeedAidKind.Gift or SeedAidKind.Loan or SeedAidKind.Unspecified when aid.From.Section is not null =>
                aid.Amount is null ? OfSectionWithoutSum(aid.Status, isOver) : OfSection(aid.Status, isOver),
            SeedAidKind.Gift or SeedAidKind.Unspecified when aid.Amount is not null && IsGiven(aid.Status) && !isOver =>
                aid.From.Federation is null ? AidMeaning.OutsideGift : AidMeaning.Collect,
            _ => AidMeaning.Report,
        };
    }

    /// <summary>Whether the money left its giver. Plain "sent" with no word of a loss is taken as delivered.</summary>
    public static bool IsGiven(AidStatus status) => status is AidStatus.Sent or AidStatus.Received or AidStatus.PaidOut;

    public static bool IsPromised(AidStatus status) => status is AidStatus.Voted or AidStatus.Pledged;

    private static AidMeaning OfSection(AidStatus status, bool isOver) => (IsPromised(status), IsGiven(status)) switch
    {
        (true, _) => isOver ? AidMeaning.PledgeTooLate : AidMeaning.PledgeLater,
        (_, true) when !isOver => AidMeaning.PledgeNow,
        _ => AidMeaning.Report,
    };

    private static AidMeaning OfSectionWithoutSum(AidStatus status, bool isOver) => status switch
    {
        AidStatus.Refused or AidStatus.NothingGiven => AidMeaning.Decline,
        AidStatus.Voted or AidStatus.Pledged when !isOver => AidMeaning.PledgeUnknownSum,
        _ => AidMeaning.Report,
    };
}
