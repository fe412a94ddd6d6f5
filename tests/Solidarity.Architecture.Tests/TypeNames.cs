using System.Text.RegularExpressions;

namespace Solidarity.Architecture.Tests;

/// <summary>The names of the types that the sources of src declare outside of other types, and of the messages in the
/// protos. It reads text, so it also sees internal types, and needs no project built.</summary>
internal static partial class TypeNames
{
    /// <summary>Each simple name, without type parameters, with the folder of each file that declares it.</summary>
    public static ILookup<string, string> Declared { get; } = Repository.Files("*.cs", "src")
        .SelectMany(file => In(File.ReadAllText(file.FullName))
            .Select(name => (name, Folder: Path.GetDirectoryName(Repository.PathOf(file))!)))
        .ToLookup(type => type.name, type => type.Folder);

    public static HashSet<string> Messages { get; } = Repository.Files("*.proto", "protos")
        .SelectMany(file => Message().Matches(File.ReadAllText(file.FullName)))
        .Select(match => match.Groups["name"].Value)
        .ToHashSet();

    public static IEnumerable<string> In(string text) =>
        Type().Matches(text).Select(match => match.Groups["name"].Value);

    // Namespaces are file-scoped, so a type that is not nested begins its line.
    [GeneratedRegex(@"^(\[.*\] ?)?((public|internal|file|static|sealed|abstract|partial|readonly|ref|unsafe) )*"
        + @"(class|struct|interface|enum|record( (class|struct))?) (?<name>\w+)", RegexOptions.Multiline)]
    private static partial Regex Type();

    [GeneratedRegex(@"^ *message (?<name>\w+)", RegexOptions.Multiline)]
    private static partial Regex Message();
}
