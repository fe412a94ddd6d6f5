using System.CommandLine;
using Solidarity.Cli.Running;
using Solidarity.V1;

namespace Solidarity.Cli.Boards;

/// <summary><c>solidarity board [STRIKE]</c>.</summary>
internal static class BoardCommand
{
    public static Command Create(Frame frame)
    {
        var strike = Arguments.Strike().Optional();
        var looks = new Looks();
        var command = new Command("board", "Show how strikes stand: who answered what, and the money.")
        {
            strike, looks.As, looks.AsOf, looks.Open, looks.Country, looks.Trade, looks.Section, looks.OrderBy,
        };
        command.WithExamples(
            "board", "board paris-bronze-1867", "board paris-bronze-1867 --as-of 1867-03-15", "board --as public",
            "board --open --order-by \"runway, need desc\"", "board --json");
        return frame.Asks(command, async call =>
        {
            var reader = new BoardReader(call.Invoker);
            var (one, isOrdered) = (call.TextOrNull(strike), call.Get(looks.OrderBy) is not null);
            IEnumerable<Board> boards = one is not null
                ? [await reader.OneAsync(One(call, looks, Names.Strike(one)), call.Cancelled)]
                : await reader.AllAsync(All(call, looks), call.Cancelled);
            if (!isOrdered)
                boards = BoardJson.InOrder(boards);
            if (call.Json)
                BoardJson.Write(call.Terminal.Output, boards, whole: true);
            else
                BoardView.Write(call.Terminal.Console(), boards, whole: true);
        });
    }

    private static GetBoardRequest One(ServiceCall call, Looks looks, string strike)
    {
        if (call.Get(looks.OrderBy) is not null || call.Get(looks.Open) || call.Get(looks.Country) is not null
            || call.Get(looks.Trade) is not null || call.Get(looks.Section) is not null)
            throw UsageException.Malformed(
                "strike", "is one strike; --open, --country, --trade, --section and --order-by are for all of them");
        return new GetBoardRequest { Name = strike, Viewer = looks.ViewerOf(call), AsOf = looks.AsOfOf(call) };
    }

    private static ListBoardsRequest All(ServiceCall call, Looks looks) => new()
    {
        Viewer = looks.ViewerOf(call),
        AsOf = looks.AsOfOf(call),
        OnlyOpen = call.Get(looks.Open),
        Country = call.Text(looks.Country),
        Trade = call.Text(looks.Trade),
        Section = call.Get(looks.Section) is { } section ? Names.Section(section) : "",
        OrderBy = call.Text(looks.OrderBy),
    };
}
