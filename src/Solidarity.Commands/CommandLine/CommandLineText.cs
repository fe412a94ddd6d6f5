namespace Solidarity.Commands.CommandLine;

/// <summary>Checks that a command line is text. Bytes that are no UTF-8 come in as U+FFFD, and would stay so for ever.
/// </summary>
internal static class CommandLineText
{
    private const int ReplacementCharacter = 0xFFFD;

    /// <exception cref="UsageException">A word has bytes that are no UTF-8.</exception>
    public static void Check(string[] args)
    {
        for (var at = 0; at < args.Length; at++)
            // Half a character is told as the replacement, too.
            if (args[at].EnumerateRunes().Any(rune => rune.Value == ReplacementCharacter))
                throw new UsageException("MALFORMED",
                    $"word {at + 1}, \"{args[at]}\", has bytes that are no UTF-8 where U+FFFD is "
                    + $"shown; set the terminal to UTF-8 and write it again.", "command-line");
    }
}
