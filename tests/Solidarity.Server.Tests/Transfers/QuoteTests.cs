using Grpc.Core;
using Solidarity.Server.Tests.Hosting;
using static Solidarity.Server.Tests.Hosting.Story;

namespace Solidarity.Server.Tests.Transfers;

/// <summary>What a transfer would cost and bring, asked without sending anything.</summary>
public sealed class QuoteTests
{
    private static readonly V1.Currency Pence = new() { CurrencyCode = "GBP", UnitsPerMajor = 240 };

    [Fact]
    public async Task A_quote_tells_the_way_the_fees_what_arrives_and_for_how_long_the_rates_stand()
    {
        await using var server = await BegunAsync();
        await server.FoundSectionAsync("tailors", "GB", Pence);
        await server.OpenAsync("sections/tailors", Geneva, Pence, Chf, new()
        {
            Rate = new() { Numerator = 10, Denominator = 1 },
            FeeMinorUnits = 40,
            DelayHours = 30,
            QuoteHours = 12,
        });
        var request = new V1.QuoteTransferRequest
        {
            From = "sections/tailors",
            Strike = Strike,
            Amount = new V1.Money { CurrencyCode = "GBP", UnitsPerMajor = 240, MinorUnits = 2_440 },
        };

        var quote = await server.Transfers.QuoteTransferAsync(request);

        quote.Route.Select(hop => hop.To).ShouldBe([Geneva, Masons]);
        quote.Fees.Select(fee => (fee.CurrencyCode, fee.MinorUnits)).ShouldBe([("GBP", 40)]);
        (quote.Arrives.CurrencyCode, quote.Arrives.MinorUnits).ShouldBe(("CHF", 24_000));
        var now = server.Time.GetUtcNow();
        quote.ArriveTime.ToDateTimeOffset().ShouldBe(now.AddHours(30));
        quote.RatesUntilTime.ToDateTimeOffset().ShouldBe(now.AddHours(12));
        // Nothing has moved, and nothing is held.
        (await server.Transfers.ListTransfersAsync(new())).Transfers.ShouldBeEmpty();
        (await server.Transfers.QuoteTransferAsync(request)).ShouldBe(quote);
    }

    [Fact]
    public async Task Where_there_is_no_way_the_quote_says_why()
    {
        await using var server = await BegunAsync();
        var quote = await server.Transfers.QuoteTransferAsync(new()
        {
            From = Joiners,
            Strike = Strike,
            Amount = new V1.Money { CurrencyCode = "FRF", MinorUnits = 100 },
        });
        quote.Route.ShouldBeEmpty();
        quote.Arrives.ShouldBeNull();
        quote.Reason.ShouldStartWith("no corridors for FRF lead from");
        (await Refused.ByAsync(server.Transfers.QuoteTransferAsync(new() { From = "joiners", Strike = "masons-1868" })))
            .ShouldSay(StatusCode.InvalidArgument, "MALFORMED", "from", "strike", "amount");
        (await Refused.ByAsync(server.Transfers.QuoteTransferAsync(
            new() { From = Joiners, Strike = "strikes/nobody", Amount = Francs(1) })))
            .ShouldSay(StatusCode.NotFound, "UNKNOWN_BODY");
    }

    [Fact]
    public async Task Within_one_currency_there_is_no_rate_to_quote()
    {
        await using var server = await BegunAsync();
        (await Refused.ByAsync(server.Corridors.OfferCorridorAsync(new()
        {
            RequestId = server.NewId(),
            From = Joiners,
            To = Geneva,
            Given = Chf,
            Terms = new() { QuoteHours = 12 },
        }))).ShouldSay(StatusCode.InvalidArgument, "MALFORMED", "terms");
    }
}
