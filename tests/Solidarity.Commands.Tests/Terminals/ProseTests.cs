using Solidarity.Commands.Terminals;

namespace Solidarity.Commands.Tests.Terminals;

public sealed class ProseTests
{
    [Theory]
    // What fits stays as it is.
    [InlineData("Founded federations/geneva.", "Founded federations/geneva.")]
    [InlineData("Opened the corridor from sections/masons to it.", "Opened the corridor from|sections/masons to it.")]
    // A command stays whole, whatever the window: beside the sentence, on its own line, or longer than that.
    [InlineData("Aid is there. See: solidarity doctor", "Aid is there. See:|  solidarity doctor")]
    [InlineData("What there is to do. See: solidarity doctor", "What there is to do. See:|  solidarity doctor")]
    [InlineData("Put it right with the following: solidarity reverse masons 2 --reason \"a. b\"",
        "Put it right with the|following:|  solidarity reverse masons 2 --reason \"a. b\"")]
    [InlineData("Say who acts. See: solidarity use --help. Nobody acts here.",
        "Say who acts. See:|  solidarity use --help.|Nobody acts here.")]
    // The beginning of a line stands before all its lines.
    [InlineData("  See whom it reaches: solidarity calls", "  See whom it reaches:|    solidarity calls")]
    // The name of the program alone is a word.
    [InlineData("solidarity: this is a fault of solidarity itself", "solidarity: this is a fault|of solidarity itself")]
    [InlineData("averyveryverylongwordwithnospaces is kept", "averyveryverylongwordwithnospaces|is kept")]
    public void Sentences_break_at_spaces_and_commands_nowhere(string text, string lines) =>
        string.Join('|', Prose.Lines(text, 27)).ShouldBe(lines);

    [Fact]
    public void Wide_characters_count_as_the_cells_that_they_take() =>
        Prose.Lines("石工 組合 石工", 9).ShouldBe(["石工 組合", "石工"]);

    [Theory]
    [InlineData(true, "Founded the masons of Geneva, all of|them.|solidarity: No, that is not possible|now.|")]
    [InlineData(false, "Founded the masons of Geneva, all of them.|solidarity: No, that is not possible now.|")]
    public void A_window_has_its_width_and_a_pipe_has_lines(bool watched, string expected)
    {
        using var output = new StringWriter { NewLine = "|" };
        var terminal = new Terminal(TextReader.Null, output, output, watched)
        {
            ErrorInteractive = watched,
            Window = () => (40, 10),
        };
        terminal.Say($"Founded the masons of Geneva, all of them.");
        terminal.Tell($"solidarity: No, that is not possible now.");

        output.ToString().ShouldBe(expected);
    }

    [Fact]
    public async Task A_question_that_is_left_ends_its_line()
    {
        using var output = new StringWriter { NewLine = "|" };
        using var leave = new CancellationTokenSource();
        using var never = new NeverReader();
        var terminal = new Terminal(never, output, TextWriter.Null, Interactive: true) { Answers = true };
        var answer = terminal.AnswerAsync($"In which town?", leave.Token);
        await leave.CancelAsync();

        await Should.ThrowAsync<OperationCanceledException>(answer);
        output.ToString().ShouldBe("In which town? |");
    }

    /// <summary>Somebody who does not answer before the test is over.</summary>
    private sealed class NeverReader : TextReader
    {
        private readonly ManualResetEventSlim _over = new();

        public override string? ReadLine()
        {
            _over.Wait();
            return null;
        }

        protected override void Dispose(bool disposing)
        {
            _over.Set();
            base.Dispose(disposing);
        }
    }
}
