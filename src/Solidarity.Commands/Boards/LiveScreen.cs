using Solidarity.Commands.CommandLine;
using Solidarity.Commands.Sheets;
using Solidarity.Commands.Terminals;
using Spectre.Console.Rendering;

namespace Solidarity.Commands.Boards;

/// <summary>
/// A terminal that is painted whole each time, on its second screen, so that nothing of an earlier picture stays in it,
/// however its size changes. What does not fit is cut off at the bottom, and how much that is stands there. Safe for
/// several threads. Costs one rendering for each picture and each change of size.
/// </summary>
internal sealed class LiveScreen : IDisposable
{
    // To the second screen, without a cursor, and lines that are too wide are cut and not wrapped; and back.
    private const string Enter = "\u001b[?1049h\u001b[?25l\u001b[?7l";
    private const string Leave = "\u001b[?7h\u001b[?25h\u001b[?1049l";
    // Before the line is written: behind one that fills the window, a terminal would clear its last letter.
    private const string ClearLine = "\u001b[K";
    private const string ClearBelow = "\u001b[J";

    private readonly Lock _gate = new();
    private readonly Terminal _terminal;
    private LivePicture? _picture;
    private string? _note;
    private (int Width, int Height) _painted;

    public LiveScreen(Terminal terminal)
    {
        _terminal = terminal;
        _terminal.Output.Write(Enter);
        Paint();
    }

    public void Show(LivePicture picture)
    {
        lock (_gate)
        {
            _picture = picture;
            Paint();
        }
    }

    /// <summary>Says something below the picture; null: nothing any more.</summary>
    public void Note(string? note)
    {
        lock (_gate)
        {
            _note = note;
            Paint();
        }
    }

    public void RepaintIfResized()
    {
        lock (_gate)
            if (_terminal.Size != _painted)
                Paint();
    }

    /// <summary>Gives the terminal back as it was, with the last picture below what was there.</summary>
    public void Dispose()
    {
        lock (_gate)
        {
            _terminal.Output.Write(Leave);
            if (_picture is { } last)
                foreach (var line in LinesOf(last.Head).Concat(LinesOf(last.Body)))
                    _terminal.Output.WriteLine(line);
            _terminal.Output.Flush();
        }
    }

    private void Paint()
    {
        _painted = _terminal.Size;
        var lines = _picture is { } picture
            ? Within(_painted, [.. LinesOf(picture.Head), .. LinesOf(picture.Body)], picture.ShowsAll, _note)
            : ["..."];
        for (var at = 0; at < lines.Count; at++)
            _terminal.Output.Write($"\u001b[{at + 1};1H{ClearLine}{lines[at]}");
        if (lines.Count < _painted.Height)
            _terminal.Output.Write($"\u001b[{lines.Count + 1};1H{ClearBelow}");
        _terminal.Output.Flush();
    }

    private static List<string> Within(
        (int Width, int Height) size, IReadOnlyList<string> all, string showsAll, string? note)
    {
        var room = Math.Max(1, size.Height - (note is null ? 0 : 1));
        var isCut = all.Count > room;
        var lines = all.Take(isCut ? room - 1 : room).ToList();
        if (isCut)
            lines.Add(Wrapping.Shortened(
                T($"+ {all.Count - lines.Count} lines; {Hint.Program} {showsAll} shows all"), size.Width));
        if (note is not null)
            lines.Add(Wrapping.Shortened(note, size.Width));
        return lines;
    }

    private string[] LinesOf(IRenderable part)
    {
        using var text = new StringWriter { NewLine = "\n" };
        _terminal.Console(text).Write(part);
        return text.ToString().TrimEnd('\n') is { Length: > 0 } lines ? lines.Split('\n') : [];
    }
}
