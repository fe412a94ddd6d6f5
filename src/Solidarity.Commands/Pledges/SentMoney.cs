using Grpc.Core;
using Solidarity.Commands.CommandLine;
using Solidarity.Commands.Sheets;
using Solidarity.Commands.Sums;

namespace Solidarity.Commands.Pledges;

/// <summary>What people are told of a pledge's money that was just sent: that it has arrived, what a treasurer has to
/// do now, or why it stays. The service finds that out within moments of its answer, so it is asked a few times.
/// </summary>
internal static class SentMoney
{
    private const int AsksMax = 40;

    /// <summary>Tells of a pledge whose money was sent; programs get the command's answer alone.</summary>
    public static async Task DoneAsync(ServiceCall call, CommandReply reply, string pledge, Wording sentence)
    {
        var news = call.Json ? new Said("") : await NewsAsync(call, pledge);
        call.Done(reply, news with { Sentence = $"{sentence} {news.Sentence}" });
    }

    private static async Task<Said> NewsAsync(ServiceCall call, string name)
    {
        var section = name[..name.IndexOf("/pledges/", StringComparison.Ordinal)];
        var request = new GetPledgeRequest { Name = name };
        var pledge = await call.AskAsync(request, call.Services.Pledges.GetPledgeAsync);
        var strike = Names.Short(pledge.Strike);
        // A pledge is divided as it is sent, so its parts are there now or never.
        var all = await call.AskAllAsync(
            new ListPledgesRequest { Section = section, Strike = pledge.Strike },
            call.Services.Pledges.ListPledgesAsync, page => page.Pledges);
        if (all.Count(other => other.PartOf == name) is > 0 and var others)
            return new Said(
                $"The money goes in {others + 1} parts.",
                new Hint("See them", $"pledges {Names.Short(section)} --strike {strike}"));
        Said? news = null;
        await Retrying.UntilAsync(async () =>
        {
            news = await OfAsync(
                call, section, await call.AskAsync(request, call.Services.Pledges.GetPledgeAsync));
            return news is not null;
        }, call.Cancelled, AsksMax);
        return news ?? new Said("The money is being sent.", new Hint("Watch it", $"watch {strike}"));
    }

    // Null: it is not known yet.
    private static async Task<Said?> OfAsync(ServiceCall call, string section, V1.Pledge pledge)
    {
        if (pledge.State == AidState.Honoured)
            return new Said($"{SumText.Of(pledge.Delivered)} have arrived.",
                new Hint("Watch the strike", $"watch {Names.Short(pledge.Strike)}"));
        if (pledge.Transfer.Length == 0)
            return pledge.Reason.Length == 0 ? null : Staying(section, pledge);
        if (await TransferAsync(call, pledge.Transfer) is not { } transfer)
            return null;
        var show = new Hint("See more", $"transfers show {Names.Short(transfer.Name)}");
        return transfer switch
        {
            { Phase: TransferPhase.Stuck } =>
                new Said($"The money is stuck at {transfer.Holder}: {Language.Current.Repeat(transfer.Reason)}.", show),
            { Waiting: { Word: AwaitedWord.HandOver } waiting } when waiting.Body == section =>
                ToHandOver(section, waiting, transfer),
            { Waiting: { Word: AwaitedWord.HandOver } waiting } =>
                new Said($"The money waits until {waiting.Body} has handed it over.", show),
            { Waiting: { } waiting } =>
                new Said($"The money waits until {waiting.Body} has confirmed that it is there.", show),
            _ => null,
        };
    }

    // Null: word of the pledge has not reached it yet.
    private static async Task<Transfer?> TransferAsync(ServiceCall call, string name)
    {
        try
        {
            return await call.AskAsync(
                new GetTransferRequest { Name = name }, call.Services.Transfers.GetTransferAsync);
        }
        catch (RpcException unknown) when (unknown.StatusCode == StatusCode.NotFound)
        {
            return null;
        }
    }

    private static Said Staying(string section, V1.Pledge pledge)
    {
        var reason = Language.Current.Repeat(pledge.Reason);
        return new Said(
            pledge.AgainTime is { } again
                ? Wording.Of($"The money stays set aside: {reason}. It is sent again by itself at "
                    + $"{Moments.Minute(again)}.")
                : Wording.Of($"The money stays set aside: {reason}. It is not sent again by itself."),
            new Hint("Send it now", $"honour {Names.Short(section)} {Names.Short(pledge.Name)}"));
    }

    private static Said ToHandOver(string section, Waiting waiting, Transfer transfer)
    {
        var number = waiting.Hop[(waiting.Hop.LastIndexOf('-') + 1)..];
        var hop = transfer.Route[int.Parse(number, CultureInfo.InvariantCulture) - 1];
        var (sum, how) = (SumText.Of(hop.Given), SettlementText.HowOf(hop.SettledBy));
        return new Said(
            waiting.ExpireTime is { } until
                ? Wording.Of($"Now hand {sum} over to {hop.To}, {how}, before {Moments.Minute(until)}.")
                : Wording.Of($"Now hand {sum} over to {hop.To}, {how}."),
            new Hint("Then say so", $"corridors hand-over --body {section} --hop {Names.ShortHop(waiting.Hop)} "
                + $"--receipt \"handed over to {hop.To}\""));
    }
}
