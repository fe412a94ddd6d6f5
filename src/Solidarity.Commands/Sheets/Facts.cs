using Solidarity.Commands.Terminals;
using Solidarity.Domain.Text;
using Spectre.Console;

namespace Solidarity.Commands.Sheets;

/// <summary>One thing for people: a line for each fact.</summary>
internal static class Facts
{
    public static void Write(IAnsiConsole console, IReadOnlyList<(Wording Name, string Value)> facts)
    {
        var shown = facts.Where(fact => fact.Value.Length > 0).ToArray();
        var grid = new Grid().AddColumn(new GridColumn().NoWrap()).AddColumn();
        foreach (var (name, value) in shown)
            grid.AddRow(new Text(T(name), new Style(decoration: Decoration.Dim)), new Text(Shown.Text(value)));
        console.Write(grid);
    }

    /// <summary>The same for programs: a column for each fact, also where there is none.</summary>
    public static Sheet Row(IReadOnlyList<(Wording Name, string Value)> facts)
    {
        var sheet = new Sheet([.. facts.Select(fact => new Heading(fact.Name))]);
        sheet.Row(facts.Select(fact => fact.Value));
        return sheet;
    }

    /// <summary>A trade as it is called in the chosen language: <c>bronze workers</c>.</summary>
    /// <param name="code">Of a trade that only the service knows, the words of its code are shown.</param>
    public static string Trade(string code) => TradeTable.BuiltIn.NameOf(code, Language.Current.Code);

    /// <summary>"Geneva (CH)".</summary>
    public static string Place(string locality, string country) =>
        locality.Length > 0 ? $"{locality} ({country})" : country;
}
