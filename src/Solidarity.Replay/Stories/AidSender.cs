using System.Diagnostics;
using Grpc.Core;
using Solidarity.Commands.Failures;
using Solidarity.Replay.Seeds;

namespace Solidarity.Replay.Stories;

/// <summary>The steps of those who give, refuse, lend and repay.</summary>
internal sealed class AidSender(CallInvoker service)
{
    private readonly V1.PledgesService.PledgesServiceClient _pledges = new(service);
    private readonly V1.CallsService.CallsServiceClient _calls = new(service);
    private readonly V1.StrikesService.StrikesServiceClient _strikes = new(service);
    private readonly V1.LoansService.LoansServiceClient _loans = new(service);
    private readonly V1.FederationsService.FederationsServiceClient _federations = new(service);

    public Task SendAsync(Step step) => step switch
    {
        Step.Pledge s => PledgeAsync(s, s.Section, s.Strike, s.Id, s.Kind, s.Amount, s.Authority, s.Honour),
        Step.PledgeTooLate s => PledgeTooLateAsync(s),
        Step.Decline s => _calls.DeclineCallAsync(new V1.DeclineCallRequest
        {
            RequestId = Id(s),
            Section = Wire.Name(s.Section),
            Strike = Wire.Name(s.Strike),
            Reason = s.Reason,
            DeclineId = s.Id.Value,
        }).ResponseAsync,
        Step.Collect s => _federations.CollectAsync(new V1.CollectRequest
        {
            RequestId = Id(s),
            Federation = Wire.Name(s.Federation),
            CollectionId = s.Id.Value,
            Strike = Wire.Name(s.Strike),
            Section = Wire.Name(s.StrikingSection),
            Kind = Wire.Kind(s.Kind),
            Amount = Wire.Money(s.Amount),
            Note = s.Note,
        }).ResponseAsync,
        Step.ReceiveOutsideGift s => _strikes.ReceiveOutsideAidAsync(new V1.ReceiveOutsideAidRequest
        {
            RequestId = Id(s),
            Section = Wire.Name(s.Section),
            Strike = Wire.Name(s.Strike),
            AidId = s.Id.Value,
            From = s.FromName,
            Kind = Wire.Kind(s.Kind),
            Amount = Wire.Money(s.Amount),
            Note = s.Note,
        }).ResponseAsync,
        Step.ReportAid s => ReportAsync(
            s, "", s.Section, s.Strike, s.Id, Wire.Party(s.From), Wire.Kind(s.Kind), s.State, s.Amount, s.Note),
        Step.RecordLoan s => _loans.RecordLoanAsync(new V1.RecordLoanRequest
        {
            RequestId = Id(s),
            Section = Wire.Name(s.Section),
            LoanId = s.Loan.Value,
            Lender = s.Lender,
            Strike = Wire.Name(s.Strike),
            Amount = Wire.Money(s.Amount),
        }).ResponseAsync,
        Step.Repay s => _loans.RepayLoanAsync(new V1.RepayLoanRequest
        {
            RequestId = Id(s),
            Section = Wire.Name(s.Section),
            Lender = s.LentBy is { } lender
                ? new V1.Party { Body = Wire.Name(lender) }
                : new V1.Party { RecordedName = s.Lender },
            LoanId = s.Loan.Value,
            RepaymentId = s.Id.Value,
            Amount = Wire.Money(s.Amount),
            RedirectStrike = s.RedirectTo is { } strike ? Wire.Name(strike.Strike) : "",
            RedirectSection = s.RedirectTo is { } section ? Wire.Name(section.Section) : "",
            Authority = s.Authority,
        }).ResponseAsync,
        _ => throw new UnreachableException($"step {step.GetType().Name}"),
    };

    private static string Id(Step step, string act = "") => step.Key.RequestId(act).ToString();

    private async Task PledgeAsync(
        Step step, SectionId section, StrikeId strike, AidId id, PledgeKind kind, Money? amount, string authority,
        Honour honour) => await _pledges.PledgeAsync(new V1.PledgeRequest
        {
            RequestId = Id(step),
            Section = Wire.Name(section),
            Strike = Wire.Name(strike),
            PledgeId = id.Value,
            Kind = Wire.Kind(kind),
            Amount = Wire.Money(amount),
            Authority = authority,
            HonourNow = honour == Honour.Now,
        });

    private async Task PledgeTooLateAsync(Step.PledgeTooLate step)
    {
        try
        {
            await PledgeAsync(
                step, step.Section, step.Strike, step.Id, step.Kind, step.Amount, step.Authority, Honour.Later);
        }
        catch (RpcException refusal) when (refusal.StatusCode == StatusCode.FailedPrecondition)
        {
            var from = new V1.Party { Body = Wire.Name(step.Section) };
            await ReportAsync(step, "report", step.StrikingSection, step.Strike, step.Id, from, Wire.Kind(step.Kind),
                ReportState.Lapsed, step.Amount, step.Note);
            return;
        }
        throw new CheckFailedException(
            StoryPlayer.Broken, $"{step.Key}: the service took a pledge to a strike that was over");
    }

    private Task<V1.CommandReply> ReportAsync(
        Step step, string act, SectionId section, StrikeId strike, AidId id, V1.Party from, V1.AidKind kind,
        ReportState state, Money? amount, string note) => _strikes.ReportAidAsync(new V1.ReportAidRequest
        {
            RequestId = Id(step, act),
            Section = Wire.Name(section),
            Strike = Wire.Name(strike),
            AidId = id.Value,
            From = from,
            Kind = kind,
            State = Wire.State(state),
            Amount = Wire.Money(amount),
            Note = note,
        }).ResponseAsync;
}
