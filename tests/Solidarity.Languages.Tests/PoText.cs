using System.Text;

namespace Solidarity.Languages.Tests;

/// <summary>Writes the file of a language as the sources want it: with each text that they have, in their order, and
/// what is translated of them.</summary>
internal static class PoText
{
    public static string Of(PoFile present, IEnumerable<SourceText> texts)
    {
        var translations = present.Texts.ToDictionary(text => text.English, text => text.Translation);
        var po = new StringBuilder("msgid \"\"\nmsgstr \"\"\n");
        foreach (var (name, value) in present.Header)
            po.Append(Quoted($"{name}: {value}\n")).Append('\n');
        foreach (var same in texts.GroupBy(text => text.English))
        {
            po.Append('\n');
            foreach (var place in same.Select(text => text.Place).Distinct())
                po.Append("#: ").Append(place).Append('\n');
            foreach (var (argument, number) in same.First().Arguments.Select((argument, number) => (argument, number)))
                po.Append($"#. {{{number}}} = {argument.ReplaceLineEndings(" ")}\n");
            po.Append("msgid ").Append(Quoted(same.Key)).Append('\n');
            po.Append("msgstr ").Append(Quoted(translations.GetValueOrDefault(same.Key, ""))).Append('\n');
        }
        return po.ToString();
    }

    private static string Quoted(string text) =>
        $"\"{text.Replace("\\", "\\\\").Replace("\"", "\\\"").Replace("\n", "\\n").Replace("\t", "\\t")}\"";
}
