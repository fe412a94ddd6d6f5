namespace Solidarity.Server.Requests;

/// <summary>What may be chosen, for the answer to a caller who chose none of it.</summary>
internal static class EnumTexts
{
    public const string Levels = "LEVEL_LOCAL, LEVEL_REGIONAL, LEVEL_NATIONAL, LEVEL_INTERNATIONAL";
    public const string SectionKinds = "SECTION_KIND_TRADE, SECTION_KIND_CENTRAL";
    public const string PledgeKinds = "AID_KIND_GIFT, AID_KIND_LOAN, AID_KIND_NOT_RECORDED";
    public const string GivenKinds = "AID_KIND_GIFT, AID_KIND_NOT_RECORDED";
    public const string AidKinds =
        PledgeKinds + ", AID_KIND_REPAYMENT, AID_KIND_REDIRECTED_REPAYMENT, AID_KIND_AGGREGATE, AID_KIND_OTHER, "
        + "AID_KIND_SURPLUS";
    public const string AidStates =
        "AID_STATE_ASKED, AID_STATE_DEFERRED, AID_STATE_DECLINED, AID_STATE_PLEDGED, AID_STATE_HONOURED, "
        + "AID_STATE_WITHDRAWN, AID_STATE_LAPSED";
    public const string Outcomes =
        "OUTCOME_WON, OUTCOME_LOST, OUTCOME_COMPROMISED, OUTCOME_CALLED_OFF, OUTCOME_ENDED";
    public const string SupportKinds =
        "SUPPORT_KIND_REFUSAL_OF_WORK, SUPPORT_KIND_LODGING, SUPPORT_KIND_PROVISIONS, SUPPORT_KIND_LETTER";
    public const string CallParts =
        "CALL_PART_NEED, CALL_PART_SUPPORT, CALL_PART_TERMS, CALL_PART_RUNWAY_DAYS, CALL_PART_FOREIGN, CALL_PART_PAY";
    public const string MoneyActs =
        "ACT_KIND_PLEDGES, ACT_KIND_LOANS, ACT_KIND_STRIKE_PAY, ACT_KIND_PAYOUTS, ACT_KIND_DUES, ACT_KIND_REPAYMENTS, "
        + "ACT_KIND_SURPLUS";
    public const string Acts =
        MoneyActs + ", ACT_KIND_MANDATES, ACT_KIND_RECALLS, ACT_KIND_STATUTES, ACT_KIND_AFFILIATIONS, "
        + "ACT_KIND_STRIKES, ACT_KIND_STRIKE_ENDS";
    public const string Deciders = "DECIDED_BY_RECORD, DECIDED_BY_VOTE";
    public const string Majorities = "MAJORITY_SIMPLE, MAJORITY_TWO_THIRDS, MAJORITY_THREE_QUARTERS";
    public const string BallotChoices = "BALLOT_CHOICE_FOR, BALLOT_CHOICE_AGAINST, BALLOT_CHOICE_ABSTAIN";
    public const string Standings = "STRIKER_STANDING_ON_STRIKE, STRIKER_STANDING_SACKED, STRIKER_STANDING_LOCKED_OUT";
    public const string Details = "DETAIL_NOTHING, DETAIL_TOTALS, DETAIL_BREAKDOWN, DETAIL_BOOKS";
}
