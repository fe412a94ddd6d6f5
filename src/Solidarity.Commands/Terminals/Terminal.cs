using Solidarity.Commands.Client;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace Solidarity.Commands.Terminals;

/// <summary>What a command reads from and writes to.</summary>
internal sealed record Terminal(TextReader Input, TextWriter Output, TextWriter Error, bool Interactive)
{
    /// <summary>How wide text is where nobody says how wide it can be, in characters.</summary>
    public const int PipedWidth = 100;

    private const int PipedHeight = 1_000_000;

    // A terminal that does not know its size says 0.
    private const int WidthMin = 40;
    private const int HeightMin = 10;

    /// <summary>A person sits at the input, too, and can be asked.</summary>
    public bool Answers { get; init; }

    /// <summary>How dead lines to the service are noticed.</summary>
    public KeepAlive KeepAlive { get; init; } = KeepAlive.Default;

    /// <summary>One line of a result for people.</summary>
    public void Say(string line) => Output.WriteLine(Shown.Line(line));

    /// <summary>One line beside the results: what went wrong, or is under way.</summary>
    public void Tell(string line) => Error.WriteLine(Shown.Line(line));

    /// <summary>Asks a person. Whatever is not yes, an end of the input too, is no.</summary>
    public async Task<bool> AskAsync(string question, CancellationToken cancellation)
    {
        await Output.WriteAsync($"{Shown.Line(question)} [y/N] ");
        await Output.FlushAsync(cancellation);
        // The console's own reader blocks and hears of no cancellation.
        var answer = await Task.Run(Input.ReadLine, cancellation).WaitAsync(cancellation);
        return answer?.Trim().ToLowerInvariant() is "y" or "yes";
    }

    /// <summary>A console for tables and colours; plain text of a fixed width where no person watches.</summary>
    public IAnsiConsole Console(TextWriter? writer = null)
    {
        var console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Ansi = Interactive ? AnsiSupport.Detect : AnsiSupport.No,
            ColorSystem = Interactive ? ColorSystemSupport.Detect : ColorSystemSupport.NoColors,
            Interactive = Interactive ? InteractionSupport.Yes : InteractionSupport.No,
            Out = new Page(writer ?? Output, Interactive),
        });
        console.Pipeline.Attach(new ShownHook());
        return console;
    }

    /// <summary>Whatever is drawn, its texts are shown and not obeyed.</summary>
    private sealed class ShownHook : IRenderHook
    {
        public IEnumerable<IRenderable> Process(RenderOptions options, IEnumerable<IRenderable> renderables) =>
            renderables.Select(renderable => new ShownRenderable(renderable));
    }

    private sealed class ShownRenderable(IRenderable inner) : IRenderable
    {
        public Measurement Measure(RenderOptions options, int maxWidth) => inner.Measure(options, maxWidth);

        public IEnumerable<Segment> Render(RenderOptions options, int maxWidth) =>
            inner.Render(options, maxWidth).Select(segment => segment.IsControlCode || segment.IsLineBreak
                ? segment
                : new Segment(Shown.Text(segment.Text), segment.Style));
    }

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
