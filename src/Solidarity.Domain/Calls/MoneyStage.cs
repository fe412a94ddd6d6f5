using Solidarity.Domain.Json;

namespace Solidarity.Domain.Calls;

/// <summary>How far the money of one run of aid has come. Several bodies tell of it in any order; a later
/// stage is never taken back by an earlier one of the same run.</summary>
[JsonConverter(typeof(KebabEnumConverter<MoneyStage>))]
public enum MoneyStage
{
    None,
    Held,
    InTransit,

    /// <summary>It came back, or never left: the promise stands as before.</summary>
    Unsent,
    Received,
}
