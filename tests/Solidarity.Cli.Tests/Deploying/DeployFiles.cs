using System.Text.RegularExpressions;
using Solidarity.Commands.Terminals;
using YamlDotNet.RepresentationModel;

namespace Solidarity.Cli.Tests.Deploying;

/// <summary>The files of deploy/, as the programs that they are for read them.</summary>
internal static partial class DeployFiles
{
    public static DirectoryInfo Folder { get; } = Find();

    /// <summary>What <c>serve</c> takes, with the options of all commands.</summary>
    public static IReadOnlySet<string> OptionsOfServe() => OptionsOf("serve");

    /// <summary>What a command takes, with the options of all commands.</summary>
    public static IReadOnlySet<string> OptionsOf(string name)
    {
        var root = Cli.Program.Root(
            new Terminal(TextReader.Null, TextWriter.Null, TextWriter.Null, false), [name], out var globals);
        var found = root.Subcommands.Single(command => command.Name == name);
        return found.Options.Select(option => option.Name).Append(globals.Json.Name).ToHashSet();
    }

    /// <summary>Each command line of the program in a file, as words.</summary>
    public static IEnumerable<string[]> CommandLines(FileInfo file) => file.Extension switch
    {
        ".service" => File.ReadLines(file.FullName)
            .Where(line => line.StartsWith("ExecStart=", StringComparison.Ordinal))
            .Select(line => line.Split(' ')[1..]),
        ".yaml" => Documents(file).SelectMany(document => Sequences(document.RootNode))
            .Select(sequence => sequence.OfType<YamlScalarNode>().Select(node => node.Value ?? "").ToArray())
            .Where(words => words.FirstOrDefault() == "serve"),
        _ => File.ReadLines(file.FullName)
            .Where(line => line.StartsWith("CMD ", StringComparison.Ordinal))
            .Select(line => Quoted().Matches(line).Select(word => word.Groups["word"].Value).ToArray()),
    };

    public static IReadOnlyList<YamlDocument> Documents(FileInfo file)
    {
        using var reader = file.OpenText();
        var stream = new YamlStream();
        stream.Load(reader);
        return [.. stream.Documents];
    }

    /// <summary>The values of a key, wherever it stands.</summary>
    public static IEnumerable<string> Values(YamlNode node, string key) => All(node).OfType<YamlMappingNode>()
        .SelectMany(mapping => mapping.Children)
        .Where(child => child.Key is YamlScalarNode { Value: { } name } && name == key)
        .Select(child => child.Value).OfType<YamlScalarNode>()
        .Select(value => value.Value ?? "");

    private static IEnumerable<YamlSequenceNode> Sequences(YamlNode node) => All(node).OfType<YamlSequenceNode>();

    private static IEnumerable<YamlNode> All(YamlNode node) => node.AllNodes;

    private static DirectoryInfo Find()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
            if (File.Exists(Path.Combine(folder.FullName, "Solidarity.sln")))
                return new DirectoryInfo(Path.Combine(folder.FullName, "deploy"));
        throw new InvalidOperationException($"No Solidarity.sln above {AppContext.BaseDirectory}.");
    }

    [GeneratedRegex("\"(?<word>[^\"]*)\"")]
    private static partial Regex Quoted();
}
