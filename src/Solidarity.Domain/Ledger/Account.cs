using Solidarity.Domain.Bodies;
using Solidarity.Domain.Json;

namespace Solidarity.Domain.Ledger;

/// <summary>What the balance of an account says about money.</summary>
public enum AccountClass
{
    /// <summary>Money that the body holds. Never below zero.</summary>
    Holding,

    /// <summary>The world outside all books: deposits come from it, payouts and fees go to it.</summary>
    Outside,

    /// <summary>The other side of an exchange of currencies.</summary>
    Exchange,

    /// <summary>Money sent to a neighbouring body, in all.</summary>
    Sent,

    /// <summary>Money received from a neighbouring body, in all.</summary>
    Received,

    /// <summary>Claims and debts: promises, not money.</summary>
    Memorandum,
}

/// <summary>
/// An account of one body's book. A balance is where money is: positive in <c>treasury</c>, <c>held</c>,
/// <c>strike-fund:…</c>; the world that it came from stands as the negative side in <c>outside</c>, and a neighbour
/// that it came from as the negative side in <c>from:…</c>.
/// </summary>
[JsonConverter(typeof(TextJsonConverter<Account>))]
public readonly record struct Account : ITextValue<Account>, IComparable<Account>
{
    private Account(string name) => Name = name;

    /// <summary>A section's own money, free to dispose of. What is available is what stands here.</summary>
    public static readonly Account Treasury = new("treasury");

    /// <summary>Set aside for pledges that wait to be honoured.</summary>
    public static readonly Account Pledged = new("pledged");

    /// <summary>Set aside for transfers under way, not yet gone.</summary>
    public static readonly Account Held = new("held");

    /// <summary>Passing through a federation, or collected by it for a strike.</summary>
    public static readonly Account Passing = new("passing");

    /// <summary>Dues that a federation has received.</summary>
    public static readonly Account Dues = new("dues");

    /// <summary>Where deposits come from and payouts go to.</summary>
    public static readonly Account Outside = new("outside");

    /// <summary>Fees of carriage, paid to the outside.</summary>
    public static readonly Account Fees = new("fees");

    public static readonly Account Exchange = new("exchange");

    /// <summary>Owed to this body by those that it lent to.</summary>
    public static readonly Account Lent = new("lent");

    /// <summary>Owed by this body to those that lent to it; negative.</summary>
    public static readonly Account Borrowed = new("borrowed");

    /// <summary>The other side of <see cref="Lent"/> and <see cref="Borrowed"/>.</summary>
    public static readonly Account Loans = new("loans");

    public string Name { get; }

    public AccountClass Class => Name switch
    {
        "treasury" or "pledged" or "held" or "passing" or "dues" => AccountClass.Holding,
        "outside" or "fees" => AccountClass.Outside,
        "exchange" => AccountClass.Exchange,
        "lent" or "borrowed" or "loans" => AccountClass.Memorandum,
        _ when IsStrikeFund => AccountClass.Holding,
        _ when Name.StartsWith(ToPrefix, StringComparison.Ordinal) => AccountClass.Sent,
        _ when Name.StartsWith(FromPrefix, StringComparison.Ordinal) => AccountClass.Received,
        _ => throw new FormatException($"\"{Name}\" is not an account."),
    };

    /// <summary>Whether aid for a strike arrives in it.</summary>
    public bool IsStrikeFund => Name.StartsWith(FundPrefix, StringComparison.Ordinal);

    /// <summary>The strike whose fund it is; null where it is none.</summary>
    public StrikeId? Strike => IsStrikeFund ? new StrikeId(Name[FundPrefix.Length..]) : null;

    /// <summary>The body that money was sent to or received from over it; null where it is no such account.</summary>
    public Address? Neighbour => Class switch
    {
        AccountClass.Sent => Address.Parse(Name[ToPrefix.Length..]),
        AccountClass.Received => Address.Parse(Name[FromPrefix.Length..]),
        _ => null,
    };

    private const string FundPrefix = "strike-fund:";
    private const string ToPrefix = "to:";
    private const string FromPrefix = "from:";

    /// <summary>The striking section's account that aid for one strike arrives in.</summary>
    public static Account StrikeFund(StrikeId strike) => new(FundPrefix + strike.Value);

    public static Account To(Address neighbour) => new(ToPrefix + neighbour);

    public static Account From(Address neighbour) => new(FromPrefix + neighbour);

    /// <exception cref="FormatException">The text is not the name of an account.</exception>
    public static Account Parse(string? text)
    {
        var account = new Account(text ?? "");
        _ = account.Class;
        return account;
    }

    public int CompareTo(Account other) => string.CompareOrdinal(Name, other.Name);

    public override string ToString() => Name;
}
