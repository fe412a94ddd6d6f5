using Solidarity.Commands.Boards;
using Solidarity.Commands.CommandLine;
using Solidarity.Commands.Sheets;
using Solidarity.Commands.Sums;
using Spectre.Console;

namespace Solidarity.Commands.Treasuries;

/// <summary><c>solidarity statement</c> and <c>balances</c>: a section's book.</summary>
internal static class BookCommands
{
    public static Command Statement(Frame frame)
    {
        var section = Arguments.Section();
        var after = new Option<long>("--after")
        {
            HelpName = "POSITION",
            Description = T("Only what came after this position of the journal."),
        };
        var view = new ViewOptions();
        var command = new Command("statement", T("Show the movements in a section's book, oldest first."))
        {
            section, after, view.As,
        };
        return frame.Asks(command.WithExamples("statement geneva-masons"), call => call.ListAsync(
            new GetStatementRequest
            {
                Section = call.Section(section),
                AfterPosition = call.Get(after),
                Viewer = view.ViewerOf(call),
            },
            call.Services.Sections.GetStatementAsync, page => page.Entries,
            request => $"Nothing has moved in the book of {request.Section}.",
            entries => Movements(entries, repeats: !call.ForPeople)));
    }

    public static Command Balances(Frame frame)
    {
        var section = Arguments.Section();
        var view = new ViewOptions();
        var command = new Command("balances", T("Show what a section can dispose of, and where its money stands."))
        {
            section, view.As,
        };
        return frame.Asks(command.WithExamples("balances geneva-masons"), async call =>
        {
            var request = new GetBalancesRequest { Section = call.Section(section), Viewer = view.ViewerOf(call) };
            var balances = await AllAsync(call, request);
            call.Show(balances, () => Accounts(balances), console =>
            {
                var available = string.Join(", ", balances.Available.Select(SumText.Of));
                console.Write(new Text(T($"{request.Section} can dispose of {available}") + "\n"));
                if (balances.Balances.Count > 0)
                    console.Write(Accounts(balances));
            });
        });
    }

    private static Sheet Accounts(GetBalancesResponse balances) =>
        Sheet.Of(balances.Balances, ["Account", "Balance>"], balance =>
        [
            balance.Account, SumText.Of(balance.Amount),
        ]);

    private static async Task<GetBalancesResponse> AllAsync(ServiceCall call, GetBalancesRequest request)
    {
        var all = await call.AskAsync(request, call.Services.Sections.GetBalancesAsync);
        while (all.NextPageToken.Length > 0)
        {
            var next = new GetBalancesRequest(request) { PageToken = all.NextPageToken };
            var page = await call.AskAsync(next, call.Services.Sections.GetBalancesAsync);
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
