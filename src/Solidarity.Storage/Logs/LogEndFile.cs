using System.Security.Cryptography;
using System.Text;

namespace Solidarity.Storage.Logs;

/// <summary>The file that says where a log in files ends: one line with segment, offset and the first half of the
/// SHA-256 of these two, so that a damaged one shows.</summary>
internal sealed class LogEndFile(string folder)
{
    internal const string FileName = "log.end";

    private readonly string _path = Path.Combine(folder, FileName);

    /// <returns>Null where there is none.</returns>
    /// <exception cref="JournalUnreadableException">It is not as it was written, or cannot be read.</exception>
    internal LogMark? Read()
    {
        try
        {
            if (!File.Exists(_path)) return null;
            return File.ReadAllText(_path).TrimEnd().Split(' ') is [var segment, var offset, var hash]
                && int.TryParse(segment, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
                && long.TryParse(offset, NumberStyles.None, CultureInfo.InvariantCulture, out var place)
                && hash == HashOf(new LogMark(number, place))
                    ? new LogMark(number, place)
                    : throw new JournalUnreadableException(
                        $"{_path} is not as it was written, so nobody can tell where the backup ends; take another "
                        + "backup");
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            throw new JournalUnreadableException(
                $"{_path} cannot be read ({problem.Message}); check that this user may read it", problem);
        }
    }

    /// <summary>Durably, and in one step.</summary>
    internal void Write(LogMark end)
    {
        var unfinished = _path + ".new";
        using (var file = new FileStream(unfinished, FileMode.Create, FileAccess.Write))
        {
            file.Write(Encoding.ASCII.GetBytes($"{TextOf(end)} {HashOf(end)}\n"));
            file.Flush(flushToDisk: true);
        }

        File.Move(unfinished, _path, overwrite: true);
    }

    private static string TextOf(LogMark mark) =>
        string.Create(CultureInfo.InvariantCulture, $"{mark.Segment} {mark.Offset}");

    private static string HashOf(LogMark mark) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.ASCII.GetBytes(TextOf(mark))).AsSpan(0, 16));
}
