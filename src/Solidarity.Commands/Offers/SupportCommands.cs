using Solidarity.Commands.Boards;
using Solidarity.Commands.CommandLine;
using Solidarity.Commands.Sheets;

namespace Solidarity.Commands.Offers;

/// <summary><c>solidarity support offer|withdraw|list</c>.</summary>
internal static class SupportCommands
{
    public static Command Create(Frame frame) => Frame.Group(
        "support", "Stand by a strike with something else than money.", Offer(frame), Withdraw(frame), List(frame));

    private static Command Offer(Frame frame)
    {
        var section = Arguments.Section("The section that offers: geneva-masons.");
        var strike = Arguments.Strike();
        var kind = Arguments.Text("KIND", $"What: {EnumText.Choices<SupportKind>()}.");
        var quantity = Arguments.Text("QUANTITY", "How many, a whole number.").Optional();
        var unit = Arguments.Text("UNIT", "Of what: beds, \"sacks of flour\".").Optional();
        var note = Options.Text("--note", "TEXT", "What is to be said about it; the words of a letter.");
        var id = Options.Text("--id", "ID", "The id that it gets; left out, the service makes one.");
        var command = new Command("offer", T("Offer a strike refusal of work, lodging, provisions, a letter."))
        {
            section, strike, kind, quantity, unit, note, id,
        };
        return frame.Sends(command.WithExamples(
            "support offer geneva-masons paris-bronze-1867 lodging 12 beds",
            "support offer geneva-masons paris-bronze-1867 letter --note \"We stand by you.\""), async call =>
        {
            var request = new OfferSupportRequest
            {
                Section = call.Section(section),
                Strike = call.Strike(strike),
                OfferId = call.Id(id),
                Kind = call.Choice<SupportKind>(kind),
                Unit = call.TextOrNull(unit) ?? "",
                Note = call.Text(note),
            };
            if (call.TextOrNull(quantity) is { } number)
                request.Quantity = Number(number);
            await call.SendAsync(request, call.Services.Support.OfferSupportAsync,
                (_, reply) => new Said($"{request.Section} has offered {InWords(request)} to {request.Strike} "
                    + $"({Names.Short(reply.Name)}).", new Hint("Take it back",
                        $"support withdraw {Names.Short(request.Section)} {Names.Short(reply.Name)}")));
        });
    }

    private static Command Withdraw(Frame frame)
    {
        var section = Arguments.Section();
        var offer = Arguments.Text("OFFER", "The offer's id: p-1.");
        var reason = Options.Text("--reason", "TEXT", "Why.");
        var command = new Command("withdraw", T("Take an offer back.")) { section, offer, reason };
        return frame.Sends(command.WithExamples(
            "support withdraw geneva-masons p-1 --reason \"the house is full\""), call => call.SendAsync(
            new WithdrawSupportRequest
            {
                Name = Names.Below(call.Section(section), "support", call.Text(offer), "offer"),
                Reason = call.Text(reason),
            },
            call.Services.Support.WithdrawSupportAsync, request => $"Withdrew {request.Name}."));
    }

    private static Command List(Frame frame)
    {
        var strike = Options.Text("--strike", "STRIKE", "What was offered to this strike.");
        var section = Options.Text("--section", "SECTION", "What this section has offered.");
        var view = new ViewOptions();
        var command = new Command("list", T("List what was offered to a strike, or by a section."))
        {
            strike, section, view.As,
        };
        return frame.Asks(command.WithExamples(
            "support list --strike paris-bronze-1867", "support list --section geneva-masons"), async call =>
        {
            if (!call.IsGiven(strike) && !call.IsGiven(section))
                throw UsageException.Malformed("strike", "say --strike STRIKE, or --section SECTION, or both");
            var request = new ListSupportRequest
            {
                Strike = call.Strike(strike),
                Section = call.Section(section),
                Viewer = view.ViewerOf(call),
            };
            await call.ListAsync(request, call.Services.Support.ListSupportAsync, page => page.Offers,
                _ => "Nothing was offered.", Rows);
        });
    }

    private static long Number(string text) =>
        long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
            ? number
            : throw UsageException.Malformed("quantity", $"\"{text}\" is no whole number");

    private static string InWords(OfferSupportRequest request) =>
        EnumText.Plain(request.Kind) + (request.HasQuantity ? $", {request.Quantity} {request.Unit}" : "");

    private static Sheet Rows(IReadOnlyCollection<SupportOffer> offers)
    {
        var sheet = new Sheet("Offer", "Section", "Strike", "What", "How many~", "Note~");
        foreach (var offer in offers)
        {
            var note = !offer.Withdrawn ? offer.Note
                : offer.Note.Length > 0 ? $"{T("withdrawn")}; {offer.Note}"
                : T("withdrawn");
            sheet.Row(
                Names.Short(offer.Name), offer.Name.Split('/')[1], Names.Short(offer.Strike),
                EnumText.Plain(offer.Kind), offer.HasQuantity ? $"{offer.Quantity} {offer.Unit}" : "", note);
        }
        return sheet;
    }
}
