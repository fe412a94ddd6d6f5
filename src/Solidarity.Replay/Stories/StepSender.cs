using Google.Protobuf;
using Grpc.Core;
using Solidarity.Commands.Client;
using Solidarity.Commands.Failures;
using Solidarity.Commands.Sums;
using Solidarity.Domain.Bodies;
using Solidarity.Domain.Money;
using Solidarity.Replay.Seeds;

namespace Solidarity.Replay.Stories;

/// <summary>Asks the service, over its API, for what a step says. Each request has an id made from the step's key, so
/// that a step that was taken before changes nothing.</summary>
/// <param name="settle">Completes when all that followed from what was asked so far has come to rest.</param>
internal sealed class StepSender(CallInvoker service, Func<Task> settle)
{
    private readonly Services _services = new(service);

    /// <exception cref="RpcException">The service refused.</exception>
    /// <exception cref="CheckFailedException">The service accepted what history has it refuse.</exception>
    public Task SendAsync(Step step) => step switch
    {
        Step.FoundFederation s => AskAsync(s, _services.Federations.FoundFederationAsync, new V1.FoundFederationRequest
        {
            FederationId = s.Federation.Value,
            DisplayName = s.Name,
            Level = s.Level,
            Locality = s.Locality ?? "",
            Country = s.Country,
        }),
        Step.FoundSection s => FoundAsync(s),
        Step.Affiliate s => AffiliateAsync(s),
        Step.LeaveFederation s => AskAsync(
            s, s.Member.IsSection
                ? _services.Sections.LeaveFederationAsync
                : _services.Federations.LeaveFederationAsync,
            new V1.LeaveFederationRequest { Member = Name(s.Member), Federation = Name(s.Federation) }),
        Step.OpenCorridor s => OpenAsync(s),
        // What the record has twice happened twice.
        Step.Deposit s => AskAsync(s, _services.Sections.DepositAsync, new V1.DepositRequest
        {
            Section = Name(s.Section),
            Amount = s.Amount.ToWire(),
            Memo = s.Memo,
            Again = true,
        }),
        Step.PayDues s => AskAsync(s, _services.Sections.PayDuesAsync, new V1.PayDuesRequest
        {
            Section = Name(s.Section),
            Federation = Name(s.Federation),
            Amount = s.Amount.ToWire(),
            Memo = s.Memo,
            Again = true,
        }),
        Step.SetOpenness s => AskAsync(s, _services.Sections.SetOpennessAsync, new V1.SetOpennessRequest
        {
            Section = Name(s.Section),
            Openness = new V1.Openness
            {
                Public = s.Public,
                Federation = s.Public > V1.Detail.Breakdown ? s.Public : V1.Detail.Breakdown,
            },
        }),
        Step.DeclareStrike s => DeclareAsync(s),
        Step.CallForAid s => CallAsync(s, s.Section, s.Strike, s.Scope, s.Recipients, s.Asks),
        Step.WidenCall s => CallAsync(s, s.Section, s.Strike, s.Scope, s.Recipients, s.Asks),
        Step.PayStrikePay s => AskAsync(s, _services.Strikes.PayStrikePayAsync, new V1.PayStrikePayRequest
        {
            Section = Name(s.Section),
            Strike = Name(s.Strike),
            Amount = s.Amount.ToWire(),
            Memo = s.Memo,
            Again = true,
        }),
        Step.EndStrike s => AskAsync(s, _services.Strikes.EndStrikeAsync, new V1.EndStrikeRequest
        {
            Section = Name(s.Section),
            Strike = Name(s.Strike),
            Outcome = s.Outcome,
            Note = s.Note ?? "",
        }),
        _ => SendAidAsync(step),
    };

    /// <summary>The steps of those who give, refuse, lend and repay.</summary>
    private Task SendAidAsync(Step step) => step switch
    {
        Step.Pledge s => PledgeAsync(s, s.Section, s.Strike, s.Id, s.Kind, s.Amount, s.Authority, s.Honour),
        Step.PledgeTooLate s => PledgeTooLateAsync(s),
        Step.Decline s => AskAsync(s, _services.Calls.DeclineCallAsync, new V1.DeclineCallRequest
        {
            Section = Name(s.Section),
            Strike = Name(s.Strike),
            Reason = s.Reason,
            DeclineId = s.Id.Value,
        }),
        Step.Collect s => AskAsync(s, _services.Federations.CollectAsync, new V1.CollectRequest
        {
            Federation = Name(s.Federation),
            CollectionId = s.Id.Value,
            Strike = Name(s.Strike),
            Section = Name(s.StrikingSection),
            Kind = KindOf(s.Kind),
            Amount = s.Amount.ToWire(),
            Note = s.Note,
        }),
        Step.ReceiveOutsideGift s => AskAsync(
            s, _services.Strikes.ReceiveOutsideAidAsync, new V1.ReceiveOutsideAidRequest
            {
                Section = Name(s.Section),
                Strike = Name(s.Strike),
                AidId = s.Id.Value,
                From = s.FromName,
                Kind = KindOf(s.Kind),
                Amount = s.Amount.ToWire(),
                Note = s.Note,
            }),
        Step.ReportAid s => ReportAsync(
            s, "", s.Section, s.Strike, s.Id, Party(s.From.Body, s.From.Name), s.Kind, s.State, s.Amount, s.Note),
        Step.RecordLoan s => AskAsync(s, _services.Loans.RecordLoanAsync, new V1.RecordLoanRequest
        {
            Section = Name(s.Section),
            LoanId = s.Loan.Value,
            Lender = s.Lender,
            Strike = Name(s.Strike),
            Amount = s.Amount.ToWire(),
        }),
        Step.Repay s => AskAsync(s, _services.Loans.RepayLoanAsync, new V1.RepayLoanRequest
        {
            Section = Name(s.Section),
            Lender = Party(s.LentBy, s.Lender),
            LoanId = s.Loan.Value,
            RepaymentId = s.Id.Value,
            Amount = s.Amount.ToWire(),
            RedirectStrike = s.RedirectTo is { } strike ? Name(strike.Strike) : "",
            RedirectSection = s.RedirectTo is { } section ? Name(section.Section) : "",
            Authority = s.Authority,
        }),
        _ => throw new UnreachableException($"step {step.GetType().Name}"),
    };

    /// <param name="act">Which request, for a step that needs several.</param>
    private static async Task AskAsync<TRequest>(
        Step step, Func<TRequest, CallOptions, AsyncUnaryCall<V1.CommandReply>> ask, TRequest request, string act = "")
        where TRequest : IMessage
    {
        request.Set("request_id", step.Key.RequestId(act).ToString());
        await ask(request, default);
    }

    private Task FoundAsync(Step.FoundSection step)
    {
        var request = new V1.FoundSectionRequest
        {
            SectionId = step.Section.Value,
            DisplayName = step.Name,
            Kind = step.Kind,
            Trade = step.Trade ?? "",
            Locality = step.Locality ?? "",
            Country = step.Country,
            Currencies = { step.Currencies.Select(currency => currency.ToWire()) },
        };
        if (step.Members is { } members)
            request.Members = checked((int)members);
        return AskAsync(step, _services.Sections.FoundSectionAsync, request);
    }

    private async Task AffiliateAsync(Step.Affiliate step)
    {
        var (member, federation) = (Name(step.Member), Name(step.Federation));
        await AskAsync(
            step, step.Member.IsSection
                ? _services.Sections.AskAffiliationAsync
                : _services.Federations.AskAffiliationAsync,
            new V1.AskAffiliationRequest { Member = member, Federation = federation }, "ask");
        await settle();
        await AskAsync(step, _services.Federations.AdmitMemberAsync,
            new V1.AdmitMemberRequest { Federation = federation, Member = member }, "admit");
    }

    private async Task OpenAsync(Step.OpenCorridor step)
    {
        var offer = new V1.OfferCorridorRequest
        {
            From = Name(step.From),
            To = Name(step.To),
            Given = step.Currency.ToWire(),
            Arrives = step.ToCurrency.ToWire(),
            // The record says what was sent and came, not who had to confirm it.
            Terms = new V1.CorridorTerms { Rate = step.Rate.ToWire(), SettledBy = V1.Settlement.Books },
        };
        await AskAsync(step, _services.Corridors.OfferCorridorAsync, offer, "offer");
        await settle();
        await AskAsync(step, _services.Corridors.AgreeToCorridorAsync, new V1.AgreeToCorridorRequest
        {
            From = offer.From,
            To = offer.To,
            Given = offer.Given,
            Arrives = offer.Arrives,
        }, "agree");
    }

    private async Task DeclareAsync(Step.DeclareStrike step)
    {
        // The record gives no country of a strike but its section's.
        var section = await _services.Sections.GetSectionAsync(new V1.GetSectionRequest { Name = Name(step.Section) });
        var request = new V1.DeclareStrikeRequest
        {
            Section = Name(step.Section),
            StrikeId = step.Strike.Value,
            Trade = step.Trade,
            Locality = step.Locality,
            Country = section.Country,
            Demands = step.Demands ?? "",
            Start = step.Date.ToString("O"),
        };
        if (step.Strikers is { } strikers)
            request.Strikers = checked((int)strikers);
        await AskAsync(step, _services.Strikes.DeclareStrikeAsync, request);
    }

    private Task CallAsync(
        Step step, SectionId section, StrikeId strike, V1.Level scope, IEnumerable<Address> recipients, string? asks)
    {
        var request = new V1.CallForAidRequest
        {
            Section = Name(section),
            Strike = Name(strike),
            Scope = scope,
            Recipients = { recipients.Select(Name) },
        };
        if (asks is not null)
            request.Asks = asks;
        return AskAsync(step, _services.Calls.CallForAidAsync, request);
    }

    private Task PledgeAsync(
        Step step, SectionId section, StrikeId strike, AidId id, SeedAidKind kind, Amount? amount, string authority,
        Honour honour) => AskAsync(step, _services.Pledges.PledgeAsync, new V1.PledgeRequest
        {
            Section = Name(section),
            Strike = Name(strike),
            PledgeId = id.Value,
            Kind = KindOf(kind),
            Amount = amount?.ToWire(),
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
            await ReportAsync(step, "report", step.StrikingSection, step.Strike, step.Id, Party(step.Section, ""),
                step.Kind, V1.AidState.Lapsed, step.Amount, step.Note);
            return;
        }
        throw new CheckFailedException(
            StoryPlayer.Broken, $"{step.Key}: the service took a pledge to a strike that was over");
    }

    private Task ReportAsync(
        Step step, string act, SectionId section, StrikeId strike, AidId id, V1.Party from, SeedAidKind kind,
        V1.AidState state, Amount? amount, string note) =>
        AskAsync(step, _services.Strikes.ReportAidAsync, new V1.ReportAidRequest
        {
            Section = Name(section),
            Strike = Name(strike),
            AidId = id.Value,
            From = from,
            Kind = KindOf(kind),
            State = state,
            Amount = amount?.ToWire(),
            Note = note,
        }, act);

    private static string Name(Address body) => body.ToString();

    private static V1.Party Party(Address? body, string name) =>
        body is { } known ? new V1.Party { Body = Name(known) } : new V1.Party { RecordedName = name };

    private static V1.AidKind KindOf(SeedAidKind kind) => kind switch
    {
        SeedAidKind.Gift => V1.AidKind.Gift,
        SeedAidKind.Loan => V1.AidKind.Loan,
        SeedAidKind.Unspecified => V1.AidKind.NotRecorded,
        SeedAidKind.Repayment => V1.AidKind.Repayment,
        SeedAidKind.RepaymentRedirected => V1.AidKind.RedirectedRepayment,
        SeedAidKind.Aggregate => V1.AidKind.Aggregate,
        SeedAidKind.Address or SeedAidKind.NoMoneyAsked => V1.AidKind.Other,
        _ => throw new UnreachableException($"aid kind {kind}"),
    };
}
