using Google.Protobuf.WellKnownTypes;
using Solidarity.Domain.Routes;
using Solidarity.Domain.Transfers;
using Solidarity.Server.Corridors;
using Solidarity.Server.Requests;

namespace Solidarity.Server.Transfers;

/// <summary>Writes for whose acknowledgement a transfer waits, and what was said.</summary>
internal static class WaitingMessages
{
    private static readonly EnumMap<V1.AwaitedWord, AwaitedStep> AwaitedSteps = new();

    public static V1.Waiting ToWire(this Waiting waiting) => new()
    {
        Body = waiting.For.ToString(),
        Word = waiting.Step.ToWire(),
        Hop = waiting.Key.ToName(),
        Back = waiting.Back,
        SinceTime = waiting.Since.ToTimestamp(),
        ExpireTime = waiting.Until?.ToTimestamp(),
        Receipt = waiting.Given.ToWire(),
    };

    /// <summary>What such an event adds to the step that tells of it.</summary>
    public static V1.TransferStep With(this V1.TransferStep step, TransferEvent.HopWaits waits, Hop? hop)
    {
        step.WaitsFor = waits.Step.ToWire();
        step.Back = waits.Back;
        step.ExpireTime = waits.Until?.ToTimestamp();
        step.Receipt = waits.Given.ToWire();
        step.SaidBy = Who(hop, waits.Back != (waits.Step == AwaitedStep.Confirmation));
        return step;
    }

    public static V1.TransferStep With(this V1.TransferStep step, TransferEvent.ReceiptGiven given, Hop? hop)
    {
        step.Back = given.Back;
        step.Receipt = given.Receipt.ToWire();
        step.SaidBy = Who(hop, given.Back != given.Taken);
        return step;
    }

    private static string Who(Hop? hop, bool atFarEnd) => (atFarEnd ? hop?.To : hop?.From)?.ToString() ?? "";

    private static V1.AwaitedWord ToWire(this AwaitedStep step) => AwaitedSteps.ToWire(step);
}
