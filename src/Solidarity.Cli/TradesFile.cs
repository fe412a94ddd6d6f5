using System.Text;
using Solidarity.Commands.CommandLine;
using Solidarity.Domain.Text;

namespace Solidarity.Cli;

/// <summary>Reads the trades that an operator adds.</summary>
internal static class TradesFile
{
    private const int BytesMax = 4 * 1024 * 1024;
    private const string Field = "trades";

    /// <summary>The built-in table and what the file adds.</summary>
    /// <exception cref="UsageException">It cannot be read, or one of its lines is wrong: the message names
    /// it.</exception>
    public static TradeTable Read(string file)
    {
        try
        {
            if (new FileInfo(file).Length > BytesMax)
                throw UsageException.Malformed(Field, $"{file} has more than {BytesMax} bytes");
            return TradeTable.BuiltIn.With(File.ReadAllText(file, new UTF8Encoding(false, throwOnInvalidBytes: true)));
        }
        catch (FormatException problem)
        {
            throw UsageException.Malformed(Field, $"{file}, {problem.Message}");
        }
        catch (DecoderFallbackException)
        {
            throw UsageException.Malformed(Field, $"{file} is no text in UTF-8");
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw UsageException.Malformed(Field, $"{file} cannot be read: {problem.Message}");
        }
    }
}
