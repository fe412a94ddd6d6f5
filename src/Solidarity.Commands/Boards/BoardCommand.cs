using Solidarity.Commands.CommandLine;
using Solidarity.Commands.Sheets;

namespace Solidarity.Commands.Boards;

/// <summary><c>solidarity board [STRIKE]</c>.</summary>
internal static class BoardCommand
{
    public static Command Create(Frame frame)
    {
        var strike = Arguments.Strike().Optional();
        var view = new ViewOptions();
        var command = new Command("board", T("Show how strikes stand: who answered what, and the money."))
        {
            strike, view.As, view.AsOf, view.Open, view.Country, view.Trade, view.Section, view.OrderBy,
        };
        return frame.Asks(command.WithExamples(
            "board", "board paris-bronze-1867", "board paris-bronze-1867 --as-of 1867-03-15", "board --as public",
            "board --open --order-by \"runway, need desc\"", "board --json"), async call =>
        {
            var reader = new BoardReader(call.Invoker, call.Cancelled);
            var (one, isOrdered) = (call.TextOrNull(strike), call.Get(view.OrderBy) is not null);
            IEnumerable<Board> boards = one is not null
                ? [await reader.OneAsync(One(call, view, Names.Strike(one)))]
                : await reader.AllAsync(All(call, view));
            if (!isOrdered)
                boards = BoardJson.InOrder(boards);
            if (call.Json)
                BoardJson.Write(call.Terminal.Output, boards, whole: true);
            else if (!call.ForPeople)
                SeparatedText.Write(call.Terminal.Output, BoardView.AidOf(boards), call.Form);
            else
                BoardView.Write(call.Terminal.Console(), boards, whole: true);
        });
    }

    private static GetBoardRequest One(ServiceCall call, ViewOptions view, string strike)
    {
        if (call.Get(view.OrderBy) is not null || call.Get(view.Open) || call.Get(view.Country) is not null
            || call.Get(view.Trade) is not null || call.Get(view.Section) is not null)
            throw UsageException.Malformed(
                "strike", "is one strike; --open, --country, --trade, --section and --order-by are for all of them");
        return new GetBoardRequest { Name = strike, Viewer = view.ViewerOf(call), AsOf = view.AsOfOf(call) };
    }

    private static ListBoardsRequest All(ServiceCall call, ViewOptions view) => new()
    {
        Viewer = view.ViewerOf(call),
        AsOf = view.AsOfOf(call),
        OnlyOpen = call.Get(view.Open),
        Country = call.Country(view.Country),
        Trade = call.Text(view.Trade),
        Section = call.Section(view.Section),
        OrderBy = call.Text(view.OrderBy),
    };
}
