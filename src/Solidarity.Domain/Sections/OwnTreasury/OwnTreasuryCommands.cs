using System.Text.Json.Serialization;
using Solidarity.Domain.Bodies;
using Solidarity.Domain.Money;
using Solidarity.Domain.Treasuries;

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
