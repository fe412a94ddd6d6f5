using Solidarity.Commands.CommandLine;

namespace Solidarity.Commands.Imports;

/// <summary><c>solidarity import sections|members|corridors</c>: many at once, from a table.</summary>
internal static class ImportCommands
{
    public static Command Create(Frame frame) => Frame.Group(
        "import", "Take in many sections, members or corridors from a CSV file. The same file again changes nothing.",
        Of(frame, "sections", "Found the sections of a table", "sections.csv", new SectionRows()),
        Of(frame, "members", "Make bodies members of federations; you answer for both", "members.csv",
            new MemberRows()),
        Of(frame, "corridors", "Open corridors; you answer for both ends", "corridors.csv", new CorridorRows()));

    private static Command Of(Frame frame, string name, Wording what, string example, IRowKind kind)
    {
        var file = Arguments.Text("FILE", "A CSV file in UTF-8. Its first line names the columns, in any order.");
        var dryRun = Options.Flag("--dry-run", "Only say what is wrong with which row.");
        var columns = string.Join(", ", kind.Required);
        var also = string.Join(", ", kind.Optional);
        var description = also.Length > 0
            ? T($"{what}. It has the columns {columns}; it may have {also}.")
            : T($"{what}. It has the columns {columns}.");
        var command = new Command(name, description) { file, dryRun };
        return frame.Asks(
            command.WithExamples($"import {name} {example} --dry-run", $"import {name} {example}"),
            call => new Import(call, kind).RunAsync(call.Text(file), call.Get(dryRun)));
    }
}
