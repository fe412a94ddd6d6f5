using Solidarity.Domain.Acts;
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

    /// <param name="Again">Also where the same was done just now.</param>
    public sealed record Deposit(Amount Amount, string Memo, bool Again = false) : OwnTreasuryCommand;

    /// <param name="Again">Also where the same was done just now.</param>
    /// <param name="Authority">What it rests on; empty where the statutes ask for nothing.</param>
    public sealed record PayOut(Amount Amount, string Memo, bool Again = false, string Authority = "")
        : OwnTreasuryCommand;

    /// <inheritdoc cref="PayOut" path="/param"/>
    public sealed record PayDues(
        FederationId Federation, Amount Amount, string Memo, bool Again = false, string Authority = "")
        : OwnTreasuryCommand;
}

/// <summary>What a section decides about plain movements of its money.</summary>
internal static class OwnTreasuryRules
{
    private static readonly Wording ThePayment = "the payment";

    public static Decision<SectionEvent> Decide(Section state, OwnTreasuryCommand command, DateTimeOffset at) =>
        command switch
        {
            ToTreasury c => ToTreasuryRules.Decide(state, c.Asked, at),
            Deposit c => OnDeposit(state, c, at),
            PayOut c => OnPayOut(state, c, at),
            PayDues c => OnDues(state, c, at),
            _ => throw new UnreachableException($"section command {command.GetType().Name}"),
        };

    private static Refusal? CheckShape(Section state, Amount amount, string memo) =>
        state.CheckAmount(amount) ?? Texts.Check("memo", memo, Texts.MemoCharsMax, required: false);

    private static Refusal? CheckAuthority(string authority) =>
        Texts.Check("authority", authority, Texts.MemoCharsMax, required: false);

    private static string? NullIfEmpty(string authority) => authority.Length > 0 ? authority : null;

    private static Decision<SectionEvent> OnDeposit(Section state, Deposit command, DateTimeOffset at) =>
        (CheckShape(state, command.Amount, command.Memo)
            ?? state.CheckAct(new Act.MoneyDeposit(command.Amount, command.Memo), command.Again, at)
            ?? state.Treasury.CheckRoom(state.Id, command.Amount)) is { } no
            ? no
            : new Deposited(command.Amount, command.Memo, state.Entries.Next, at,
                LedgerEntry.Move(command.Amount, Account.Outside, Account.Treasury));

    private static Decision<SectionEvent> OnPayOut(Section state, PayOut command, DateTimeOffset at) =>
        (CheckShape(state, command.Amount, command.Memo)
            ?? CheckAuthority(command.Authority)
            ?? state.CheckAct(new Act.MoneyPayment(command.Amount, command.Memo), command.Again, at)
            ?? state.CheckAvailable(command.Amount, ThePayment)) is { } no
            ? no
            : new PaidOut(command.Amount, command.Memo, state.Entries.Next, at,
                LedgerEntry.Move(command.Amount, Account.Treasury, Account.Outside), NullIfEmpty(command.Authority));

    private static Decision<SectionEvent> OnDues(Section state, PayDues command, DateTimeOffset at)
    {
        var act = new Act.DuesPayment(command.Federation, command.Amount, command.Memo);
        var no = CheckShape(state, command.Amount, command.Memo) ?? CheckAuthority(command.Authority)
            ?? state.CheckAct(act, command.Again, at);
        if (no is not null)
            return no;
        if (!state.Affiliations.IsIn(command.Federation))
            return AffiliationRefusals.NotAffiliated(state.Id, command.Federation);
        return state.CheckAvailable(command.Amount, ThePayment) is { } lacking
            ? lacking
            : new DuesPaid(command.Federation, command.Amount, command.Memo, at,
                LedgerEntry.Move(command.Amount, Account.Treasury, Account.To(command.Federation)),
                NullIfEmpty(command.Authority));
    }
}
