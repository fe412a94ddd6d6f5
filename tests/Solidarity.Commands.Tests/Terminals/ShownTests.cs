using System.Text.Json;
using Solidarity.Commands.Boards;
using Solidarity.Commands.Failures;
using Solidarity.Commands.Terminals;

namespace Solidarity.Commands.Tests.Terminals;

/// <summary>What a stranger wrote is shown and never obeyed, whatever a service or a file says.</summary>
public sealed class ShownTests
{
    private const string Hostile = "\u001B[2J\u001B]0;x\a\r\u009B31m\u202Eevil\u2066\u200B\u0085\u2028\uFEFF\uD83D end";

    [Theory]
    [InlineData("plain text, 100 %", "plain text, 100 %")]
    [InlineData("Fédération 石工 👩\u200D👧 می\u200Cن", "Fédération 石工 👩\u200D👧 می\u200Cن")]
    [InlineData("\u001B[31m", "\\u001B[31m")]
    [InlineData("a\rb\ac\td\u007F", "a\\u000Db\\u0007c\\u0009d\\u007F")]
    [InlineData("\u009B31m", "\\u009B31m")]
    [InlineData("\u202E\u2066\u200F\u200B", "\\u202E\\u2066\\u200F\\u200B")]
    [InlineData("\U000E0041", "\\uDB40\\uDC41")]
    public void What_would_be_obeyed_is_written_out(string text, string shown) => Shown.Text(text).ShouldBe(shown);

    // Not inline data: an attribute cannot hold half a character.
    [Fact]
    public void Half_a_character_is_written_out() => Shown.Text("half \uD83D").ShouldBe("half \\uD83D");

    [Fact]
    public void A_line_stays_one_line_and_a_text_keeps_its_lines()
    {
        Shown.Line("one\ntwo").ShouldBe("one\\ntwo");
        Shown.Text("one\ntwo").ShouldBe("one\ntwo");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_board_of_a_hostile_service_is_harmless(bool interactive)
    {
        using var output = new StringWriter();
        var terminal = new Terminal(TextReader.Null, output, TextWriter.Null, Interactive: false);
        var console = interactive ? terminal.Console(output) : terminal.Console();
        BoardView.Write(console, [HostileBoard()], whole: true);

        var text = output.ToString();
        text.ShouldContain("evil");
        ShouldBeHarmless(text);
        // No text begins a line of its own that could be taken for one of ours.
        text.ReplaceLineEndings("\n").Split('\n')
            .ShouldNotContain(line => line.StartsWith("  need", StringComparison.Ordinal));
    }

    [Fact]
    public void Its_json_is_harmless_and_says_the_same()
    {
        using var output = new StringWriter();
        BoardJson.Write(output, [HostileBoard()], whole: true);

        ShouldBeHarmless(output.ToString());
        using var json = JsonDocument.Parse(output.ToString());
        json.RootElement.GetProperty("strikes")[0].GetProperty("aid")[0].GetProperty("giver").GetString()
            .ShouldBe(Hostile.Replace('\uD83D', '\uFFFD'));
    }

    [Fact]
    public void An_error_is_one_line()
    {
        using var error = new StringWriter();
        new Failure(1, "X", $"no\nsolidarity: Deposited 5.00 CHF. {Hostile}")
            .Write(new Terminal(TextReader.Null, TextWriter.Null, error, Interactive: false), json: false);

        ShouldBeHarmless(error.ToString().TrimEnd());
        error.ToString().TrimEnd().ShouldNotContain("\n");
    }

    private static void ShouldBeHarmless(string text)
    {
        const string unseen = "\u202E\u2066\u200B\u2028\uFEFF";
        text.ReplaceLineEndings("\n").Where(letter => letter != '\n')
            .ShouldAllBe(letter => !char.IsControl(letter) && !unseen.Contains(letter));
    }

    private static V1.Board HostileBoard() => new()
    {
        Name = $"strikes/{Hostile}",
        Section = Hostile,
        Facts = new() { Trade = Hostile, Locality = Hostile, Country = Hostile, Demands = $"x\n  need 1 {Hostile}" },
        Note = Hostile,
        Call = new() { Asks = $"{Hostile}\n  need 5" },
        Support = { new V1.BoardSupport { Quantity = 3, Offers = 1, Unit = Hostile } },
        Aid =
        {
            new V1.BoardAid
            {
                AidId = Hostile,
                From = new() { RecordedName = Hostile },
                FromLabel = Hostile,
                Note = Hostile,
                Amount = new() { CurrencyCode = Hostile, UnitsPerMajor = 0, MinorUnits = long.MaxValue },
            },
        },
        Money = { new V1.BoardMoney { Currency = new() { CurrencyCode = Hostile, UnitsPerMajor = -1 } } },
    };
}
