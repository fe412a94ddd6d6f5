using Solidarity.Commands.Boards;
using Solidarity.Commands.CommandLine;
using Solidarity.Commands.Sheets;
using Solidarity.Commands.Sums;

namespace Solidarity.Commands.Federations;

/// <summary><c>solidarity collect</c> and <c>collections list|send</c>: money given through a federation.</summary>
internal static class CollectionCommands
{
    public static Command Create(Frame frame) => Frame.Group(
        "collections", "What was collected through a federation.", List(frame), Send(frame));

    public static Command Collect(Frame frame)
    {
        var federation = Arguments.Federation("The federation that collected: geneva.");
        var strike = Arguments.Strike();
        var sum = new SumArguments();
        var kind = Options.Text("--kind", "KIND", "gift, or unspecified where that is not recorded (default: gift).");
        var note = Options.Text("--note", "TEXT", "What is to be said about it.");
        var id = Options.Text("--id", "ID", "The id that it gets; left out, the service makes one.");
        var command = new Command(
            "collect", T($"Take in what was collected through a federation, and send it on. {Final.Note}"))
        {
            federation, strike, sum.All, kind, note, id,
        };
        return frame.SendsMoney(command.WithExamples(
            "collect geneva paris-bronze-1867 62.50 CHF --note \"lists in seven workshops\""), async call =>
        {
            var request = new CollectRequest
            {
                Federation = call.Federation(federation),
                CollectionId = call.Id(id),
                Strike = call.Strike(strike),
                Kind = Kinds.Given(call.Get(kind) ?? "gift", allowLoan: false),
                Amount = sum.Read(call),
                Note = call.Text(note),
            };
            request.Section = await StrikeLookup.SectionOfAsync(call, request.Strike);
            await call.SendAsync(request, call.Services.Federations.CollectAsync,
                (_, reply) => new Said(
                    $"{request.Federation} has collected {SumText.Of(request.Amount)} for {request.Strike} "
                    + $"({Names.Short(reply.Name)}) and sends it on.",
                    new Hint("See where it is", $"collections list {Names.Short(request.Federation)}")));
        });
    }

    private static Command List(Frame frame)
    {
        var federation = Arguments.Federation();
        var view = new ViewOptions();
        var command = new Command("list", T("List the collections of a federation.")) { federation, view.As };
        return frame.Asks(command.WithExamples("collections list geneva"), call => call.ListAsync(
            new ListCollectionsRequest { Federation = call.Federation(federation), Viewer = view.ViewerOf(call) },
            call.Services.Federations.ListCollectionsAsync, page => page.Collections,
            request => view.WhenNone(call, $"{request.Federation} has collected nothing."), Rows));
    }

    private static Command Send(Frame frame)
    {
        var federation = Arguments.Federation();
        var collection = Arguments.Text("COLLECTION", "The collection's id: p-1.");
        var command = new Command("send", T("Send a collection now that came back, or waits to be sent again."))
        {
            federation, collection,
        };
        return frame.Sends(command.WithExamples("collections send geneva p-1"), call => call.SendAsync(
            new SendCollectionRequest
            {
                Name = Names.Below(call.Federation(federation), "collections", call.Text(collection), "collection"),
            },
            call.Services.Federations.SendCollectionAsync, request => $"{request.Name} is on its way again."));
    }

    private static Sheet Rows(IReadOnlyCollection<Collection> collections) =>
        Sheet.Of(collections, ["Collection", "Strike", "Kind", "Sum>", "State~", "Transfer"], collection =>
        [
            Names.Short(collection.Name), Names.Short(collection.Strike), EnumText.Plain(collection.Kind),
            SumText.Of(collection.Amount),
            StateOf(collection), Names.Short(collection.Transfer),
        ]);

    private static string StateOf(Collection collection)
    {
        if (collection.Reason.Length == 0)
            return EnumText.Plain(collection.State);
        var state = $"{EnumText.Plain(collection.State)}: {Language.Current.Repeat(collection.Reason)}";
        if (collection is not { State: AidState.Pledged, Transfer: "" })
            return state;
        var federation = collection.Name.Split('/')[1];
        return AgainText.Of(
            state, collection.Runs, collection.AgainTime,
            new Hint("Send it", $"collections send {federation} {Names.Short(collection.Name)}"));
    }
}
