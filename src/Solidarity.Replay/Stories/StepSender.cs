using System.Diagnostics;
using Grpc.Core;
using Solidarity.Commands.Failures;
using Solidarity.Replay.Seeds;

namespace Solidarity.Replay.Stories;

/// <summary>Asks the service, over its API, for what a step says. Each request has an id made from the step's key, so
/// that a step that was taken before changes nothing.</summary>
/// <param name="settle">Completes when all that followed from what was asked so far has come to rest.</param>
internal sealed class StepSender(CallInvoker service, Func<Task> settle)
{
    private readonly V1.SectionsService.SectionsServiceClient _sections = new(service);
    private readonly V1.FederationsService.FederationsServiceClient _federations = new(service);
    private readonly V1.CorridorsService.CorridorsServiceClient _corridors = new(service);
    private readonly StrikeSender _strikes = new(service);
    private readonly AidSender _aid = new(service);

    /// <exception cref="RpcException">The service refused.</exception>
    /// <exception cref="CheckFailedException">The service accepted what history has it refuse.</exception>
    public Task SendAsync(Step step) => step switch
    {
        Step.FoundFederation s => FoundAsync(s),
        Step.FoundSection s => FoundAsync(s),
        Step.Affiliate s => AffiliateAsync(s),
        Step.LeaveFederation s => LeaveAsync(s),
        Step.OpenCorridor s => OpenAsync(s),
        Step.Deposit s => _sections.DepositAsync(new V1.DepositRequest
        {
            RequestId = Id(s),
            Section = Wire.Name(s.Section),
            Amount = Wire.Money(s.Amount),
            Memo = s.Memo,
        }).ResponseAsync,
        Step.PayDues s => _sections.PayDuesAsync(new V1.PayDuesRequest
        {
            RequestId = Id(s),
            Section = Wire.Name(s.Section),
            Federation = Wire.Name(s.Federation),
            Amount = Wire.Money(s.Amount),
            Memo = s.Memo,
        }).ResponseAsync,
        Step.DeclareStrike or Step.CallForAid or Step.WidenCall or Step.PayStrikePay or Step.EndStrike =>
            _strikes.SendAsync(step),
        Step.Pledge or Step.PledgeTooLate or Step.Decline or Step.Collect or Step.ReceiveOutsideGift or Step.ReportAid
            or Step.RecordLoan or Step.Repay => _aid.SendAsync(step),
        _ => throw new UnreachableException($"step {step.GetType().Name}"),
    };

    private static string Id(Step step, string act = "") => step.Key.RequestId(act).ToString();

    private async Task FoundAsync(Step.FoundFederation step) =>
        await _federations.FoundFederationAsync(new V1.FoundFederationRequest
        {
            RequestId = Id(step),
            FederationId = step.Federation.Value,
            DisplayName = step.Name,
            Level = Wire.Level(step.Level),
            Locality = step.Locality ?? "",
            Country = step.Country,
        });

    private Task<V1.CommandReply> FoundAsync(Step.FoundSection step)
    {
        var request = new V1.FoundSectionRequest
        {
            RequestId = Id(step),
            SectionId = step.Section.Value,
            DisplayName = step.Name,
            Kind = Wire.Kind(step.Kind),
            Trade = step.Trade ?? "",
            Locality = step.Locality ?? "",
            Country = step.Country,
            Currencies = { step.Currencies.Select(Wire.Currency) },
        };
        if (step.Members is { } members)
            request.Members = checked((int)members);
        return _sections.FoundSectionAsync(request).ResponseAsync;
    }

    private async Task AffiliateAsync(Step.Affiliate step)
    {
        var ask = new V1.AskAffiliationRequest
        {
            RequestId = Id(step, "ask"),
            Member = step.Member.ToString(),
            Federation = Wire.Name(step.Federation),
        };
        await (step.Member.Kind == BodyKind.Section
            ? _sections.AskAffiliationAsync(ask)
            : _federations.AskAffiliationAsync(ask));
        await settle();
        await _federations.AdmitMemberAsync(new V1.AdmitMemberRequest
        {
            RequestId = Id(step, "admit"),
            Federation = Wire.Name(step.Federation),
            Member = step.Member.ToString(),
        });
    }

    private Task<V1.CommandReply> LeaveAsync(Step.LeaveFederation step)
    {
        var leave = new V1.LeaveFederationRequest
        {
            RequestId = Id(step),
            Member = step.Member.ToString(),
            Federation = Wire.Name(step.Federation),
        };
        return (step.Member.Kind == BodyKind.Section
            ? _sections.LeaveFederationAsync(leave)
            : _federations.LeaveFederationAsync(leave)).ResponseAsync;
    }

    private async Task OpenAsync(Step.OpenCorridor step)
    {
        await _corridors.OfferCorridorAsync(new V1.OfferCorridorRequest
        {
            RequestId = Id(step, "offer"),
            From = step.From.ToString(),
            To = step.To.ToString(),
            Given = Wire.Currency(step.Currency),
            Arrives = Wire.Currency(step.ToCurrency),
            Terms = new V1.CorridorTerms
            {
                Rate = new V1.Rate { Numerator = step.Rate.Numerator, Denominator = step.Rate.Denominator },
            },
        });
        await settle();
        await _corridors.AgreeToCorridorAsync(new V1.AgreeToCorridorRequest
        {
            RequestId = Id(step, "agree"),
            From = step.From.ToString(),
            To = step.To.ToString(),
            Given = Wire.Currency(step.Currency),
            Arrives = Wire.Currency(step.ToCurrency),
        });
    }
}
