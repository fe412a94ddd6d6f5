using Solidarity.Commands.CommandLine;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace Solidarity.Commands.Boards;

/// <summary>Says what is not shown: what was left out of an answer to keep it small, and rows that the service cannot
/// show.</summary>
internal static class MoreText
{
    /// <summary>"and 27,900 more of support"; one line for each list that was cut.</summary>
    public static IEnumerable<string> Of(IEnumerable<V1.Omitted> omitted) => omitted.Select(left =>
        $"and {left.Count.ToString("N0", CultureInfo.InvariantCulture)} more of {Plain(left.Field)}");

    public static IEnumerable<IRenderable> Lines(IEnumerable<V1.Omitted> omitted) =>
        Of(omitted).Select(line => new Padder(new Text(line), new Padding(2, 0, 0, 0)));

    /// <summary>A row that the service cannot show, in one line.</summary>
    public static string Faulty(string name) => $"{Names.Short(name)} cannot be shown: a fault of the service";

    private static string Plain(string field) =>
        field.Replace('_', ' ').Replace(".", ", ", StringComparison.Ordinal);
}
