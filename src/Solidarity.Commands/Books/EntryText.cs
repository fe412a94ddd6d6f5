using System.Collections.Frozen;

namespace Solidarity.Commands.Books;

/// <summary>What an entry of a book is of, in words. A test finds all that the service books.</summary>
internal static class EntryText
{
    private static readonly FrozenDictionary<string, Wording> Known = new Dictionary<string, Wording>
    {
        ["aid-arrived"] = "aid arrived",
        ["claim-reduced"] = "claim reduced",
        ["collected"] = "collected",
        ["collection-handed-over"] = "collection handed over",
        ["collection-taken-over"] = "collection taken over",
        ["deposited"] = "deposited",
        ["dispatched"] = "dispatched",
        ["dues-handed-over"] = "dues handed over",
        ["dues-paid"] = "dues paid",
        ["dues-received"] = "dues received",
        ["dues-taken-over"] = "dues taken over",
        ["entry-reversed"] = "entry reversed",
        ["hop-sent"] = "hop sent",
        ["hop-taken-in"] = "hop taken in",
        ["loan-reduced"] = "loan reduced",
        ["loan-taken"] = "loan taken",
        ["outside-aid-received"] = "outside aid received",
        ["paid-out"] = "paid out",
        ["pledge-honoured"] = "pledge honoured",
        ["pledge-lapsed"] = "pledge lapsed",
        ["pledge-withdrawn"] = "pledge withdrawn",
        ["pledged"] = "pledged",
        ["recalled"] = "recalled",
        ["repaid-outside"] = "repaid outside",
        ["repayment-arrived"] = "repayment arrived",
        ["sent-back"] = "sent back",
        ["strike-id-taken"] = "strike id taken",
        ["strike-pay-paid"] = "strike pay paid",
        ["surplus-arrived"] = "surplus arrived",
        ["surplus-kept"] = "surplus kept",
        ["surplus-moved"] = "surplus moved",
        ["taken-back"] = "taken back",
    }.ToFrozenDictionary();

    /// <param name="what">section.deposited.v1 is "deposited"; what a newer service says is said in its words.</param>
    public static string Of(string what) => what.Split('.') is not [_, var kind, ..] ? what
        : Known.TryGetValue(kind, out var text) ? T(text)
        : kind.Replace('-', ' ');

    /// <summary>The same in English, for files that programs read.</summary>
    public static string EnglishOf(string what) =>
        what.Split('.') is [_, var kind, ..] ? kind.Replace('-', ' ') : what;

    public static bool Knows(string kind) => Known.ContainsKey(kind);
}
