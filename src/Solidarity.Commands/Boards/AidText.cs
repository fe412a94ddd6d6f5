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
            aid.State == V1.AidState.Declined ? "" : T("not recorded"),
        { Kind: V1.AidKind.Aggregate } => T("total"),
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
        var counted = aid is { Amount: not null, Counted: false } ? T("not in the figures below") : "";
        string[] parts = [EnumText.Plain(aid.State), Stage(aid), counted];
        return string.Join(", ", parts.Where(part => part.Length > 0));
    }

    private static string Stage(V1.BoardAid aid) => aid.Stage switch
    {
        V1.MoneyStage.Held => T("held for sending"),
        V1.MoneyStage.InTransit => T("in transit"),
        V1.MoneyStage.Unsent => T("not sent: it came back or never left"),
        V1.MoneyStage.Received => aid.Delivered is { } delivered && !delivered.Equals(aid.Amount)
            ? T($"received {SumText.Of(delivered)}")
            : T("received"),
        _ => "",
    };
}
