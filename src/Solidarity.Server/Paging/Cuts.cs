namespace Solidarity.Server.Paging;

/// <summary>Cuts long texts and lists in rows of boards; the detail has them whole.</summary>
internal static class Cuts
{
    private const char Ellipsis = '…';

    /// <summary>At most <see cref="ServerLimits.RowTextCharsMax"/> characters, the last one an ellipsis where something
    /// is left out; never half a pair.</summary>
    public static string Short(string text)
    {
        if (text.Length <= ServerLimits.RowTextCharsMax)
            return text;
        var end = ServerLimits.RowTextCharsMax - 1;
        if (char.IsHighSurrogate(text[end - 1]))
            end--;
        return string.Concat(text.AsSpan(0, end).TrimEnd(), [Ellipsis]);
    }

    /// <summary>Facts as rows have them: whole but for the demands, and the first employers.</summary>
    public static V1.StrikeFacts ToRow(this V1.StrikeFacts facts)
    {
        facts.Demands = Short(facts.Demands);
        while (facts.Employers.Count > ServerLimits.RowEmployersMax)
        {
            facts.Employers.RemoveAt(facts.Employers.Count - 1);
            facts.EmployersOmitted++;
        }
        return facts;
    }
}
