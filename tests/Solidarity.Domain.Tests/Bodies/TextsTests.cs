using System.Text;
using Solidarity.Domain.Calls;
using Solidarity.Domain.Text;

namespace Solidarity.Domain.Tests.Bodies;

/// <summary>The rule for all that people write.</summary>
public sealed class TextsTests
{
    /// <summary>What no text may have: named after what it does to whoever reads it.</summary>
    public static TheoryData<string, string> NeverAllowed => new()
    {
        { "escape", "Masons \u001B[31m of Geneva" },
        { "bell", "Masons\a" },
        { "carriage return", "Masons\rTailors" },
        { "tab", "Masons\tTailors" },
        { "delete", "Masons\u007F" },
        { "C1 control that begins a sequence", "Masons \u009B31m" },
        { "next line", "Masons\u0085Tailors" },
        { "line separator", "Masons\u2028Tailors" },
        { "right-to-left override", "Masons \u202Evaneg" },
        { "right-to-left isolate", "Masons \u2067x" },
        { "right-to-left mark", "Masons \u200F!" },
        { "zero-width space", "Mas\u200Bons" },
        { "zero-width joiner among Latin letters", "Mas\u200Dons" },
        { "word joiner", "Mas\u2060ons" },
        { "byte order mark", "\uFEFFMasons" },
        { "soft hyphen", "Mas\u00ADons" },
        { "tag characters", "Masons\U000E0041" },
        { "hangul filler", "Mas\u3164ons" },
        { "blank braille", "Masons\u2800" },
        { "variation selector on a letter", "Masons\uFE0F" },
        { "bytes that were no UTF-8", "Ma\uFFFDons" },
        { "half a character", "Masons\uD83D" },
        { "private use", "Masons\uE000" },
        { "no character", "Masons\uFFFF" },
        { "mark without a letter", "\u0301Masons" },
        { "heap of marks", "M\u0335\u0336\u0337\u0338\u0334\u0321\u0322asons" },
        { "double of an ideograph", "\uF900" },
        { "in parts", "Fe\u0301de\u0301ration" },
    };

    public static TheoryData<string, string> NoNames => new()
    {
        { "space before", " Masons" },
        { "space after", "Masons " },
        { "two spaces", "Masons  of Geneva" },
        { "no-break space", "Masons\u00A0of Geneva" },
        { "thin space", "Masons\u2009of Geneva" },
        { "lines", "Masons\nTailors" },
        { "only signs", "***" },
        { "only a picture", "👷" },
        { "Cyrillic in a Latin word", "M\u0430sons" },
        { "Greek in a Latin word", "Mas\u03BFns" },
        { "Cherokee in a Latin word", "\u13B7asons" },
        { "only Cyrillic that looks Latin", "\u0420\u0430\u0440\u0435\u0440" },
        { "only Greek that looks Latin", "\u0391\u039D\u039D\u0391 3" },
        { "wide letters", "\uFF2Dasons" },
        { "mathematical letters", "\U0001D40Casons" },
        { "circled letters", "\u24C2asons" },
        { "ligatures", "\uFB01nishers" },
    };

    public static TheoryData<string> Names =>
    [
        "Masons of Geneva", "Fédération jurassienne", "Ткачи Москвы", "Οικοδόμοι Αθηνών", "石工組合", "노동자", "עובדים",
        "کارگران می\u200Cنوشتند", "श्रमिक \u0936\u094D\u200D\u092F", "Trades Union N° 5", "№ 5",
        "O'Brien & Sons, Ltd. (1868)",
        "Ateliers \"La Fraternité\"", "A-1", "7", "👩\u200D👩\u200D👧 Families", "Nguyễn", "Łódź weavers", "Straße",
    ];

    [Theory]
    [MemberData(nameof(NeverAllowed))]
    public void No_text_and_no_name_may_have_what_cannot_be_seen_or_is_obeyed(string what, string text)
    {
        Texts.Check("memo", text, Texts.MemoCharsMax).ShouldNotBeNull(what).Reason.ShouldBe("MALFORMED");
        Texts.CheckName("name", text).ShouldNotBeNull(what).Metadata["field"].ShouldBe("name");
        Texts.CheckName("name", text, required: false).ShouldNotBeNull(what);
    }

    [Theory]
    [MemberData(nameof(NoNames))]
    public void A_name_is_one_readable_line_that_looks_like_no_other(string what, string name)
    {
        Texts.CheckName("name", name).ShouldNotBeNull(what);
        Texts.Check("memo", name, Texts.MemoCharsMax).ShouldBeNull(what);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Names_of_all_languages_are_names(string name)
    {
        Texts.CheckName("name", Texts.Normal(name)).ShouldBeNull();
        Texts.Check("memo", Texts.Normal(name), Texts.MemoCharsMax).ShouldBeNull();
    }

    [Fact]
    public void A_refusal_says_which_character_and_where() =>
        Texts.CheckName("name", "Ma\u202Esons")!.Message.ShouldBe("name: has U+202E at character 3, which cannot be "
            + "seen or turns the direction of reading; take it out");

    [Fact]
    public void A_text_may_have_lines_up_to_a_limit()
    {
        var lines = string.Join('\n', Enumerable.Repeat("x", Texts.LinesMax));
        Texts.Check("memo", lines, Texts.MemoCharsMax).ShouldBeNull();
        Texts.Check("memo", lines + "\n", Texts.MemoCharsMax).ShouldNotBeNull();
        Texts.Check("memo", Texts.Normal("one\r\ntwo"), Texts.MemoCharsMax).ShouldBeNull();
        Texts.Normal("one\r\ntwo").ShouldBe("one\ntwo");
    }

    [Fact]
    public void Characters_are_counted_as_in_UTF_16()
    {
        Texts.CheckName("name", new string('x', Texts.NameCharsMax)).ShouldBeNull();
        Texts.CheckName("name", new string('x', Texts.NameCharsMax + 1)).ShouldNotBeNull();
        var pictures = string.Concat(Enumerable.Repeat("👷", Texts.MemoCharsMax / 2));
        Texts.Check("memo", pictures, Texts.MemoCharsMax).ShouldBeNull();
        Encoding.UTF8.GetByteCount(pictures).ShouldBeLessThanOrEqualTo(3 * Texts.MemoCharsMax);
        Texts.Check("memo", pictures + "x", Texts.MemoCharsMax).ShouldNotBeNull();
    }

    [Theory]
    [InlineData("sections/geneva-masons")]
    [InlineData("Sections/Geneva-Masons")]
    [InlineData("federations/geneva/")]
    [InlineData("strikes/x")]
    public void A_giver_outside_is_not_called_like_a_body(string name) =>
        Party.CheckName("from", name).ShouldNotBeNull();

    [Fact]
    public void Every_character_of_Unicode_is_judged_without_a_fault()
    {
        var faults = new List<string>();
        for (var rune = 0; rune <= 0x10FFFF; rune++)
        {
            if (!Rune.IsValid(rune))
                continue;
            var normal = Texts.Normal($"a{char.ConvertFromUtf32(rune)}b");
            if (Texts.Normal(normal) != normal)
                faults.Add($"U+{rune:X4} is composed in two ways");
            // What passes as a name passes as a text: the one rule is part of the other.
            if (Texts.CheckName("name", normal) is null && Texts.Check("memo", normal, Texts.MemoCharsMax) is not null)
                faults.Add($"U+{rune:X4} is a name and no text");
        }
        faults.ShouldBeEmpty();
    }
}
