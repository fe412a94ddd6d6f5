using Solidarity.Commands.Boards;
using Solidarity.Commands.CommandLine;
using Solidarity.Commands.Sheets;
using Solidarity.Commands.Sums;
using Spectre.Console;

namespace Solidarity.Commands.Books;

/// <summary><c>solidarity statement</c>, <c>balances</c> and <c>books</c>: the book of a section or a federation.
/// </summary>
internal static class BookCommands
{
    public static Command Create(Frame frame) => Frame.Group(
        "books", "The book of a section or a federation, and other programs.",
        ExportCommand.Create(frame));

    public static Command Statement(Frame frame)
    {
        var body = Body();
        var after = new Option<long>("--after")
        {
            HelpName = "POSITION",
            Description = T("Only what came after this position of the journal."),
        };
        var (days, view) = (new DayOptions(), new ViewOptions());
        var command = new Command("statement",
            T("Show the movements in the book of a section or a federation, oldest first."))
        {
            body, days.From, days.To, after, view.As,
        };
        return frame.Asks(command.WithExamples(
            "statement geneva-masons", "statement geneva-masons --from 1868-04-01 --to 1868-04-30"),
            call => call.ListAsync(
            new GetStatementRequest
            {
                Body = call.Body(body),
                AfterPosition = call.Get(after),
                Viewer = view.ViewerOf(call),
                FromDay = days.FromOf(call),
                ToDay = days.ToOf(call),
            },
            call.Services.Books.GetStatementAsync, page => page.Entries,
            request => $"Nothing has moved in the book of {request.Body}.",
            entries => Movements(entries, repeats: !call.ForPeople)));
    }

    public static Command Balances(Frame frame)
    {
        var body = Body();
        var at = Options.Text("--at", "DAY", "How it was at the end of this day: 1868-12-31.");
        var view = new ViewOptions();
        var command = new Command("balances",
            T("Show where the money of a section or a federation stands, and what a section can dispose of."))
        {
            body, at, view.As,
        };
        return frame.Asks(command.WithExamples(
            "balances geneva-masons", "balances federations/geneva --at 1868-12-31"), async call =>
        {
            var request = new GetBalancesRequest
            {
                Body = call.Body(body),
                Viewer = view.ViewerOf(call),
                AtDay = DayOptions.Read(call, at),
            };
            var balances = await AllAsync(call, request);
            call.Show(balances, () => Accounts(balances), console =>
            {
                console.Write(new Text(T(Heading(request, balances)) + "\n"));
                if (balances.Balances.Count > 0)
                    console.Write(Accounts(balances));
            });
        });
    }

    private static BodyArgument Body() =>
        Arguments.Body("BODY", "The section or federation: geneva-masons.");

    private static Wording Heading(GetBalancesRequest request, GetBalancesResponse balances)
    {
        if (balances.Available.Count == 0)
            return balances.Balances.Count > 0
                ? Wording.Of($"The book of {request.Body}")
                : $"Nothing has moved in the book of {request.Body}.";
        var available = string.Join(", ", balances.Available.Select(SumText.Of));
        return request.AtDay.Length > 0
            ? Wording.Of(
                $"{request.Body} could dispose of {available} at the end of {Moments.Day(request.AtDay)}")
            : $"{request.Body} can dispose of {available}";
    }

    private static Sheet Accounts(GetBalancesResponse balances) =>
        Sheet.Of(balances.Balances, ["Account", "Balance>"], balance =>
        [
            balance.Account, SumText.Of(balance.Amount),
        ]);

    /// <summary>All pages of a book's balances as one.</summary>
    public static async Task<GetBalancesResponse> AllAsync(ServiceCall call, GetBalancesRequest request)
    {
        var all = await call.AskAsync(request, call.Services.Books.GetBalancesAsync);
        while (all.NextPageToken.Length > 0)
        {
            var next = new GetBalancesRequest(request) { PageToken = all.NextPageToken };
            var page = await call.AskAsync(next, call.Services.Books.GetBalancesAsync);
            all.Balances.Add(page.Balances);
            all.NextPageToken = page.NextPageToken;
        }
        return all;
    }

    /// <param name="repeats">Each line says its day and what it is of; people read that once an entry.</param>
    private static Sheet Movements(IReadOnlyCollection<StatementEntry> entries, bool repeats)
    {
        var sheet = new Sheet("Day", "Entry>", "What~", "Account", "In or out>", "Balance>");
        foreach (var entry in entries)
        {
            var day = Moments.Day(entry.Time);
            var number = entry.Entry > 0 ? $"{entry.Entry}" : "";
            var what = entry.Memo.Length > 0 ? $"{EntryText.Of(entry.What)}: {entry.Memo}" : EntryText.Of(entry.What);
            if (entry.ReversedBy > 0)
                what = T($"{what} (reversed by {entry.ReversedBy})");
            foreach (var posting in entry.Postings)
            {
                sheet.Row(day, number, what, posting.Account, SumText.Of(posting.Amount), BalanceAfter(entry, posting));
                if (!repeats)
                    (day, number, what) = ("", "", "");
            }
        }
        return sheet;
    }

    private static string BalanceAfter(StatementEntry entry, Posting posting) =>
        entry.Balances.FirstOrDefault(balance =>
            balance.Account == posting.Account
            && balance.Amount.CurrencyCode == posting.Amount.CurrencyCode
            && balance.Amount.UnitsPerMajor == posting.Amount.UnitsPerMajor) is { } after
            ? SumText.Of(after.Amount)
            : "";
}
