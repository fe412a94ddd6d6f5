namespace Solidarity.Commands.Sheets;

/// <summary>What stands over a column.</summary>
/// <param name="Name">For people; in English it is also the name for programs.</param>
/// <param name="IsFigures">The cells are aligned right.</param>
/// <param name="Wraps">The cells are texts, which may wrap.</param>
internal sealed record Heading(Wording Name, bool IsFigures = false, bool Wraps = false)
{
    /// <summary>Of a literal: one that ends in <c>&gt;</c> stands over figures, one that ends in <c>~</c> over texts
    /// that may wrap.</summary>
    public static implicit operator Heading(string text) => new(
        Wording.Literal(text.TrimEnd('>', '~')), IsFigures: text.EndsWith('>'), Wraps: text.EndsWith('~'));

    public override string ToString() => T(Name);
}
