using Solidarity.Domain.Affiliations;
using Solidarity.Domain.Bodies;
using Solidarity.Domain.Decisions;
using Solidarity.Domain.Ledger;
using Solidarity.Domain.Money;
using Solidarity.Domain.Text;
using Solidarity.Domain.Treasuries;
using static Solidarity.Domain.Sections.SectionCommand;
using static Solidarity.Domain.Sections.SectionEvent;

namespace Solidarity.Domain.Sections;

/// <summary>What a section decides: its founding, affiliations and plain movements of money here; the rest in
/// <see cref="SectionStrikes"/> and <see cref="SectionCalls"/> for strikes of its own, <see cref="SectionAnswers"/>,
/// <see cref="SectionPledges"/>, <see cref="SectionTranches"/> and <see cref="SectionLoans"/> for those of others.
/// </summary>
public static class SectionDecider
{
    public static Decision<SectionEvent> Decide(Section state, SectionCommand command, DateTimeOffset at)
    {
        if (command is Found found)
            return OnFound(state, found, at);
        // A neighbour may speak to a treasury before its owner has: an offer waits, and money is never turned away.
        if (!state.Founded && command is not ToTreasury { Asked.ByOwner: false })
            return CommonRefusals.NotFounded($"section {state.Id}");
        return command switch
        {
            AskAffiliation c => OnAsk(state, c.Federation),
            LeaveFederation c => state.Affiliations.ContainsKey(c.Federation)
                ? new AffiliationEnded(c.Federation, Left: true, "")
                : SectionRefusals.NotAffiliated(state.Id, c.Federation),
            LearnAffiliation c => OnAffiliation(state, c),
            Reassign or LearnSuccession or LearnSuccessionWithdrawn => SectionMoves.Decide(state, command, at),
            ToTreasury c => SectionTransfers.Decide(state, c.Asked, at),
            Deposit c => OnDeposit(state, c),
            PayOut c => CheckPayment(state, c.Amount, c.Memo) is { } no
                ? no
                : new PaidOut(c.Amount, c.Memo, LedgerEntry.Move(c.Amount, Account.Treasury, Account.Outside)),
            PayDues c => OnDues(state, c),
            DeclareStrike or LearnStrikeIdTaken or EndStrike or PayStrikePay or ReceiveOutsideAid or ReportAid =>
                SectionStrikes.Decide(state, command, at),
            CallForAid or NarrowCall or CancelCall or RemindSilent or GiveWarning or LearnCallSent =>
                SectionCalls.Decide(state, command, at),
            MakePledge or HonourPledge or WithdrawPledge or LapsePledge => SectionPledges.Decide(state, command, at),
            PromiseTranches or PayTranche => SectionTranches.Decide(state, command, at),
            RecordLoan or RepayLoan or RedirectRepayment or LearnRedirect or LearnClaimReduced =>
                SectionLoans.Decide(state, command, at),
            _ => SectionAnswers.Decide(state, command, at),
        };
    }

    /// <summary>The refusal for a sum that is no payable sum of a currency of the section's; else null.</summary>
    internal static Refusal? CheckAmount(Section state, Amount amount)
    {
        if (!amount.IsPayable)
            return TreasuryRefusals.NotPayable(amount);
        return state.Currencies.Contains(amount.Currency)
            ? null
            : SectionRefusals.CurrencyLacking(state, amount.Currency);
    }

    /// <summary>As <see cref="CheckAmount"/>, for what a call names as needed: only what the section keeps can arrive,
    /// and so cover it.</summary>
    internal static Refusal? CheckNeed(Section state, Amount need) =>
        need.IsPayable && !state.Currencies.Contains(need.Currency)
            ? SectionRefusals.NeedNotKept(state, need.Currency)
            : CheckAmount(state, need);

    internal static Refusal? CheckAvailable(Section state, Amount amount, string what) =>
        state.Available(amount.Currency).Minor < amount.Minor
            ? SectionRefusals.NotEnoughAvailable(state, amount, what)
            : null;

    private static Refusal? CheckPayment(Section state, Amount amount, string memo) =>
        CheckAmount(state, amount)
        ?? Texts.Check("memo", memo, Texts.MemoCharsMax, required: false)
        ?? CheckAvailable(state, amount, "payment");

    private static Decision<SectionEvent> OnFound(Section state, Found command, DateTimeOffset at)
    {
        var no = Texts.CheckName("name", command.Name)
            ?? Texts.CheckName("trade", command.Trade, required: command.Kind == SectionKind.Trade)
            ?? Texts.CheckName("locality", command.Locality, required: false)
            ?? Texts.CheckCountry(command.Country);
        if (no is not null)
            return no;
        if (command.Members is < 1 or > Section.MembersMax)
            return CommonRefusals.Malformed("members", $"is {command.Members}; 1 to {Section.MembersMax}, or left out");
        if (command.Currencies.IsDefaultOrEmpty || command.Currencies.Length > Section.CurrenciesMax)
            return CommonRefusals.Malformed("currencies", $"1 to {Section.CurrenciesMax} must be given");
        if (state.Founded)
            return CommonRefusals.AlreadyFounded($"section {state.Id}");
        return new Founded(
            state.Id, command.Name, command.Kind, command.Trade, command.Locality, command.Country, command.Members,
            command.Currencies, at);
    }

    private static Decision<SectionEvent> OnAsk(Section state, FederationId federation)
    {
        if (state.Affiliations.TryGetValue(federation, out var status))
            return SectionRefusals.AlreadyAffiliated(state.Id, federation, status);
        if (state.Affiliations.Count >= Section.AffiliationsMax)
            return CommonRefusals.LimitReached(nameof(Section.AffiliationsMax), Section.AffiliationsMax,
                $"section {state.Id} is in too many federations");
        return new AffiliationAsked(federation, state.QuestionsPut + 1);
    }

    private static Decision<SectionEvent> OnAffiliation(Section state, LearnAffiliation command)
    {
        // An answer to a question that was taken back comes too late to matter, also where it was put again since.
        var awaited = state.Affiliations.TryGetValue(command.Federation, out var status)
            && status == AffiliationStatus.Asked && state.Questions[command.Federation] == command.Question;
        if (!awaited)
            return Decision<SectionEvent>.Nothing;
        return command.Admitted
            ? SectionMoves.Granted(state, command.Federation)
            : new AffiliationEnded(command.Federation, Left: false, command.Reason);
    }

    private static Decision<SectionEvent> OnDeposit(Section state, Deposit command)
    {
        var no = CheckAmount(state, command.Amount)
            ?? Texts.Check("memo", command.Memo, Texts.MemoCharsMax, required: false);
        if (no is not null)
            return no;
        if (state.Treasury.CheckRoom(state.Id, command.Amount) is { } full)
            return full;
        return new Deposited(command.Amount, command.Memo,
            LedgerEntry.Move(command.Amount, Account.Outside, Account.Treasury));
    }

    private static Decision<SectionEvent> OnDues(Section state, PayDues command)
    {
        if (!state.Affiliations.TryGetValue(command.Federation, out var status) || status != AffiliationStatus.Member)
            return SectionRefusals.NotAffiliated(state.Id, command.Federation);
        return CheckPayment(state, command.Amount, command.Memo) is { } no
            ? no
            : new DuesPaid(command.Federation, command.Amount, command.Memo,
                LedgerEntry.Move(command.Amount, Account.Treasury, Account.To(command.Federation)));
    }
}
