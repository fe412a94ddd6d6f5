using System.Text;

using Solidarity.Cli.Tests.Services;

namespace Solidarity.Cli.Tests.Transcripts;

/// <summary>
/// A file of commands with what they print: <c>$ solidarity …</c>, then its output; lines of the error stream begin
/// with <c>! </c>; an exit code other than 0 stands last, as <c>[2]</c>. Lines that begin with <c># </c> before a
/// command explain, and a line <c>... 48 hours later</c> (or seconds, minutes, days) before it lets time go by. A
/// blank line ends a command's lines; blank lines within them and spaces at a line's end are left out.
/// </summary>
internal static class Transcript
{
    private const string Prompt = "$ solidarity";
    private const string Later = "... ";

    /// <summary>Runs the commands of a transcript, and writes it down again with what they really print.</summary>
    /// <param name="pass">Lets time go by.</param>
    public static async Task<string> ReplayAsync(
        string text, Func<string[], Task<Ran>> run, Func<TimeSpan, Task> pass)
    {
        var written = new StringBuilder();
        foreach (var block in text.ReplaceLineEndings("\n").Split("\n\n", StringSplitOptions.RemoveEmptyEntries))
        {
            var lines = block.Trim('\n').Split('\n');
            foreach (var comment in lines.TakeWhile(line => line.StartsWith('#')))
                written.Append(comment).Append('\n');
            if (lines.FirstOrDefault(line => line.StartsWith(Later, StringComparison.Ordinal)) is { } later)
            {
                written.Append(later).Append('\n');
                await pass(Span(later));
            }
            if (lines.FirstOrDefault(line => line.StartsWith(Prompt, StringComparison.Ordinal)) is { } command)
            {
                written.Append(command).Append('\n');
                Write(written, await run(Words(command[Prompt.Length..])));
            }
            written.Append('\n');
        }
        return written.ToString().TrimEnd('\n') + "\n";
    }

    private static void Write(StringBuilder written, Ran ran)
    {
        foreach (var line in Lines(ran.Output))
            written.Append(line).Append('\n');
        foreach (var line in Lines(ran.Error))
            written.Append("! ").Append(line).Append('\n');
        if (ran.ExitCode != 0)
            written.Append('[').Append(ran.ExitCode).Append("]\n");
    }

    private static IEnumerable<string> Lines(string text) =>
        text.ReplaceLineEndings("\n").Split('\n').Select(line => line.TrimEnd()).Where(line => line.Length > 0);

    private static TimeSpan Span(string line) =>
        line.Split(' ') is ["...", var count, var unit, "later"]
        && double.TryParse(count, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? unit switch
            {
                "seconds" => TimeSpan.FromSeconds(number),
                "minutes" => TimeSpan.FromMinutes(number),
                "hours" => TimeSpan.FromHours(number),
                "days" => TimeSpan.FromDays(number),
                _ => throw new InvalidDataException($"\"{line}\" is to say seconds, minutes, hours or days"),
            }
            : throw new InvalidDataException($"\"{line}\" is to be written as \"... 48 hours later\"");

    /// <summary>As a shell splits a line: at spaces, except between double quotes.</summary>
    public static string[] Words(string line)
    {
        var words = new List<string>();
        var (word, quoted, begun) = (new StringBuilder(), false, false);
        foreach (var letter in line + " ")
        {
            if (letter == '"')
                (quoted, begun) = (!quoted, true);
            else if (letter != ' ' || quoted)
                word.Append(letter);
            else if (word.Length > 0 || begun)
            {
                words.Add(word.ToString());
                (begun, _) = (false, word.Clear());
            }
        }
        return [.. words];
    }
}
