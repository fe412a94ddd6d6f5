using System.CommandLine;
using Solidarity.Commands.CommandLine;
using Solidarity.Storage.Logs;

namespace Solidarity.Cli;

/// <summary>The options that name a shared log, of commands that work on one or on a folder.</summary>
internal sealed class LogOptions
{
    private readonly Option<string?> _cluster = Options.Text("--cluster", "NAME", "The shared log of this name.");

    private readonly Option<string?> _storage = Options.Text(
        "--storage", "CONNECTION", "The connection string of the Azure Storage account that has the log.");

    public void AddTo(Command command)
    {
        command.Add(_cluster);
        command.Add(_storage);
    }

    /// <returns>Null where no log is named.</returns>
    /// <exception cref="UsageException">It is named in part, or cannot be used.</exception>
    public BlobLog? Read(ParseResult parsed) =>
        ServeCommand.LogOf(parsed.GetValue(_cluster), parsed.GetValue(_storage));

    /// <summary>The log, or else the folder of an option: exactly one of them has to be named.</summary>
    /// <exception cref="UsageException">None is, or both.</exception>
    public (BlobLog? Log, string? Folder) ReadOne(ParseResult parsed, Option<string?> folder)
    {
        var (log, named) = (Read(parsed), parsed.GetValue(folder));
        if (log is null == named is null)
        {
            throw UsageException.Malformed(
                Options.FieldOf(folder), $"say either {folder.Name}, or --cluster and --storage");
        }

        return (log, named);
    }
}
