using Solidarity.Domain.Acts;
using Solidarity.Domain.Bodies;
using Solidarity.Domain.Calls;
using Solidarity.Domain.Decisions;
using Solidarity.Domain.Ledger;
using Solidarity.Domain.Money;
using Solidarity.Domain.Sections.OwnCalls;
using Solidarity.Domain.Text;
using Solidarity.Domain.Treasuries;
using static Solidarity.Domain.Sections.OwnStrikes.OwnStrikeCommand;
using static Solidarity.Domain.Sections.OwnStrikes.OwnStrikeEvent;
using static Solidarity.Domain.Sections.SectionRefusals;

namespace Solidarity.Domain.Sections.OwnStrikes;

/// <summary>What a section can be asked about strikes of its own.</summary>
[JsonDerivedType(typeof(DeclareStrike), "declare-strike")]
[JsonDerivedType(typeof(LearnStrikeIdTaken), "learn-strike-id-taken")]
[JsonDerivedType(typeof(AmendStrike), "amend-strike")]
[JsonDerivedType(typeof(EndStrike), "end-strike")]
[JsonDerivedType(typeof(ReopenStrike), "reopen-strike")]
[JsonDerivedType(typeof(PayStrikePay), "pay-strike-pay")]
[JsonDerivedType(typeof(ReceiveOutsideAid), "receive-outside-aid")]
[JsonDerivedType(typeof(ReportAid), "report-aid")]
[JsonDerivedType(typeof(SetOpenness), "set-openness")]
public abstract record OwnStrikeCommand : SectionCommand
{
    private OwnStrikeCommand() { }

    /// <inheritdoc cref="PayStrikePay" path="/param[@name='Authority']"/>
    public sealed record DeclareStrike(StrikeId Strike, StrikeFacts Facts, string Authority = "") : OwnStrikeCommand;

    public sealed record LearnStrikeIdTaken(StrikeId Strike) : OwnStrikeCommand;

    /// <summary>Puts right what was said of a strike, also of one that is over.</summary>
    public sealed record AmendStrike(StrikeId Strike, FactsChange Change) : OwnStrikeCommand;

    /// <inheritdoc cref="PayStrikePay" path="/param[@name='Authority']"/>
    public sealed record EndStrike(StrikeId Strike, Outcome Outcome, string Note, string Authority = "")
        : OwnStrikeCommand;

    /// <summary>Takes back the end of a strike, up to <see cref="SectionStrikes.ReopenDaysMax"/> days later. Its call
    /// stays closed until the section calls again.</summary>
    public sealed record ReopenStrike(StrikeId Strike, string Reason) : OwnStrikeCommand;

    /// <summary>Pays strikers from the strike's fund.</summary>
    /// <param name="Through">The last day that it pays for; null: the day of the payment.</param>
    /// <param name="Again">Also where the same was done just now.</param>
    /// <param name="Authority">What it rests on; empty where the statutes ask for nothing.</param>
    public sealed record PayStrikePay(
        StrikeId Strike, Amount Amount, string Memo, DateOnly? Through = null, bool Again = false,
        string Authority = "") : OwnStrikeCommand;

    /// <summary>Books aid from a giver who is no body of the system into the strike's fund.</summary>
    /// <inheritdoc cref="PayStrikePay" path="/param[@name='Again']"/>
    public sealed record ReceiveOutsideAid(
        StrikeId Strike, PledgeId Aid, string From, AidKind Kind, Amount Amount, string Note, bool Again = false)
        : OwnStrikeCommand;

    /// <summary>Puts on the strike's board what no book holds: an answer without a sum, a giver outside the
    /// system who was asked, a total from the record.</summary>
    /// <inheritdoc cref="PayStrikePay" path="/param[@name='Again']"/>
    public sealed record ReportAid(
        StrikeId Strike, AidKey Aid, AidKind Kind, AidState State, Amount? Amount, string Note, bool Again = false)
        : OwnStrikeCommand;

    public sealed record SetOpenness(Openness Openness) : OwnStrikeCommand;
}

/// <summary>What a section decides about strikes of its own: declaring, amending, paying strike pay, ending, reopening,
/// and who sees how much of them.</summary>
internal static class OwnStrikeRules
{
    public static Decision<SectionEvent> Decide(Section state, OwnStrikeCommand command, DateTimeOffset at) =>
        command switch
        {
            DeclareStrike c => OnDeclare(state, c),
            LearnStrikeIdTaken c => state.Strikes.Declared.ContainsKey(c.Strike)
                ? new StrikeIdTaken(c.Strike, FundSetFree(state, c.Strike))
                : Decision<SectionEvent>.Nothing,
            AmendStrike c => OnAmend(state, c, at),
            EndStrike c => OnEnd(state, c, at),
            ReopenStrike c => OnReopen(state, c, at),
            PayStrikePay c => OnStrikePay(state, c, at),
            ReceiveOutsideAid c => OnOutsideAid(state, c, at),
            ReportAid c => OnReport(state, c, at),
            SetOpenness c => OnOpenness(state, c.Openness),
            _ => throw new UnreachableException($"section command {command.GetType().Name}"),
        };

    /// <summary>The refusal where this is no strike of the section's, or it is over; else null.</summary>
    public static Refusal? CheckGoesOn(Section state, StrikeId id, out OwnStrike strike)
    {
        if (!state.Strikes.Declared.TryGetValue(id, out strike!))
            return OwnStrikeRefusals.UnknownStrike(state.Id, id);
        return strike.Outcome is { } outcome ? OwnStrikeRefusals.StrikeOver(id, outcome) : null;
    }

    private static LedgerEntry? FundSetFree(Section state, StrikeId strike)
    {
        var fund = Account.StrikeFund(strike);
        LedgerEntry? entry = null;
        foreach (var currency in state.Profile.Currencies)
        {
            // One posting moves so much and no more; a strike that never was has no fund beyond that.
            var minor = (long)Int128.Min(state.Treasury.Book.Balance(fund, currency), long.MaxValue);
            if (minor == 0)
                continue;
            var move = LedgerEntry.Move(new Amount(minor, currency), fund, Account.Treasury);
            entry = entry?.And(move) ?? move;
        }
        return entry;
    }

    private static Decision<SectionEvent> OnDeclare(Section state, DeclareStrike command)
    {
        if ((CheckShape(command.Facts) ?? CheckAuthority(command.Authority)) is { } no)
            return no;
        if (state.Strikes.Declared.ContainsKey(command.Strike))
            return OwnStrikeRefusals.StrikeExists(state.Id, command.Strike);
        if (state.Strikes.Declared.Count >= SectionStrikes.StrikesMax)
            return CommonRefusals.LimitReached(nameof(SectionStrikes.StrikesMax), SectionStrikes.StrikesMax,
                $"section {state.Id} has declared too many strikes");
        return new StrikeDeclared(command.Strike, command.Facts, Given(command.Authority));
    }

    private static Refusal? CheckAuthority(string authority) =>
        Texts.Check("authority", authority, Texts.MemoCharsMax, required: false);

    private static string? Given(string authority) => authority.Length > 0 ? authority : null;

    private static Refusal? CheckShape(StrikeFacts facts)
    {
        if ((facts.Check() ?? DayRange.Check("start", facts.Start)) is { } no)
            return no;
        if (facts.Strikers is < 1 or > StrikeFacts.StrikersMax)
            return CommonRefusals.Malformed(
                "strikers", $"is {facts.Strikers}; 1 to {StrikeFacts.StrikersMax}, or left out");
        if (facts.Employers.IsDefault || facts.Employers.Length > StrikeFacts.EmployersMax)
            return CommonRefusals.Malformed("employers", $"at most {StrikeFacts.EmployersMax} may be named");
        if (facts.Employers.Sum(employer => employer.Length) is > StrikeFacts.EmployersCharsMax and var chars)
            return CommonRefusals.Malformed("employers",
                $"have {chars} characters in all; at most {StrikeFacts.EmployersCharsMax} are allowed");
        return null;
    }

    private static Decision<SectionEvent> OnAmend(Section state, AmendStrike command, DateTimeOffset at)
    {
        if (!state.Strikes.Declared.TryGetValue(command.Strike, out var strike))
            return OwnStrikeRefusals.UnknownStrike(state.Id, command.Strike);
        var after = command.Change.Applied(strike.Facts);
        if (CheckShape(after) is { } no)
            return no;
        if (after.SaysTheSameAs(strike.Facts))
            return Decision<SectionEvent>.Nothing;
        // All who have its call or its warning are told.
        return OwnCallRules.Flood(state, at) is { } flood
            ? flood
            : new StrikeAmended(command.Strike, strike.Facts, after, at);
    }

    private static Decision<SectionEvent> OnEnd(Section state, EndStrike command, DateTimeOffset at)
    {
        var no = Texts.Check("note", command.Note, Texts.MemoCharsMax, required: false)
            ?? CheckAuthority(command.Authority);
        if (no is not null)
            return no;
        return CheckGoesOn(state, command.Strike, out _) is { } over
            ? over
            : new StrikeEnded(command.Strike, command.Outcome, command.Note, at, Given(command.Authority));
    }

    private static Decision<SectionEvent> OnReopen(Section state, ReopenStrike command, DateTimeOffset at)
    {
        if (Texts.Check("reason", command.Reason, Texts.MemoCharsMax) is { } no)
            return no;
        if (!state.Strikes.Declared.TryGetValue(command.Strike, out var strike))
            return OwnStrikeRefusals.UnknownStrike(state.Id, command.Strike);
        if (strike.EndedAt is not { } ended)
            return OwnStrikeRefusals.StrikeGoesOn(command.Strike);
        return at > ended.AddDays(SectionStrikes.ReopenDaysMax)
            ? OwnStrikeRefusals.TooLateToReopen(command.Strike, ended)
            : new StrikeReopened(command.Strike, command.Reason);
    }

    private static Decision<SectionEvent> OnStrikePay(
        Section state, PayStrikePay command, DateTimeOffset at)
    {
        // The day is that of the payment, also where the strike hears of it on a later one.
        var through = command.Through ?? DateOnly.FromDateTime(at.UtcDateTime);
        var no = state.CheckAmount(command.Amount)
            ?? Texts.Check("memo", command.Memo, Texts.MemoCharsMax, required: false)
            ?? Texts.Check("authority", command.Authority, Texts.MemoCharsMax, required: false)
            ?? DayRange.Check("through", command.Through)
            ?? state.CheckAct(
                new Act.StrikePayment(command.Strike, command.Amount, through, command.Memo), command.Again, at);
        if (no is not null)
            return no;
        if (!state.Strikes.Declared.ContainsKey(command.Strike))
            return OwnStrikeRefusals.UnknownStrike(state.Id, command.Strike);
        var account = Account.StrikeFund(command.Strike);
        var fund = state.Treasury.Book.BalanceOf(account, command.Amount.Currency);
        if (fund.Minor < command.Amount.Minor)
            return OwnStrikeRefusals.FundTooSmall(command.Strike, fund, command.Amount);
        return new StrikePayPaid(command.Strike, command.Amount, command.Memo, through, state.Entries.Next, at,
            LedgerEntry.Move(command.Amount, account, Account.Outside),
            Given(command.Authority));
    }

    private static Decision<SectionEvent> OnOutsideAid(
        Section state, ReceiveOutsideAid command, DateTimeOffset at)
    {
        var no = Party.CheckName("from", command.From)
            ?? state.CheckAmount(command.Amount)
            ?? Texts.Check("note", command.Note, Texts.MemoCharsMax, required: false);
        if (no is not null)
            return no;
        if (command.Kind is not (AidKind.Gift or AidKind.Unspecified))
            return CommonRefusals.Malformed(
                "kind", "aid from outside is a gift or unspecified; record a loan as a loan");
        if (!state.Strikes.Declared.TryGetValue(command.Strike, out var strike))
            return OwnStrikeRefusals.UnknownStrike(state.Id, command.Strike);
        var aid = new AidKey(Party.Named(command.From), command.Aid);
        if (strike.OutsideAid.Contains(aid))
            return OwnStrikeRefusals.OutsideAidExists(command.Strike, aid);
        var act = new Act.OutsideReceipt(command.Strike, aid.From, command.Kind, command.Amount, command.Note);
        if (state.CheckAct(act, command.Again, at) is { } done)
            return done;
        if (strike.OutsideAid.Count >= SectionStrikes.OutsideAidMax)
            return CommonRefusals.LimitReached(nameof(SectionStrikes.OutsideAidMax), SectionStrikes.OutsideAidMax,
                $"strike {command.Strike} has taken in too much aid from outside");
        if (state.Treasury.CheckRoom(state.Id, command.Amount) is { } full)
            return full;
        return new OutsideAidReceived(
            command.Strike, aid, command.Kind, command.Amount, command.Note, state.Entries.Next, at,
            LedgerEntry.Move(command.Amount, Account.Outside, Account.StrikeFund(command.Strike)));
    }

    private static Decision<SectionEvent> OnReport(Section state, ReportAid command, DateTimeOffset at)
    {
        var no = (command.Aid.From.Name is { } name ? Party.CheckName("from", name) : null)
            ?? Texts.Check("note", command.Note, Texts.MemoCharsMax, required: false);
        if (no is not null)
            return no;
        if (command.Amount is { IsPayable: false } amount)
            return TreasuryRefusals.NotPayable(amount);
        var act = new Act.AidReport(
            command.Strike, command.Aid.From, command.Kind, command.State, command.Amount, command.Note);
        if (state.CheckAct(act, command.Again, at) is { } done)
            return done;
        return state.Strikes.Declared.ContainsKey(command.Strike)
            ? new AidReported(
                command.Strike, command.Aid, command.Kind, command.State, command.Amount, command.Note, at)
            : OwnStrikeRefusals.UnknownStrike(state.Id, command.Strike);
    }

    private static Decision<SectionEvent> OnOpenness(Section state, Openness openness)
    {
        if (openness.Federation < openness.Public)
            return CommonRefusals.Malformed(
                "federation", $"is {openness.Federation}, less than everybody sees ({openness.Public})");
        return openness == state.Strikes.Openness ? Decision<SectionEvent>.Nothing : new OpennessSet(openness);
    }
}

/// <summary>A section's refusals about strikes of its own.</summary>
public static class OwnStrikeRefusals
{
    public static Refusal UnknownStrike(SectionId section, StrikeId strike) => Refusal.Of(RefusalKind.NotFound,
        "UNKNOWN_STRIKE", $"section {section} has declared no strike {strike}.",
        ("section", section), ("strike", strike));

    public static Refusal StrikeExists(SectionId section, StrikeId strike) => Refusal.Of(RefusalKind.AlreadyExists,
        "STRIKE_EXISTS", $"section {section} has declared a strike {strike} already.", ("strike", strike));

    public static Refusal StrikeOver(StrikeId strike, Outcome outcome) => Precondition("STRIKE_OVER",
        $"strike {strike} is over ({outcome}); there is nothing to call for.", ("strike", strike));

    public static Refusal StrikeGoesOn(StrikeId strike) => Precondition("STRIKE_GOES_ON",
        $"strike {strike} is not over, so there is nothing to reopen.", ("strike", strike));

    public static Refusal TooLateToReopen(StrikeId strike, DateTimeOffset ended) => Precondition("TOO_LATE_TO_REOPEN",
        $"strike {strike} was ended on {ended:yyyy-MM-dd}; a strike can be reopened for {SectionStrikes.ReopenDaysMax} "
        + $"days. Declare a new strike for what has begun since.",
        ("strike", strike), ("days_max", SectionStrikes.ReopenDaysMax));

    public static Refusal OutsideAidExists(StrikeId strike, AidKey aid) => Refusal.Of(RefusalKind.AlreadyExists,
        "AID_EXISTS",
        $"strike {strike} has booked aid {aid.Id} of {aid.From.Label} already. Choose another id for another gift.",
        ("strike", strike), ("aid", aid));

    public static Refusal FundTooSmall(StrikeId strike, Total fund, Amount asked) => Precondition("FUND_TOO_SMALL",
        $"the fund of strike {strike} holds {fund}; the payment asks for {asked}.",
        ("strike", strike), ("fund", fund.Shown.Minor), ("asked", asked.Minor));
}
