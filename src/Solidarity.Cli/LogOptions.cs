using System.CommandLine;
using Solidarity.Commands.CommandLine;
using Solidarity.Storage.Logs;

namespace Solidarity.Cli;

/// <summary>The options that name a shared log, of commands that work on one or on a folder.</summary>
internal sealed class LogOptions
{
    private readonly Option<string?> _cluster = Options.Text("--cluster", "NAME", "The shared log of this name.");
    private readonly StorageOptions _storage = new();

    public void AddTo(Command command)
    {
        command.Add(_cluster);
        _storage.AddTo(command);
    }

    /// <returns>Null where no log is named.</returns>
    /// <exception cref="UsageException">It is named in part, or cannot be used.</exception>
    public BlobLog? Read(ParseResult parsed)
    {
        var cluster = parsed.GetValue(_cluster);
        var storage = _storage.Read(parsed, isWanted: cluster is not null);
        return cluster is null && storage is null ? null : Open(cluster, storage);
    }

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

    /// <summary>The log of a cluster in a storage.</summary>
    /// <exception cref="UsageException">One of them is missing, or cannot be used.</exception>
    public static BlobLog Open(string? cluster, StorageAccount? storage)
    {
        if (storage is null)
            throw UsageException.Malformed("storage", $"a cluster needs --storage, --storage-file or the variable "
                + $"{StorageOptions.Variable}, which say where its log is");
        if (cluster is null)
            throw UsageException.Malformed("cluster", "a cluster needs --cluster, its name");
        try
        {
            return BlobLog.Open(storage, cluster);
        }
        catch (FormatException problem)
        {
            throw UsageException.Malformed("storage", Wording.Verbatim(problem.Message));
        }
    }
}
