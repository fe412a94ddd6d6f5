using Solidarity.Domain.Bodies;
using Solidarity.Domain.Decisions;
using Solidarity.Domain.Ledger;
using Solidarity.Domain.Money;
using Solidarity.Domain.Sections.Affiliations;
using Solidarity.Domain.Text;
using Solidarity.Domain.Treasuries;
using static Solidarity.Domain.Sections.OwnTreasury.OwnTreasuryCommand;
using static Solidarity.Domain.Sections.OwnTreasury.OwnTreasuryEvent;

namespace Solidarity.Domain.Sections.OwnTreasury;

/// <summary>What a section can be asked about plain movements of its money, and what its treasury can be asked.
/// </summary>
[JsonDerivedType(typeof(ToTreasury), "to-treasury")]
[JsonDerivedType(typeof(Deposit), "deposit")]
[JsonDerivedType(typeof(PayOut), "pay-out")]
[JsonDerivedType(typeof(PayDues), "pay-dues")]
public abstract record OwnTreasuryCommand : SectionCommand
{
    private OwnTreasuryCommand() { }

    public sealed record ToTreasury(TreasuryCommand Asked) : OwnTreasuryCommand
    {
        [JsonIgnore]
        public override bool Joins => Asked.Joins;
    }

    public sealed record Deposit(Amount Amount, string Memo) : OwnTreasuryCommand;

    public sealed record PayOut(Amount Amount, string Memo) : OwnTreasuryCommand;

    public sealed record PayDues(FederationId Federation, Amount Amount, string Memo) : OwnTreasuryCommand;
}

/// <summary>What a section decides about plain movements of its money.</summary>
internal static class OwnTreasuryRules
{
    public static Decision<SectionEvent> Decide(Section state, OwnTreasuryCommand command, DateTimeOffset at) =>
        command switch
        {
            ToTreasury c => ToTreasuryRules.Decide(state, c.Asked, at),
            Deposit c => OnDeposit(state, c),
            PayOut c => OnPayOut(state, c),
            PayDues c => OnDues(state, c),
            _ => throw new UnreachableException($"section command {command.GetType().Name}"),
        };

    private static Refusal? CheckShape(Section state, Amount amount, string memo) =>
        state.CheckAmount(amount) ?? Texts.Check("memo", memo, Texts.MemoCharsMax, required: false);

    private static Decision<SectionEvent> OnDeposit(Section state, Deposit command) =>
        (CheckShape(state, command.Amount, command.Memo)
            ?? state.Treasury.CheckRoom(state.Id, command.Amount)) is { } no
            ? no
            : new Deposited(command.Amount, command.Memo,
                LedgerEntry.Move(command.Amount, Account.Outside, Account.Treasury));

    private static Decision<SectionEvent> OnPayOut(Section state, PayOut command) =>
        (CheckShape(state, command.Amount, command.Memo) ?? state.CheckAvailable(command.Amount, "payment")) is { } no
            ? no
            : new PaidOut(command.Amount, command.Memo,
                LedgerEntry.Move(command.Amount, Account.Treasury, Account.Outside));

    private static Decision<SectionEvent> OnDues(Section state, PayDues command)
    {
        if (CheckShape(state, command.Amount, command.Memo) is { } no)
            return no;
        if (!state.Affiliations.IsIn(command.Federation))
            return AffiliationRefusals.NotAffiliated(state.Id, command.Federation);
        return state.CheckAvailable(command.Amount, "payment") is { } lacking
            ? lacking
            : new DuesPaid(command.Federation, command.Amount, command.Memo,
                LedgerEntry.Move(command.Amount, Account.Treasury, Account.To(command.Federation)));
    }
}
