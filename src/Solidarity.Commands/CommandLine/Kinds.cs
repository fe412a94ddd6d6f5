namespace Solidarity.Commands.CommandLine;

/// <summary>Kinds of aid as people write them.</summary>
internal static class Kinds
{
    // What boards call aid whose kind the record does not say.
    private const string NotRecorded = "unspecified";

    public static AidKind Any(string text, string field = "kind") =>
        text == NotRecorded ? AidKind.NotRecorded : EnumText.Parse<AidKind>(text, field);

    /// <summary>The kinds that one may give as: a gift, or a loan where that is possible, or not recorded.</summary>
    public static AidKind Given(string text, bool allowLoan, string field = "kind")
    {
        var kind = Any(text, field);
        AidKind[] possible =
            allowLoan ? [AidKind.Gift, AidKind.Loan, AidKind.NotRecorded] : [AidKind.Gift, AidKind.NotRecorded];
        var names = string.Join(", ", possible.Select(one => EnumText.Of(one)));
        return possible.Contains(kind) ? kind : throw UsageException.Malformed(field, $"\"{text}\" is none of {names}");
    }
}
