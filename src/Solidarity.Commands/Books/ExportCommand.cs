using Solidarity.Commands.Boards;
using Solidarity.Commands.CommandLine;
using Solidarity.Domain.Money;

namespace Solidarity.Commands.Books;

/// <summary><c>solidarity books export</c>.</summary>
internal static class ExportCommand
{
    private static readonly string Formats = string.Join(", ", (string[])["hledger", "beancount", "csv"]);

    public static Command Create(Frame frame)
    {
        var body = Arguments.Body("BODY", "The section or federation: geneva-masons.");
        var format = Options.Required("--format", "FORMAT", $"What to write: {Formats}.");
        var (days, view) = (new DayOptions(), new ViewOptions());
        var command = new Command("export",
            T("Write a whole book for another bookkeeping program, with balances by month that it can check."))
        {
            body, format, days.From, days.To, view.As,
        };
        return frame.Asks(command.WithExamples(
            "books export geneva-masons --format hledger",
            "books export federations/geneva --format beancount",
            "books export geneva-masons --format csv --from 1868-01-01 --to 1868-12-31"), async call =>
        {
            var write = WriterOf(call.Text(format));
            var request = new GetStatementRequest
            {
                Body = call.Body(body),
                Viewer = view.ViewerOf(call),
                FromDay = days.FromOf(call),
                ToDay = days.ToOf(call),
            };
            var opening = await OpeningAsync(call, request);
            var from = DayOptions.Day(request.FromDay);
            var entries = await call.AskAllAsync(request, call.Services.Books.GetStatementAsync, page => page.Entries);
            write(call.Terminal.Output, BookExport.Of(request.Body, entries, opening, from));
        });
    }

    private static Action<TextWriter, BookExport> WriterOf(string format) => format switch
    {
        "hledger" => HledgerText.Write,
        "beancount" => BeancountText.Write,
        "csv" => BookCsv.Write,
        _ => throw UsageException.Malformed("format", $"\"{format}\" is none of {Formats}"),
    };

    // What stood there on the evening before; a whole book begins with nothing.
    private static async Task<IReadOnlyCollection<Balance>> OpeningAsync(ServiceCall call, GetStatementRequest request)
    {
        var from = DayOptions.Day(request.FromDay);
        if (from == default)
            return [];
        var balances = await BookCommands.AllAsync(call, new GetBalancesRequest
        {
            Body = request.Body,
            Viewer = request.Viewer,
            AtDay = DayOptions.Text(from.AddDays(-1)),
        });
        return balances.Balances.FirstOrDefault(balance => Math.Abs(balance.Amount.MinorUnits) >= Amount.TotalMinorMax)
            is { } large
            ? throw new UsageException("BALANCE_TOO_LARGE",
                $"What stood in {large.Account} before that day is more than can be told exactly. Export the book from "
                + $"its beginning, without --from.")
            : balances.Balances;
    }
}
