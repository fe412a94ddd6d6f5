using Solidarity.Commands.CommandLine;
using Solidarity.Commands.Sheets;
using Solidarity.Commands.Sums;

namespace Solidarity.Commands.Checkups;

/// <summary>Looks for what waits for a section or a federation to do, oldest kinds of duty first: calls, money, those
/// who ask.</summary>
internal sealed class BodyCheckup(ServiceCall call, string body)
{
    public async Task<IReadOnlyList<Remark>> LookAsync()
    {
        var isSection = body.StartsWith("sections/", StringComparison.Ordinal);
        Remark[] found =
        [
            .. isSection ? await CallsAsync() : await AskingAsync(),
            .. await HandOversAsync(), .. await ClaimsAsync(), .. await OffersAsync(), .. await StuckAsync(),
            .. isSection ? await PledgesAsync() : await CollectionsAsync(),
        ];
        return found.Length > 0 ? found : [new(Wording.Verbatim(body), RemarkState.Ok, "nothing waits for it")];
    }

    private async Task<IEnumerable<Remark>> CallsAsync()
    {
        var request = new ListInboxRequest { Section = body, OnlyOpen = true, Answer = Answer.Unanswered };
        var calls = await call.AskAllAsync(request, call.Services.Calls.ListInboxAsync, page => page.Calls);
        return calls.Select(heard => new Remark("call", RemarkState.Waits,
            $"{heard.Strike} of {Facts.Trade(heard.Facts.Trade)}, "
            + $"{Facts.Place(heard.Facts.Locality, heard.Facts.Country)}, has no answer yet",
            new Hint("See what it asks", $"inbox {Names.Short(body)}")));
    }

    private async Task<IEnumerable<Remark>> AskingAsync()
    {
        var federation = await call.AskAsync(
            new GetFederationRequest { Name = body }, call.Services.Federations.GetFederationAsync);
        return federation.Members.Where(member => member.Status is AffiliationStatus.Asked).Select(member =>
            new Remark("member", RemarkState.Waits, $"{member.Member_} asks to be taken in",
                new Hint("Take it in", $"federations admit {Names.Short(body)} {member.Member_}")));
    }

    private async Task<IEnumerable<Remark>> HandOversAsync()
    {
        var all = await call.AskAllAsync(new ListHandOversRequest { Body = body },
            call.Services.Corridors.ListHandOversAsync, page => page.HandOvers);
        return all.Where(one => one.Body == body && one.State is not HandOverState.HandedOver).Select(one =>
            one.State is HandOverState.Disputed
                ? new Remark("hand-over", RemarkState.Wrong,
                    $"{one.Neighbour} disputes {SumText.Of(one.Amount)}: {one.DisputedReason}",
                    new Hint("See what was said", $"corridors handovers --body {body}"))
                : new Remark("hand-over", RemarkState.Waits,
                    one.ExpireTime is { } until
                        ? Wording.Of($"{SumText.Of(one.Amount)} to {one.Neighbour}, before {Moments.Minute(until)}")
                        : Wording.Of($"{SumText.Of(one.Amount)} to {one.Neighbour}"),
                    new Hint("See by which way", $"corridors handovers --body {body}")));
    }

    private async Task<IEnumerable<Remark>> ClaimsAsync()
    {
        var all = await call.AskAllAsync(new ListClaimsRequest { Body = body },
            call.Services.Corridors.ListClaimsAsync, page => page.Claims);
        return all.Where(claim => claim.Body == body && claim.Kind is ClaimKind.ToConfirm).Select(claim =>
            new Remark("arrival", RemarkState.Waits,
                $"{claim.Neighbour} says that it has sent {SumText.Of(claim.Amount)}",
                new Hint("See what it says of it", $"corridors claims --body {body}")));
    }

    private async Task<IEnumerable<Remark>> OffersAsync()
    {
        var all = await call.AskAllAsync(new ListCorridorsRequest { Body = body },
            call.Services.Corridors.ListCorridorsAsync, page => page.Corridors);
        var offered = all.Where(corridor => corridor.To == body && corridor.Status is CorridorStatus.Offered);
        return offered.Select(corridor =>
            new Remark("corridor", RemarkState.Waits,
                $"{corridor.From} offers a corridor in {SumText.Of(corridor.Given)}",
                new Hint("Agree", $"corridors agree {corridor.From} {body} {SumText.Of(corridor.Given)}"
                    + (corridor.Given.Equals(corridor.Arrives) ? "" : $" --arrives {SumText.Of(corridor.Arrives)}"))));
    }

    // What came back and is not sent again by itself.
    private async Task<IEnumerable<Remark>> PledgesAsync()
    {
        var all = await call.AskAllAsync(
            new ListPledgesRequest { Section = body }, call.Services.Pledges.ListPledgesAsync, page => page.Pledges);
        return all.Where(pledge => pledge is { State: AidState.Pledged, Transfer: "", Runs: > 0, AgainTime: null })
            .Select(pledge => Back(
                pledge.Amount, pledge.Strike, pledge.Reason,
                new Hint("Send it", $"honour {Names.Short(body)} {Names.Short(pledge.Name)}")));
    }

    private async Task<IEnumerable<Remark>> CollectionsAsync()
    {
        var all = await call.AskAllAsync(
            new ListCollectionsRequest { Federation = body },
            call.Services.Federations.ListCollectionsAsync, page => page.Collections);
        return all.Where(sum => sum is { State: AidState.Pledged, Transfer: "", Runs: > 0, AgainTime: null })
            .Select(sum => Back(
                sum.Amount, sum.Strike, sum.Reason,
                new Hint("Send it", $"collections send {Names.Short(body)} {Names.Short(sum.Name)}")));
    }

    private static Remark Back(V1.Money amount, string strike, string reason, Hint send) => new(
        "money", RemarkState.Waits,
        $"{SumText.Of(amount)} for {strike} is not sent again by itself: {Language.Current.Repeat(reason)}", send);

    private async Task<IEnumerable<Remark>> StuckAsync()
    {
        var request = new ListTransfersRequest { Source = body, Phase = TransferPhase.Stuck };
        var all = await call.AskAllAsync(
            request, call.Services.Transfers.ListTransfersAsync, page => page.Transfers);
        return all.Select(transfer => new Remark("transfer", RemarkState.Wrong,
            $"{SumText.Of(transfer.Amount)} is stuck at {transfer.Holder}: {transfer.Name}",
            new Hint("See how it went", $"transfers show {Names.Short(transfer.Name)}")));
    }
}
