using Solidarity.Domain.Json;

namespace Solidarity.Domain.Sections.Authorities;

/// <summary>What statutes have rules for: the acts of a section that its members decide, those with money first.
/// </summary>
[JsonConverter(typeof(KebabEnumConverter<ActKind>))]
public enum ActKind
{
    /// <summary>Pledges that are no loans, their tranches, and honouring them.</summary>
    Pledges,

    /// <summary>Pledges that are loans, and honouring them.</summary>
    Loans,
    StrikePay,
    Payouts,
    Dues,

    /// <summary>Repayments of loans.</summary>
    Repayments,

    /// <summary>What is left in the fund of a strike that has ended.</summary>
    Surplus,
    Mandates,
    Recalls,
    Statutes,

    /// <summary>Joining a federation, and leaving it.</summary>
    Affiliations,

    /// <summary>Declaring a strike.</summary>
    Strikes,

    /// <summary>How a strike ends.</summary>
    StrikeEnds,
}

/// <summary>What is known of a kind of act.</summary>
public static class ActKinds
{
    /// <summary>Whether it is with money, so that a mandate can be given for it.</summary>
    public static bool IsOfMoney(this ActKind kind) => kind <= ActKind.Surplus;

    /// <summary>As the API and the command line spell it: <c>strike-pay</c>.</summary>
    public static string Spelt(this ActKind kind) => kind switch
    {
        ActKind.StrikePay => "strike-pay",
        ActKind.StrikeEnds => "strike-ends",
        _ => kind.ToString().ToLowerInvariant(),
    };
}
