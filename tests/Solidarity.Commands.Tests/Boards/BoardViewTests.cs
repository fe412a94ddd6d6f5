using Solidarity.Commands.Boards;
using Solidarity.Commands.Terminals;

namespace Solidarity.Commands.Tests.Boards;

/// <summary>Boards for people, at the widths that terminals have.</summary>
public sealed class BoardViewTests
{
    private static readonly V1.Currency Francs = new() { CurrencyCode = "CHF", UnitsPerMajor = 100 };
    private static readonly V1.Currency OldPounds = new() { CurrencyCode = "GBP", UnitsPerMajor = 240 };

    [Theory]
    [InlineData(40)]
    [InlineData(60)]
    [InlineData(100)]
    [InlineData(200)]
    public void No_line_is_wider_than_the_terminal_and_no_name_is_broken(int width)
    {
        var lines = Shown(width, Board("geneva-1868"), Board("lyon-1869"));

        lines.Where(line => line.Length > width).ShouldBeEmpty();
        foreach (var whole in (string[])["geneva-joiners", "strikes/lyon-1869", "£1234 19s. 11d.", "unknown"])
            lines.ShouldContain(line => line.Contains(whole, StringComparison.Ordinal));
    }

    [Fact]
    public void Unknown_sums_are_counted_apart_and_totals_stand_at_the_end()
    {
        var lines = Shown(Terminal.PipedWidth, Board("geneva-1868"), Board("lyon-1869"));
        var totals = lines.SkipWhile(line => line != "All 2 strikes").ToArray();

        lines.Count(line => line == "  + 1 without a recorded sum").ShouldBe(2);
        totals.ShouldContain("  + 2 without a recorded sum");
        totals.ShouldContain(line => line.StartsWith("  CHF", StringComparison.Ordinal)
            && line.Contains(" 300.00 ", StringComparison.Ordinal));
    }

    [Fact]
    public void Strikes_stand_by_their_start_and_then_by_id()
    {
        var (late, early) = (Board("a-late"), Board("z-early"));
        early.Facts.Start = "1867-01-01";
        var boards = new[] { Board("m"), late, early };

        BoardJson.InOrder(boards).Select(board => board.Name).ShouldBe(
            ["strikes/z-early", "strikes/a-late", "strikes/m"]);
    }

    [Fact]
    public void What_stands_in_a_text_is_never_taken_for_markup()
    {
        var board = Board("geneva-1868");
        board.Facts.Demands = "[red]ten hours[/]";
        board.Aid[0].Note = "[bold]";

        var text = string.Join('\n', Shown(Terminal.PipedWidth, board));

        text.ShouldContain("demands: [red]ten hours[/]");
        text.ShouldContain("[bold]");
    }

    [Fact]
    public void No_strikes_is_said() => Shown(Terminal.PipedWidth).ShouldBe(["No strikes yet.", ""]);

    private static string[] Shown(int width, params V1.Board[] boards)
    {
        using var output = new StringWriter { NewLine = "\n" };
        var console = new Terminal(TextReader.Null, output, TextWriter.Null, Interactive: false).Console();
        console.Profile.Width = width;
        console.Profile.Capabilities.Interactive = true;
        BoardView.Write(console, BoardJson.InOrder(boards), whole: true);
        return output.ToString().Split('\n');
    }

    private static V1.Board Board(string id) => new()
    {
        Name = $"strikes/{id}",
        Section = "sections/masons",
        Facts = new V1.StrikeFacts { Trade = "building", Locality = "Geneva", Country = "CH", Start = "1868-03-23" },
        State = V1.StrikeState.Open,
        Call = new V1.Call { Number = 1, Scope = V1.Level.National, Asks = "money, and keep away from Geneva" },
        Answers = new V1.BoardAnswers { Reached = 3, Pledged = 3 },
        Money =
        {
            new V1.BoardMoney { Currency = Francs, ReceivedMinorUnits = 15_000, GiftsMinorUnits = 15_000 },
            new V1.BoardMoney { Currency = OldPounds, PledgedMinorUnits = 296_399, LoansMinorUnits = 296_399 },
        },
        Aid =
        {
            Aid("p-1", "geneva-joiners", V1.AidState.Pledged, null),
            Aid("p-2", "lausanne-masons", V1.AidState.Honoured,
                new V1.Money { CurrencyCode = "CHF", UnitsPerMajor = 100, MinorUnits = 15_000 }),
            Aid("p-3", "london-tailors", V1.AidState.Pledged,
                new V1.Money { CurrencyCode = "GBP", UnitsPerMajor = 240, MinorUnits = 296_399 }),
        },
        AidTotal = 3,
        AidWithoutSum = 1,
    };

    private static V1.BoardAid Aid(string id, string from, V1.AidState state, V1.Money? amount) => new()
    {
        AidId = id,
        From = new V1.Party { Body = $"sections/{from}" },
        Kind = V1.AidKind.Gift,
        State = state,
        Amount = amount,
        Counted = true,
        Stage = V1.MoneyStage.None,
    };
}
