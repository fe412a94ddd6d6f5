using Solidarity.Commands.CommandLine;
using Solidarity.Commands.Sheets;
using Solidarity.Commands.Sums;

namespace Solidarity.Commands.Assemblies;

/// <summary>Acts that follow by themselves, in words.</summary>
internal static class FollowingText
{
    public static string Of(DecidedAct act) => act.ActCase switch
    {
        DecidedAct.ActOneofCase.Pledge =>
            T($"a pledge of {SumText.Of(act.Pledge.Amount)} to {act.Pledge.Strike} ({act.Pledge.PledgeId})"),
        DecidedAct.ActOneofCase.Grant =>
            T($"mandate {act.Grant.MandateId} for {act.Grant.Holder}, up to {Ceilings(act.Grant)}, until "
                + $"{Moments.Day(act.Grant.Until)}"),
        DecidedAct.ActOneofCase.Recall => T($"the recall of mandate {act.Recall.MandateId}"),
        DecidedAct.ActOneofCase.Declare => T($"strike {act.Declare.StrikeId} from {Moments.Day(act.Declare.Start)}"),
        DecidedAct.ActOneofCase.End =>
            T($"the end of {act.End.Strike}: {EnumText.Plain(act.End.Outcome)}"),
        _ => throw new UnreachableException($"act {act.ActCase}"),
    };

    private static string Ceilings(DecidedMandate mandate) =>
        string.Join(", ", mandate.Ceilings.Select(ceiling => SumText.Of(ceiling.InAll)));
}
