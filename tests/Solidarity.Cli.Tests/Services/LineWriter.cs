using System.Text;
using System.Threading.Channels;

namespace Solidarity.Cli.Tests.Services;

/// <summary>Takes what a command prints, and gives its lines to a test as they come.</summary>
internal sealed class LineWriter : TextWriter
{
    private readonly Channel<string> _lines = Channel.CreateUnbounded<string>();
    private readonly StringBuilder _line = new();

    public override Encoding Encoding => Encoding.UTF8;

    public override void Write(char value)
    {
        if (value != '\n')
        {
            _line.Append(value);
            return;
        }
        _lines.Writer.TryWrite(_line.ToString());
        _line.Clear();
    }

    /// <summary>The next line that has a text in it; lines before it are passed over.</summary>
    public async Task<string> NextWithAsync(string text)
    {
        while (true)
        {
            var line = await _lines.Reader.ReadAsync(Service.Deadline());
            if (line.Contains(text, StringComparison.Ordinal))
                return line;
        }
    }
}
