using Solidarity.Domain.Json;

namespace Solidarity.Domain.Calls;

/// <summary>What the money of a strike's fund went to, other than strike pay, when the strike was over.</summary>
[JsonConverter(typeof(KebabEnumConverter<FundUse>))]
public enum FundUse
{
    /// <summary>Back to a section that gave.</summary>
    Returned,

    /// <summary>To another strike's fund.</summary>
    PassedOn,

    /// <summary>To a lender.</summary>
    Repaid,

    /// <summary>Into the striking section's own treasury.</summary>
    Kept,
}
