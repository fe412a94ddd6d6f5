using Solidarity.Domain.Json;

namespace Solidarity.Domain.Notices;

/// <summary>What a body can be told of by notices.</summary>
[JsonConverter(typeof(KebabEnumConverter<NoticeKind>))]
public enum NoticeKind
{
    /// <summary>A call for aid has reached the section.</summary>
    Calls,

    /// <summary>The section is reminded of a call that it has not answered.</summary>
    Reminders,

    /// <summary>A warning against strike-breaking has reached the section.</summary>
    Warnings,

    /// <summary>Somebody has pledged to a strike of the section's.</summary>
    Pledges,

    /// <summary>Money has arrived in a strike fund of the section's.</summary>
    Arrivals,

    /// <summary>The treasurer has to hand money over, or to confirm that it came.</summary>
    HandOvers,

    /// <summary>Somebody asks the federation to be taken in.</summary>
    Admissions,

    /// <summary>A transfer is stuck that the body sent, or whose money it has.</summary>
    StuckTransfers,

    /// <summary>A strike has ended whose call or warning the section has.</summary>
    Ends,
}
