using Grpc.Core;
using Solidarity.Commands.Client;
using Solidarity.Commands.CommandLine;
using Solidarity.Commands.Failures;
using Solidarity.Commands.Sheets;
using Solidarity.Commands.Sums;

namespace Solidarity.Commands.Corridors;

/// <summary>
/// <c>solidarity corridors open</c>: offers at one end and agrees at the other, for one who keeps the books of both.
/// The offer takes a moment to reach the other end, so the agreement is tried, each time as a command of its own, until
/// the corridor is seen open. To agree twice changes nothing.
/// </summary>
internal static class CorridorOpening
{
    private const string NoSuchOffer = "UNKNOWN_CORRIDOR_OFFER";

    public static Command Open(Frame frame)
    {
        var corridor = new CorridorArguments();
        var terms = new TermsOptions();
        var command = new Command("open", T("Offer a corridor and agree to it, for one who keeps both books."))
        {
            corridor.All, terms.All,
        };
        return frame.Sends(command.WithExamples(
            "corridors open geneva-masons geneva CHF"), async call =>
        {
            var offer = corridor.Request<OfferCorridorRequest>(call);
            offer.Terms = terms.Read(call, offer.Given);
            var reply = await call.SendAsync(offer, call.Services.Corridors.OfferCorridorAsync);
            await AgreeAsync(call, offer);
            var (from, to, money) = corridor.Of(call);
            call.Done(reply, $"Opened the corridor from {from} to {to} in {money}, "
                + $"{SettlementText.MovesOf(offer.Terms.SettledBy)}.");
        });
    }

    /// <summary>Agrees to a corridor that was offered just now, and waits until it is open.</summary>
    /// <exception cref="CheckFailedException">It did not open.</exception>
    public static async Task AgreeAsync(ServiceCall call, OfferCorridorRequest offer)
    {
        if (!await Retrying.UntilAsync(() => AgreedAndOpenAsync(call, offer), call.Cancelled))
            throw new CheckFailedException("CORRIDOR_NOT_OPEN",
                $"The corridor from {offer.From} to {offer.To} in {SumText.Of(offer.Given)} is offered and has not "
                + $"opened yet. {new Hint("See how it stands", $"corridors list --body {offer.From}")}");
    }

    private static async Task<bool> AgreedAndOpenAsync(ServiceCall call, OfferCorridorRequest offer)
    {
        var request = new AgreeToCorridorRequest
        {
            RequestId = Guid.CreateVersion7().ToString(),
            From = offer.From,
            To = offer.To,
            Given = offer.Given,
            Arrives = offer.Arrives,
        };
        try
        {
            await call.AskAsync(request, call.Services.Corridors.AgreeToCorridorAsync);
        }
        catch (RpcException refusal) when (ServiceError.ReasonOf(refusal) == NoSuchOffer)
        {
            return false;
        }
        return await IsOpenAsync(call, offer);
    }

    private static async Task<bool> IsOpenAsync(ServiceCall call, OfferCorridorRequest offer)
    {
        var corridors = await call.AskAllAsync(new ListCorridorsRequest { Body = offer.From },
            call.Services.Corridors.ListCorridorsAsync, page => page.Corridors);
        return corridors.Any(corridor =>
            corridor.From == offer.From && corridor.To == offer.To && corridor.Status == CorridorStatus.Open
            && corridor.Given.Equals(offer.Given) && corridor.Arrives.Equals(offer.Arrives));
    }
}
