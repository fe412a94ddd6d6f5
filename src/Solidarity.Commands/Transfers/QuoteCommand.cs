using Solidarity.Commands.CommandLine;
using Solidarity.Commands.Sheets;
using Solidarity.Commands.Sums;
using Solidarity.Commands.Terminals;
using Spectre.Console;

namespace Solidarity.Commands.Transfers;

/// <summary><c>solidarity transfers quote</c>: what a transfer would cost and bring.</summary>
internal static class QuoteCommand
{
    public static Command Create(Frame frame)
    {
        var from = Options.Acting("--from", "Where the money is: geneva-masons.");
        var strike = Options.Required("--strike", "STRIKE", "The strike that it is for: paris-bronze-1867.");
        var amount = Options.Sum("--amount", "How much would be sent: 150 CHF.");
        amount.Required = true;
        var command = new Command(
            "quote", T("Show the way that money would take to a strike, what that costs, what arrives and when."))
        {
            from, strike, amount,
        };
        return frame.Asks(command.WithExamples(
            "transfers quote --from geneva-masons --strike paris-bronze-1867 --amount 150 CHF"), async call =>
        {
            var given = call.Get(amount)!;
            var request = new QuoteTransferRequest
            {
                From = call.Body(from),
                Strike = call.Strike(strike),
                Amount = SumReader.Sum(given[0], SumReader.Currency(given[1], "amount"), "amount"),
            };
            var quote = await call.AskAsync(request, call.Services.Transfers.QuoteTransferAsync);
            call.Show(quote, () => Hops(quote), console => Write(console, request, quote));
        });
    }

    private static void Write(IAnsiConsole console, QuoteTransferRequest request, QuoteTransferResponse quote)
    {
        if (quote.Arrives is null)
        {
            console.WriteLine(Shown.Line(T($"Nothing would arrive: {Language.Current.Repeat(quote.Reason)}.")));
            return;
        }
        Facts.Write(console,
        [
            ("sent", SumText.Of(request.Amount)),
            ("arrives", SumText.Of(quote.Arrives)),
            ("fees", quote.Fees.Count > 0 ? string.Join(", ", quote.Fees.Select(SumText.Of)) : T("none")),
            ("expected", Moments.Minute(quote.ArriveTime)),
            ("rates until", Moments.Minute(quote.RatesUntilTime)),
        ]);
        console.Write(Hops(quote));
    }

    private static Sheet Hops(QuoteTransferResponse quote) =>
        Sheet.Of(quote.Route, ["From", "To", "Given>", "Fee>", "Arrives>"], hop =>
        [
            hop.From, hop.To, SumText.Of(hop.Given), SumText.Of(hop.Fee), SumText.Of(hop.Arrives),
        ]);
}
