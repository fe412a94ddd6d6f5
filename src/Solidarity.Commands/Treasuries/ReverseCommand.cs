using Solidarity.Commands.CommandLine;

namespace Solidarity.Commands.Treasuries;

/// <summary><c>solidarity reverse</c>: an entry that was wrong.</summary>
internal static class ReverseCommand
{
    public static Command Create(Frame frame)
    {
        var section = Arguments.Section();
        var entry = Arguments.Text("ENTRY", "The entry's number, as the statement has it: 12.");
        var reason = Options.Required("--reason", "TEXT", "Why it was wrong.");
        var command = new Command("reverse",
            T("Reverse an entry that was wrong: a deposit, a payment, strike pay, aid from outside, a recorded loan or "
            + "its repayment to a lender outside. Both stay in the book. What another body has had is not reversed "
            + "here: dues, money of pledges and collections, repayments to a section."))
        {
            section, entry, reason,
        };
        return frame.Sends(command.WithExamples(
            "reverse geneva-masons 12 --reason \"typed twice\""), call => call.SendAsync(
            new ReverseEntryRequest
            {
                Section = call.Section(section),
                Entry = NumberOf(call.Text(entry)),
                Reason = call.Text(reason),
            },
            call.Services.Sections.ReverseEntryAsync,
            (request, reply) => new Said(
                $"Entry {request.Entry} of {request.Section} is reversed by entry {Names.Short(reply.Name)}.",
                new Hint("See both", $"statement {Names.Short(request.Section)}"))));
    }

    private static int NumberOf(string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > 0
            ? number
            : throw UsageException.Malformed(
                "entry", $"\"{text}\" is no number of an entry such as 12; the statement shows them");
}
