using Solidarity.Commands.Client;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace Solidarity.Commands.Terminals;

/// <summary>What a command reads from and writes to.</summary>
internal sealed record Terminal(TextReader Input, TextWriter Output, TextWriter Error, bool Interactive)
{
    /// <summary>How wide text is where nobody says how wide it can be, in characters.</summary>
    public const int PipedWidth = 100;

    private const int WideWidth = 1_000_000;
    private const int PipedHeight = 1_000_000;

    // Tables need so much; what is wider than the window is the terminal's to wrap or cut.
    private const int WidthMin = 40;

    // A terminal that does not know its size says 0.
    private static readonly (int Width, int Height) UsualSize = (80, 24);

    /// <summary>A person watches <see cref="Error"/>, also where the results go elsewhere.</summary>
    public bool ErrorInteractive { get; init; }

    /// <summary>How large the window is now; null: as the process's own console says.</summary>
    public Func<(int Width, int Height)>? Window { get; init; }

    /// <summary>Texts and tables take as much width as they have: nothing is wrapped.</summary>
    public bool IsWide { get; init; }

    /// <summary>A person sits at the input, too, and can be asked.</summary>
    public bool Answers { get; init; }

    /// <summary>How dead lines to the service are noticed.</summary>
    public KeepAlive KeepAlive { get; init; } = KeepAlive.Default;

    /// <summary>Reads a variable of the environment; null where it is not set.</summary>
    public Func<string, string?> Variable { get; init; } = Environment.GetEnvironmentVariable;

    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>A person is there who answers questions.</summary>
    public bool CanAsk => Interactive && Answers;

    /// <summary>Whether the whole window can be painted anew.</summary>
    public bool CanBePainted => Interactive && Console().Profile.Capabilities.Ansi;

    /// <summary>The size of the window, in cells.</summary>
    public (int Width, int Height) Size
    {
        get
        {
            var (width, height) = Window is { } window
                ? window()
                : (System.Console.WindowWidth, System.Console.WindowHeight);
            return width > 0 && height > 0 ? (width, height) : UsualSize;
        }
    }

    /// <summary>How wide the help may be, in cells.</summary>
    public int HelpWidth => Math.Min(PipedWidth, WidthOf(Interactive));

    /// <summary>One line of a result for people, or several where the window is narrower.</summary>
    public void Say(Wording line) => Write(Output, Shown.Line(T(line)), WidthOf(Interactive));

    /// <summary>One line beside the results: what went wrong, or is under way.</summary>
    public void Tell(Wording line) => Write(Error, Shown.Line(T(line)), WidthOf(ErrorInteractive));

    /// <summary>Asks a person. Whatever is not yes, an end of the input too, is no.</summary>
    public async Task<bool> AskAsync(Wording question, CancellationToken cancellation) =>
        await AnswerAsync($"{question} [y/N]", cancellation) is { } answer
        && T("y, yes").Split(", ").Append("y").Contains(answer.Trim().ToLowerInvariant());

    /// <summary>Asks a person; null where the input has ended.</summary>
    public async Task<string?> AnswerAsync(Wording question, CancellationToken cancellation)
    {
        var lines = Prose.Lines(Shown.Line(T(question)), WidthOf(Interactive));
        await Output.WriteAsync(string.Join(Output.NewLine, lines) + " ");
        await Output.FlushAsync(cancellation);
        try
        {
            // The console's own reader blocks and hears of no cancellation.
            return await Task.Run(Input.ReadLine, cancellation).WaitAsync(cancellation);
        }
        catch (OperationCanceledException)
        {
            // Nobody has ended the question's line.
            await Output.WriteLineAsync();
            throw;
        }
    }

    /// <summary>A console for tables and colours; plain text of a fixed width where no person watches.</summary>
    /// <param name="writer">Null: for results.</param>
    public IAnsiConsole Console(TextWriter? writer = null) => Console(writer ?? Output, Interactive);

    /// <summary>A console beside the results, for progress.</summary>
    public IAnsiConsole ErrorConsole() => Console(Error, ErrorInteractive);

    private static void Write(TextWriter writer, string line, int width)
    {
        foreach (var part in Prose.Lines(line, width))
            writer.WriteLine(part);
    }

    // Where no person watches, a sentence is a line.
    private int WidthOf(bool watched) =>
        IsWide || !HasWindow(watched) ? int.MaxValue : Math.Max(WidthMin, Size.Width);

    // A test that watches has no window but the one that it says.
    private bool HasWindow(bool watched) => watched && (Window is not null || !System.Console.IsOutputRedirected);

    private IAnsiConsole Console(TextWriter writer, bool interactive)
    {
        var console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Ansi = !interactive ? AnsiSupport.No : Window is null ? AnsiSupport.Detect : AnsiSupport.Yes,
            ColorSystem = interactive ? ColorSystemSupport.Detect : ColorSystemSupport.NoColors,
            Interactive = interactive ? InteractionSupport.Yes : InteractionSupport.No,
            Out = new Page(this, writer, interactive),
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
    private sealed class Page(Terminal terminal, TextWriter writer, bool interactive) : IAnsiConsoleOutput
    {
        public TextWriter Writer => writer;

        public bool IsTerminal => interactive;

        public int Width => terminal.IsWide ? WideWidth
            : terminal.HasWindow(interactive) ? Math.Max(WidthMin, terminal.Size.Width)
            : PipedWidth;

        public int Height => terminal.HasWindow(interactive) ? terminal.Size.Height : PipedHeight;

        public void SetEncoding(System.Text.Encoding encoding)
        {
            // Program.cs has set it for the process; a writer of a test has none.
        }
    }
}
