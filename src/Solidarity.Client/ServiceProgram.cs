using System.Runtime.InteropServices;
using Solidarity.Commands.Failures;
using Solidarity.Commands.Programs;
using Solidarity.Commands.Shells;
using Solidarity.Commands.Terminals;

namespace Solidarity.Client;

/// <summary>The program that has everything, beside this one. It does what needs the service or its journal.</summary>
internal static partial class ServiceProgram
{
    // The manual lists the options of all commands.
    private const string Manual = "man";

    public static string FileName => OperatingSystem.IsWindows() ? "solidarity-service.exe" : "solidarity-service";

    public static bool IsThere => File.Exists(FilePath);

    private static string FilePath => Path.Combine(AppContext.BaseDirectory, FileName);

    /// <summary>Whether a command line, or the one that a shell wants completed, is for that program.</summary>
    public static bool IsMeant(string[] args)
    {
        var words = !Suggestions.AreAskedFor(args) ? args
            : args is [_, var line, ..] ? [.. line.Split(' ', StringSplitOptions.RemoveEmptyEntries).Skip(1)]
            : [];
        // Nearly all command lines are this program's own, and need not be parsed twice.
        if (!Array.Exists(words, IsWordOfService))
            return false;
        var nobody = new Terminal(TextReader.Null, TextWriter.Null, TextWriter.Null, Interactive: false);
        var parsed = ClientProgram.Program.Root(nobody, words, out _).Parse(words);
        return IsWordOfService(parsed.CommandResult.Command.Name);
    }

    /// <summary>Goes on as that program: with the same arguments, environment, files and process id.</summary>
    /// <returns>Its exit code, on a platform where a process cannot become another program; else why it cannot be
    /// started was told.</returns>
    public static int Become(string[] args)
    {
        if (!OperatingSystem.IsWindows())
        {
            // A list of texts ends with null there. Nothing is freed: this program is no more, or ends at once.
            _ = Execute(FilePath, [.. args.Prepend(FilePath).Select(Marshal.StringToCoTaskMemUTF8), 0]);
            var why = Marshal.GetPInvokeErrorMessage(Marshal.GetLastPInvokeError());
            Console.Error.WriteLine($"{Prose.Program}: {T($"{FilePath} cannot be started: {why}.")}");
            return ExitCodes.Refused;
        }
        using var process = Process.Start(new ProcessStartInfo(FilePath, args))!;
        process.WaitForExit();
        return process.ExitCode;
    }

    private static bool IsWordOfService(string word) =>
        word == Manual || ServiceCommand.All.Any(each => each.Name == word);

    [LibraryImport("libc", EntryPoint = "execv", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Execute(string path, nint[] arguments);
}
