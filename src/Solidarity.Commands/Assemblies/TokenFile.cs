using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Solidarity.Commands.CommandLine;
using Solidarity.Domain.Sections.Assemblies;

namespace Solidarity.Commands.Assemblies;

/// <summary>The file with the tokens of a vote, one a line, in groups of five characters. Only its owner can read it.
/// </summary>
internal static class TokenFile
{
    private const int Group = 5;

    /// <summary>Makes tokens and writes them, before anybody else knows of them; or reads those of a file that is
    /// there: an answer may have been lost.</summary>
    /// <exception cref="UsageException">The file cannot be written or read, or has others.</exception>
    public static BallotToken[] MakeOrRead(string path, int count)
    {
        if (count is < 1 or > BallotBox.TokensMax)
            throw UsageException.Malformed("count", $"is {count}; 1 to {BallotBox.TokensMax}");
        try
        {
            return File.Exists(path) ? Read(path, count) : Make(path, count);
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            throw UsageException.Malformed("out", $"\"{path}\" cannot be written or read");
        }
    }

    private static BallotToken[] Make(string path, int count)
    {
        var tokens = new BallotToken[count];
        for (var i = 0; i < count; i++)
            tokens[i] = new BallotToken(
                BinaryPrimitives.ReadUInt128BigEndian(RandomNumberGenerator.GetBytes(BallotToken.BytesMax)));
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        using var writer = new StreamWriter(path, Encoding.ASCII, options);
        foreach (var token in tokens)
            writer.Write($"{Grouped(token)}\n");
        return tokens;
    }

    private static BallotToken[] Read(string path, int count)
    {
        var lines = File.ReadLines(path).Take(count + 1).ToArray();
        var tokens = new BallotToken[lines.Length];
        for (var i = 0; i < lines.Length; i++)
            if (!BallotToken.TryRead(lines[i].Trim(), out tokens[i]))
                throw UsageException.Malformed("out", $"\"{path}\" is there, and line {i + 1} is no token");
        return tokens.Length == count
            ? tokens
            : throw UsageException.Malformed("out", $"\"{path}\" is there, and has not {count} tokens");
    }

    // The last group has the one character that is left over.
    private static string Grouped(BallotToken token)
    {
        var text = token.ToString();
        return string.Join('-', Enumerable.Range(0, Group).Select(i =>
            i == Group - 1 ? text[(i * Group)..] : text.Substring(i * Group, Group)));
    }
}
