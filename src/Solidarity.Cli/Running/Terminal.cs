using Spectre.Console;

namespace Solidarity.Cli.Running;

/// <summary>What a command reads from and writes to.</summary>
internal sealed record Terminal(TextReader Input, TextWriter Output, TextWriter Error, bool Interactive)
{
    /// <summary>How wide text is where nobody says how wide it can be, in characters.</summary>
    public const int PipedWidth = 100;

    private const int PipedHeight = 1_000_000;

    // A terminal that does not know its size says 0.
    private const int WidthMin = 40;
    private const int HeightMin = 10;

    /// <summary>A console for tables and colours; plain text of a fixed width where no person watches.</summary>
    public IAnsiConsole Console(TextWriter? writer = null) => AnsiConsole.Create(new AnsiConsoleSettings
    {
        Ansi = Interactive ? AnsiSupport.Detect : AnsiSupport.No,
        ColorSystem = Interactive ? ColorSystemSupport.Detect : ColorSystemSupport.NoColors,
        Interactive = Interactive ? InteractionSupport.Yes : InteractionSupport.No,
        Out = new Page(writer ?? Output, Interactive),
    });

    // Spectre asks the process's own console for its width, which is not what a test or a pipe writes to.
    private sealed class Page(TextWriter writer, bool interactive) : IAnsiConsoleOutput
    {
        public TextWriter Writer => writer;

        public bool IsTerminal => interactive;

        public int Width => HasWindow ? Math.Max(WidthMin, System.Console.WindowWidth) : PipedWidth;

        public int Height => HasWindow ? Math.Max(HeightMin, System.Console.WindowHeight) : PipedHeight;

        private bool HasWindow => interactive && !System.Console.IsOutputRedirected;

        public void SetEncoding(System.Text.Encoding encoding)
        {
            // Program.cs has set it for the process; a writer of a test has none.
        }
    }
}
