using System.Text;
using System.Text.RegularExpressions;
using Wcwidth;

namespace Solidarity.Cli.Tests.Services;

/// <summary>A terminal of a size that a test sets: it obeys what a watch writes, and shows what a person would see.
/// A picture is complete when it is flushed. What it does not understand fails the test, and so does a line feed
/// that would scroll the picture away.</summary>
internal sealed partial class FakeTerminal(int width, int height) : TextWriter
{
    private readonly Lock _gate = new();
    private readonly StringBuilder _unread = new();
    private readonly List<string> _left = [];
    private readonly List<(Func<string[], bool> Wanted, TaskCompletionSource<string[]> Seen)> _waiting = [];
    private string[] _rows = [.. Enumerable.Repeat("", height)];
    private int _row;
    private int _cell;
    private bool _isPainted;

    public override Encoding Encoding => Encoding.UTF8;

    public (int Width, int Height) Size { get; private set; } = (width, height);

    /// <summary>What stands on the first screen, once the second one was left.</summary>
    public IReadOnlyList<string> Left => _left;

    /// <summary>As when a person pulls at the window: what was there stays at the top left.</summary>
    public void Resize(int newWidth, int newHeight)
    {
        lock (_gate)
        {
            Size = (newWidth, newHeight);
            _rows = [.. Enumerable.Range(0, newHeight).Select(at => at < _rows.Length ? Cut(_rows[at], newWidth) : "")];
        }
    }

    /// <summary>The picture, as soon as it is as wanted.</summary>
    public Task<string[]> SeenAsync(Func<string[], bool> wanted)
    {
        lock (_gate)
        {
            var seen = new TaskCompletionSource<string[]>(TaskCreationOptions.RunContinuationsAsynchronously);
            _waiting.Add((wanted, seen));
            Tell();
            return seen.Task.WaitAsync(Service.Deadline());
        }
    }

    public override void Write(char value)
    {
        lock (_gate)
            _unread.Append(value);
    }

    public override void Flush()
    {
        lock (_gate)
        {
            foreach (Match part in Parts().Matches(_unread.ToString()))
                Obey(part);
            _unread.Clear();
            Tell();
        }
    }

    private void Obey(Match part)
    {
        if (part.Groups["text"] is { Success: true } text)
            Put(text.Value);
        else if (part.Groups["line"].Success)
            _row = _isPainted
                ? throw new InvalidOperationException("a line feed scrolls the picture")
                : Math.Min(_row + 1, Size.Height - 1);
        else
            Obey(part.Groups["what"].Value, part.Groups["of"].Value);
    }

    private void Obey(string what, string of)
    {
        switch (what, of)
        {
            case ("H", _):
                _row = int.Parse(of.Split(';')[0], CultureInfo.InvariantCulture) - 1;
                _row.ShouldBeLessThan(Size.Height);
                _cell = 0;
                break;
            case ("K", ""):
                // Behind a full line the cursor stands on its last letter.
                _rows[_row] = Cut(_rows[_row], Math.Min(_cell, Size.Width - 1));
                break;
            case ("J", ""):
                Array.Fill(_rows, "", _row, _rows.Length - _row);
                break;
            case ("h", "?1049"):
                _isPainted = true;
                break;
            case ("l", "?1049"):
                _isPainted = false;
                break;
            // Colours, the cursor, and cutting of what is too wide.
            case ("m", _) or ("h" or "l", "?25" or "?7"):
                break;
            default:
                throw new InvalidOperationException($"not understood: {what} {of}");
        }
    }

    private void Put(string text)
    {
        if (_isPainted)
        {
            _rows[_row] = Cut(Cut(_rows[_row], _cell) + text, Size.Width);
            _cell += CellsOf(text);
        }
        else
            _left.Add(text);
    }

    private static string Cut(string text, int width)
    {
        var (cells, cut) = (0, new StringBuilder());
        foreach (var rune in text.EnumerateRunes())
            if ((cells += UnicodeCalculator.GetWidth(rune)) <= width)
                cut.Append(rune);
        return cut.ToString();
    }

    private static int CellsOf(string text) => text.EnumerateRunes().Sum(rune => UnicodeCalculator.GetWidth(rune));

    private void Tell()
    {
        foreach (var (wanted, seen) in _waiting.Where(waits => waits.Wanted(_rows)).ToArray())
            seen.TrySetResult([.. _rows]);
        _waiting.RemoveAll(waits => waits.Seen.Task.IsCompleted);
    }

    [GeneratedRegex("\\u001b\\[(?<of>[?0-9;]*)(?<what>[A-Za-z])|(?<line>\\r?\\n)|(?<text>[^\\u001b\\r\\n]+)",
        RegexOptions.ExplicitCapture)]
    private static partial Regex Parts();
}
