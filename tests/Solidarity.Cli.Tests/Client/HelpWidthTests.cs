using Solidarity.Commands.Failures;

namespace Solidarity.Cli.Tests.Client;

/// <summary>The help fits the window that it is read in.</summary>
public sealed class HelpWidthTests
{
    [Theory]
    [InlineData(60, 60)]
    [InlineData(80, 80)]
    // Longer lines are hard to read.
    [InlineData(200, 100)]
    public async Task No_line_of_the_help_is_wider_than_the_window(int window, int width)
    {
        foreach (var command in (string[][])[[], ["pledge"], ["init"], ["corridors", "open"]])
        {
            using var output = new StringWriter();
            (await Cli.Program.RunAsync(
                [.. command, "--help"], TextReader.Null, output, TextWriter.Null, interactive: true,
                CancellationToken.None, window: () => (window, 24))).ShouldBe(ExitCodes.Ok);

            // Examples are command lines, which stay whole to be copied; so does what shows how one is built.
            var lines = output.ToString().Split("\nExample")[0].ReplaceLineEndings("\n").Split('\n');
            lines.Length.ShouldBeGreaterThan(10);
            lines.Where(line => line.Length > width && !line.StartsWith("  solidarity ", StringComparison.Ordinal))
                .ShouldBeEmpty();
        }
    }
}
