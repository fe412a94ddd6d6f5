using System.Diagnostics;
using Grpc.Core;
using Solidarity.Replay.Seeds;

namespace Solidarity.Replay.Stories;

/// <summary>The steps of a strike itself: its declaration, its calls, its strike pay, its end.</summary>
internal sealed class StrikeSender(CallInvoker service)
{
    private readonly V1.SectionsService.SectionsServiceClient _sections = new(service);
    private readonly V1.StrikesService.StrikesServiceClient _strikes = new(service);
    private readonly V1.CallsService.CallsServiceClient _calls = new(service);

    public Task SendAsync(Step step) => step switch
    {
        Step.DeclareStrike s => DeclareAsync(s),
        Step.CallForAid s => CallAsync(s, s.Section, s.Strike, s.Scope, s.Recipients, s.Asks),
        Step.WidenCall s => CallAsync(s, s.Section, s.Strike, s.Scope, s.Recipients, s.Asks),
        Step.PayStrikePay s => _strikes.PayStrikePayAsync(new V1.PayStrikePayRequest
        {
            RequestId = Id(s),
            Section = Wire.Name(s.Section),
            Strike = Wire.Name(s.Strike),
            Amount = Wire.Money(s.Amount),
            Memo = s.Memo,
        }).ResponseAsync,
        Step.EndStrike s => _strikes.EndStrikeAsync(new V1.EndStrikeRequest
        {
            RequestId = Id(s),
            Section = Wire.Name(s.Section),
            Strike = Wire.Name(s.Strike),
            Outcome = Wire.Outcome(s.Outcome),
            Note = s.Note ?? "",
        }).ResponseAsync,
        _ => throw new UnreachableException($"step {step.GetType().Name}"),
    };

    private static string Id(Step step) => step.Key.RequestId().ToString();

    private async Task DeclareAsync(Step.DeclareStrike step)
    {
        // The record gives no country of a strike but its section's.
        var section = await _sections.GetSectionAsync(new V1.GetSectionRequest { Name = Wire.Name(step.Section) });
        var request = new V1.DeclareStrikeRequest
        {
            RequestId = Id(step),
            Section = Wire.Name(step.Section),
            StrikeId = step.Strike.Value,
            Trade = step.Trade,
            Locality = step.Locality,
            Country = section.Country,
            Demands = step.Demands ?? "",
            Start = step.Date.ToString("O"),
        };
        if (step.Strikers is { } strikers)
            request.Strikers = checked((int)strikers);
        await _strikes.DeclareStrikeAsync(request);
    }

    private Task<V1.CommandReply> CallAsync(
        Step step, SectionId section, StrikeId strike, FederationLevel scope, IEnumerable<BodyId> recipients,
        string? asks) => _calls.CallForAidAsync(new V1.CallForAidRequest
        {
            RequestId = Id(step),
            Section = Wire.Name(section),
            Strike = Wire.Name(strike),
            Scope = Wire.Level(scope),
            Recipients = { recipients.Select(recipient => recipient.ToString()) },
            Asks = asks ?? "",
        }).ResponseAsync;
}
