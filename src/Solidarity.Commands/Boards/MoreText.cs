using Solidarity.Commands.CommandLine;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace Solidarity.Commands.Boards;

/// <summary>Says what is not shown: what was left out of an answer to keep it small, and rows that the service cannot
/// show.</summary>
internal static class MoreText
{
    // The lists of all boards that may be cut, as the wire calls them. A newer service may have others.
    private static readonly Dictionary<string, Wording> Lists = new()
    {
        ["aid"] = "aid",
        ["calls"] = "calls",
        ["calls.dealings"] = "calls, dealings",
        ["calls.dealings_with_trade"] = "calls, dealings with trade",
        ["carrying"] = "carrying",
        ["collections"] = "collections",
        ["countries"] = "countries",
        ["federations"] = "federations",
        ["members"] = "members",
        ["money"] = "money",
        ["on_the_way"] = "on the way",
        ["passing"] = "passing",
        ["pay_runs"] = "pay runs",
        ["predecessors"] = "predecessors",
        ["predecessors.received"] = "predecessors, received",
        ["promises"] = "promises",
        ["quarantines"] = "quarantines",
        ["sendings"] = "sendings",
        ["strikes"] = "strikes",
        ["support"] = "support",
        ["tranches"] = "tranches",
        ["warnings"] = "warnings",
    };

    /// <summary>"and 27,900 more of support"; one line for each list that was cut.</summary>
    public static IEnumerable<string> Of(IEnumerable<V1.Omitted> omitted) => omitted.Select(left =>
        T($"and {Language.Current.Count(left.Count)} more of {Plain(left.Field)}"));

    public static IEnumerable<IRenderable> Lines(IEnumerable<V1.Omitted> omitted) =>
        Of(omitted).Select(line => new Padder(new Text(line), new Padding(2, 0, 0, 0)));

    /// <summary>A row that the service cannot show, in one line.</summary>
    public static string Faulty(string name) =>
        T($"{Names.Short(name)} cannot be shown: a fault of the service");

    private static Wording Plain(string field) => Lists.GetValueOrDefault(field) ?? Wording.Verbatim(
        field.Replace('_', ' ').Replace(".", ", ", StringComparison.Ordinal));
}
