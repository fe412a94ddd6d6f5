using Solidarity.Domain.Bodies;
using Solidarity.Domain.Calls;
using Solidarity.Domain.Money;

namespace Solidarity.Domain.Acts;

/// <summary>
/// What a body's people did with money, without the id that they gave it: two acts that are equal are the same one
/// done twice. What is no part of it (until when a pledge stands, whether its money goes at once) makes no other act.
/// </summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "act")]
[JsonDerivedType(typeof(MoneyDeposit), "deposit")]
[JsonDerivedType(typeof(MoneyPayment), "payment")]
[JsonDerivedType(typeof(DuesPayment), "dues")]
[JsonDerivedType(typeof(AidPromise), "pledge")]
[JsonDerivedType(typeof(TranchePromise), "tranches")]
[JsonDerivedType(typeof(StrikePayment), "strike-pay")]
[JsonDerivedType(typeof(OutsideReceipt), "outside-aid")]
[JsonDerivedType(typeof(AidReport), "report")]
[JsonDerivedType(typeof(LoanRecord), "loan-record")]
[JsonDerivedType(typeof(LoanRepayment), "repayment")]
[JsonDerivedType(typeof(LoanRedirect), "redirect")]
[JsonDerivedType(typeof(AidCollection), "collection")]
[JsonDerivedType(typeof(DuesHandOver), "dues-transfer")]
[JsonDerivedType(typeof(SurplusReturn), "surplus-return")]
[JsonDerivedType(typeof(SurplusPassing), "surplus-passing")]
[JsonDerivedType(typeof(SurplusKeeping), "surplus-keeping")]
public abstract record Act
{
    private Act() { }

    /// <summary>What it was, with its article: <c>a deposit of 500.00 CHF</c>.</summary>
    [JsonIgnore]
    public abstract Wording InWords { get; }

    public sealed record MoneyDeposit(Amount Amount, string Memo) : Act
    {
        public override Wording InWords => $"a deposit of {Amount}";
    }

    public sealed record MoneyPayment(Amount Amount, string Memo) : Act
    {
        public override Wording InWords => $"a payment of {Amount}";
    }

    public sealed record DuesPayment(FederationId Federation, Amount Amount, string Memo) : Act
    {
        public override Wording InWords => $"a payment of {Amount} in dues to federation {Federation}";
    }

    public sealed record AidPromise(StrikeId Strike, AidKind Kind, Amount? Amount, string Authority) : Act
    {
        public override Wording InWords => Amount is { } sum
            ? Wording.Of($"a pledge of {sum} to strike {Strike}")
            : $"a pledge of a sum to be named to strike {Strike}";
    }

    public sealed record TranchePromise(
        StrikeId Strike, AidKind Kind, Amount Each, int Count, int EveryDays, string Authority) : Act
    {
        public override Wording InWords => $"a promise of {Each} to strike {Strike}, {Count} times";
    }

    public sealed record StrikePayment(StrikeId Strike, Amount Amount, DateOnly Through, string Memo) : Act
    {
        public override Wording InWords => $"a payment of {Amount} of strike pay in strike {Strike}";
    }

    public sealed record OutsideReceipt(StrikeId Strike, Party From, AidKind Kind, Amount Amount, string Note) : Act
    {
        public override Wording InWords => $"a receipt of {Amount} from {From.Label} for strike {Strike}";
    }

    public sealed record AidReport(
        StrikeId Strike, Party From, AidKind Kind, AidState State, Amount? Amount, string Note) : Act
    {
        public override Wording InWords => $"a report of aid from {From.Label} to strike {Strike}";
    }

    public sealed record LoanRecord(Party Lender, StrikeId Strike, Amount Amount) : Act
    {
        public override Wording InWords => $"a record of a loan of {Amount} from {Lender.Label} for strike {Strike}";
    }

    public sealed record LoanRepayment(AidKey Loan, Amount Amount, StrikeId? RedirectTo, string Authority) : Act
    {
        public override Wording InWords => $"a repayment of {Amount} of loan {Loan.Id} of {Loan.From.Label}";
    }

    public sealed record LoanRedirect(PledgeId Pledge, StrikeId Strike, Amount Amount) : Act
    {
        public override Wording InWords => $"a redirection of {Amount} owed for pledge {Pledge} to strike {Strike}";
    }

    public sealed record AidCollection(StrikeId Strike, AidKind Kind, Amount Amount, string Note) : Act
    {
        public override Wording InWords => $"a collection of {Amount} for strike {Strike}";
    }

    public sealed record DuesHandOver(FederationId To, Amount Amount) : Act
    {
        public override Wording InWords => $"a transfer of {Amount} of dues to federation {To}";
    }

    public sealed record SurplusReturn(StrikeId Strike, SectionId Donor, Amount Amount, string Authority) : Act
    {
        public override Wording InWords => $"a return of {Amount} from the fund of strike {Strike} to section {Donor}";
    }

    public sealed record SurplusPassing(StrikeId Strike, StrikeId To, Amount Amount, string Authority) : Act
    {
        public override Wording InWords => $"a sum of {Amount} from the fund of strike {Strike} to strike {To}";
    }

    public sealed record SurplusKeeping(StrikeId Strike, Amount Amount, string Authority) : Act
    {
        public override Wording InWords => $"a sum of {Amount} kept from the fund of strike {Strike}";
    }
}
