namespace Solidarity.Commands.CommandLine;

/// <summary>Reads a secret from a file: everybody on the machine can read a command line.</summary>
internal static class FirstLine
{
    /// <summary>The first line of a file that is not blank, without spaces around it.</summary>
    /// <param name="field">The option that names the file, without dashes.</param>
    /// <exception cref="UsageException">There is none.</exception>
    public static string Of(string file, string field)
    {
        try
        {
            return File.ReadLines(file).Select(line => line.Trim()).FirstOrDefault(line => line.Length > 0)
                ?? throw UsageException.Malformed(field, $"{file} is empty");
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw UsageException.Malformed(field, $"{file} cannot be read ({problem.Message})");
        }
    }
}
