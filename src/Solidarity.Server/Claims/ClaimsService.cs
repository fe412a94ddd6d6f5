using Google.Protobuf.WellKnownTypes;
using Solidarity.Domain.Bodies;
using Solidarity.Domain.Ledger;
using Solidarity.Domain.Money;
using Solidarity.Domain.Pay;
using Solidarity.Domain.Sections;
using Solidarity.Domain.Sections.Claims;
using Solidarity.Server.Errors;
using Solidarity.Server.Paging;
using Solidarity.Server.Requests;
using Solidarity.Server.Statutes;
using Solidarity.Storage;
using Solidarity.Views.Worlds;

namespace Solidarity.Server.Claims;

internal sealed class ClaimsService(CommandSender sender, Projector projector, IJournal journal)
    : V1.ClaimsService.ClaimsServiceBase
{
    public override Task<V1.CommandReply> BeginClaims(V1.BeginClaimsRequest request, ServerCallContext context) =>
        sender.SendAsync(request.Read(), request, context);

    public override Task<V1.CommandReply> FileClaim(V1.FileClaimRequest request, ServerCallContext context) =>
        sender.SendAsync(request.Read(), request, context);

    public override Task<V1.CommandReply> ApproveClaim(V1.ApproveClaimRequest request, ServerCallContext context) =>
        sender.SendAsync(request.Read(), request, context);

    public override Task<V1.CommandReply> WithdrawClaim(V1.WithdrawClaimRequest request, ServerCallContext context) =>
        sender.SendAsync(request.Read(), request, context);

    public override Task<V1.CommandReply> PayClaim(V1.PayClaimRequest request, ServerCallContext context) =>
        sender.SendAsync(request.Read(), request, context);

    public override async Task<V1.WeeklyClaim> GetWeeklyClaim(
        V1.GetWeeklyClaimRequest request, ServerCallContext context)
    {
        var fields = new Fields();
        var (id, strike) = (fields.Section("section", request.Section), fields.Strike("strike", request.Strike));
        var number = ClaimRequests.Number(fields, request.Number);
        var viewer = fields.Viewer("viewer", request.Viewer);
        fields.Check();
        var world = await projector.LatestAsync(context.CancellationToken);
        var section = world.FindSection(id, viewer, "a claim");
        var series = Find(section, strike);
        if (number > series.Claims.Length
            || await ClaimReader.ReadAsync(journal, id, strike, number, context.CancellationToken) is not { } read)
            throw new RefusedException(ClaimRefusals.UnknownClaim(strike, number, series.Claims.Length));
        var message = Write(strike, number, series.Claims[number - 1]);
        var rules = ClaimReckoning.RulesOf(section.House!, read.Filed.Version);
        message.Groups.AddRange(read.Filed.Groups.Select(group => Write(
            rules, read.Filed, group, read.Before.GetValueOrDefault(group.Facts.Group))));
        return message;
    }

    public override async Task<V1.ListWeeklyClaimsResponse> ListWeeklyClaims(
        V1.ListWeeklyClaimsRequest request, ServerCallContext context)
    {
        var fields = new Fields();
        var page = PageRequest.Read(
            fields, request.PageSize, request.PageToken, "claims", request.Section, request.Strike, request.Viewer);
        var (id, strike) = (fields.Section("section", request.Section), fields.Strike("strike", request.Strike));
        var viewer = fields.Viewer("viewer", request.Viewer);
        fields.Check();
        var world = await projector.LatestAsync(context.CancellationToken);
        var section = world.FindSection(id, viewer, "the list of claims");
        var series = Find(section, strike);
        var cut = page.Cut(
            series.Claims.Select((claim, i) => (Number: i + 1, Claim: claim)), item => $"{item.Number:D4}",
            item => Write(strike, item.Number, item.Claim),
            item => new V1.WeeklyClaim { Strike = $"{(Address)strike}", Number = item.Number });
        return new V1.ListWeeklyClaimsResponse
        {
            Claims = { cut.Items },
            NextPageToken = cut.NextToken,
            Series = Write(section, strike, series),
        };
    }

    private static ClaimSeries Find(Section section, StrikeId strike) =>
        section.Claims?.Strikes.GetValueOrDefault(strike)
        ?? throw new RefusedException(ClaimRefusals.NotBegun(strike));

    private static V1.ClaimSeries Write(Section section, StrikeId strike, ClaimSeries series)
    {
        var rules = ClaimReckoning.RulesOf(section.House!, series.Version);
        var fund = section.Treasury.Book.BalanceOf(Account.StrikeFund(strike), rules.Currency);
        var unpaid = SumOf(series, ClaimState.Approved);
        var message = new V1.ClaimSeries
        {
            Section = $"{(Address)section.Id}",
            Strike = $"{(Address)strike}",
            StatutesVersion = series.Version,
            Pay = PayRulesText.Write(rules),
            StartDay = $"{series.Course.Start:yyyy-MM-dd}",
            Indefinite = series.Course.IsIndefinite,
            DecidedShare = series.Course.Decided?.ToString() ?? "",
            Estimate = series.Estimate?.ToWire(),
            Claimed = InAll(SumOf(series, ClaimState.Filed) + unpaid + SumOf(series, ClaimState.Paid)),
            Unpaid = InAll(unpaid),
            Paid = InAll(SumOf(series, ClaimState.Paid)),
            Fund = fund.ToWire(),
        };
        if (series.Course.DensityPercent is { } density)
            message.DensityPercent = density;
        if (series.Claims is [.., { Amount.Minor: > 0 } newest])
            message.WeeksHeld = (long)Int128.Max(0, (fund.Minor - unpaid) / newest.Amount.Minor);
        return message;

        V1.Money InAll(Int128 minor) => new Total(minor, rules.Currency).ToWire();
    }

    private static Int128 SumOf(ClaimSeries series, ClaimState state)
    {
        Int128 sum = 0;
        foreach (var claim in series.Claims)
            sum += claim.State == state ? claim.Amount.Minor : 0;
        return sum;
    }

    private static V1.WeeklyClaim Write(StrikeId strike, int number, WeeklyClaim claim) => new()
    {
        Strike = $"{(Address)strike}",
        Number = number,
        FromDay = $"{claim.From:yyyy-MM-dd}",
        ThroughDay = $"{claim.Through:yyyy-MM-dd}",
        State = claim.State.ToWire(),
        Strikers = claim.Strikers,
        Sum = claim.Amount.ToWire(),
        StatutesVersion = claim.Version,
        Authority = claim.Authority ?? "",
        Entry = claim.Entry ?? 0,
        FileTime = claim.FiledAt.ToTimestamp(),
    };

    private static V1.ClaimedGroup Write(
        PayRules rules, ClaimEvent.ClaimFiled filed, ClaimedGroup group, StrikerAccount before)
    {
        var message = new V1.ClaimedGroup { Facts = group.Facts.ToWire(), MinorUnits = group.Minor };
        var pay = ClaimReckoning.Explain(rules, filed.Course, filed.Number, group.Facts, before);
        // What was filed is what counts. A later version of this program that reckons otherwise explains nothing.
        if (pay.Minor == group.Minor)
            message.Lines.AddRange(pay.Lines.Select(line => new V1.ClaimLine
            {
                Text = line.InWords(rules).English,
                MinorUnits = line.Minor,
            }));
        return message;
    }
}
