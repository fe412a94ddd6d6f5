using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Solidarity.Domain.Tests.Kit;
using Solidarity.Domain.Text;
using Xunit.Abstractions;

namespace Solidarity.Domain.Tests.Bodies;

/// <summary>What messages repeat of texts from elsewhere.</summary>
public sealed class QuotedTests(ITestOutputHelper output)
{
    private const string Combining = "e\u0301";

    [Fact]
    public void A_short_text_is_told_as_it_is()
    {
        Quoted.Of("masons").ShouldBe("\"masons\"");
        Quoted.Of("").ShouldBe("\"\"");
        Quoted.Of(null).ShouldBe("\"\"");
        Quoted.Of("Zürich 東京 \U0001F1E8\U0001F1ED").ShouldBe("\"Zürich 東京 \U0001F1E8\U0001F1ED\"");
    }

    [Fact]
    public void A_long_one_is_cut_and_its_length_told()
    {
        Quoted.Of(new string('x', 40_000)).ShouldBe($"\"{new string('x', 77)}...\" (40,000 characters)");
        Quoted.Plain(new string('x', 80), 80).ShouldBe(new string('x', 80));
    }

    [Fact]
    public void What_shows_nothing_or_rules_a_terminal_is_written_as_its_number()
    {
        Quoted.Of("a\u001B[2J\0\nb").ShouldBe("\"a\\u{1B}[2J\\u{00}\\u{0A}b\"");
        Quoted.Of("\u202Egnal\u200B").ShouldBe("\"\\u{202E}gnal\\u{200B}\"");
        Quoted.Of("\uD800x").ShouldBe("\"\\u{D800}x\"");
    }

    [Fact]
    public void A_letter_is_never_cut_in_two()
    {
        var shown = Quoted.Plain(string.Concat(Enumerable.Repeat(Combining, 50)), 20);
        shown.ShouldBe(string.Concat(Enumerable.Repeat(Combining, 8)) + "...");
        // Unless it alone is more than there is room for.
        Quoted.Plain("a" + new string('\u0301', 40_000), 20).Length.ShouldBeLessThanOrEqualTo(20);
    }

    [Fact]
    public void Any_text_becomes_one_that_is_short_and_plain() => Randomly.ForAll(
        output, Texts(), runs: 500, size: 200, text =>
        {
            foreach (var max in (int[])[10, 80, 1_000])
            {
                var shown = Quoted.Plain(text, max);
                shown.Length.ShouldBeLessThanOrEqualTo(max);
                shown.EnumerateRunes().ShouldAllBe(rune => Rune.GetUnicodeCategory(rune) != UnicodeCategory.Control
                    && Rune.GetUnicodeCategory(rune) != UnicodeCategory.Format);
                // No half of a pair.
                Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(shown)).ShouldBe(shown);
            }
        });

    // Letters, marks, controls, halves of pairs, in any order.
    private static Arbitrary<string> Texts() => Gen.Elements(
            "a", "é", Combining, "\u0301", "\u001B", "\n", "\u202E", "\uD800", "\uDC00", "\U0001F1E8", "\u200D", "東")
        .ListOf().Select(string.Concat).ToArbitrary();
}
