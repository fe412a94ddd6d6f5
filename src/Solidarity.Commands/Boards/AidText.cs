using Solidarity.Commands.CommandLine;
using Solidarity.Commands.Sums;

namespace Solidarity.Commands.Boards;

/// <summary>One piece of aid in words.</summary>
internal static class AidText
{
    /// <summary>What it was promised as; nothing where it was declined and nobody ever said.</summary>
    public static string Kind(V1.BoardAid aid) => aid switch
    {
        { Kind: V1.AidKind.NotRecorded or V1.AidKind.Unspecified } =>
            aid.State == V1.AidState.Declined ? "" : "not recorded",
        { Kind: V1.AidKind.Aggregate } => "total",
        _ => EnumText.Plain(aid.Kind),
    };

    /// <summary>The sum; "unknown" where there is one that nobody recorded, and nothing where there is none to know.
    /// </summary>
    public static string Sum(V1.BoardAid aid) => aid switch
    {
        { Amount: { } amount } => SumText.Of(amount),
        { State: V1.AidState.Declined or V1.AidState.Asked or V1.AidState.Deferred } => "",
        { Kind: V1.AidKind.Other } => "",
        _ => SumText.Unknown,
    };

    /// <summary>"honoured, received".</summary>
    public static string Status(V1.BoardAid aid)
    {
        var arrivedOther = aid.Delivered is { } delivered && !delivered.Equals(aid.Amount)
            ? $" {SumText.Of(delivered)}" : "";
        var stage = aid.Stage switch
        {
            V1.MoneyStage.Held => ", held for sending",
            V1.MoneyStage.InTransit => ", in transit",
            V1.MoneyStage.Unsent => ", not sent: it came back or never left",
            V1.MoneyStage.Received => $", received{arrivedOther}",
            _ => "",
        };
        var counted = aid is { Amount: not null, Counted: false } ? ", not in the figures below" : "";
        return $"{EnumText.Plain(aid.State)}{stage}{counted}";
    }
}
