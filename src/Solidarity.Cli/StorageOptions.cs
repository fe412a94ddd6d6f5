using System.CommandLine;
using Solidarity.Commands.CommandLine;
using Solidarity.Storage.Logs;

namespace Solidarity.Cli;

/// <summary>Where the shared log is, and by what right it is used. The right may be a secret, and everybody on the
/// machine can read a command line, so a file or the environment can say it instead.</summary>
internal sealed class StorageOptions
{
    /// <summary>The variable of the environment that is used where no option says it.</summary>
    public const string Variable = "SOLIDARITY_STORAGE";

    private readonly Option<string?> _text = Options.Text("--storage", "CONNECTION",
        $"The Azure Storage account that has the log: a connection string, or an address such as "
        + $"https://NAME.blob.core.windows.net, which the identity of this machine gives access to. A connection "
        + $"string "
        + $"is a secret: give it by --storage-file or the variable {Variable}.");

    private readonly Option<string?> _file = Options.Text("--storage-file", "FILE",
        "The same, as the first line of a file.");

    public void AddTo(Command command)
    {
        command.Add(_text);
        command.Add(_file);
    }

    /// <summary>Null where nothing says it.</summary>
    /// <param name="isWanted">Whether the environment is asked: a variable alone asks for no shared log.</param>
    public StorageAccount? Read(ParseResult parsed, bool isWanted)
    {
        var (text, file) = (parsed.GetValue(_text), parsed.GetValue(_file));
        if (text is not null && file is not null)
            throw UsageException.Malformed("storage-file", "--storage and --storage-file exclude each other");
        var field = file is null ? "storage" : "storage-file";
        if (file is not null)
            text = FirstLine.Of(file, field);
        if (text is null && isWanted && Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } variable)
            text = variable;
        try
        {
            return text is null ? null : StorageAccount.Parse(text);
        }
        catch (FormatException problem)
        {
            throw UsageException.Malformed(field, Wording.Verbatim(problem.Message));
        }
    }
}
