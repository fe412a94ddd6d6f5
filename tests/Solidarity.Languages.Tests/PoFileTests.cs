namespace Solidarity.Languages.Tests;

public sealed class PoFileTests
{
    [Fact]
    public void A_file_has_a_header_and_texts_in_its_order()
    {
        var file = Read("""
            # A comment.
            msgid ""
            msgstr ""
            "Language: fr\n"
            "X-Decimal-Mark: ,\n"

            #: Pledges/PledgeCommands.cs
            #. {0} = sum
            msgid "{0} have "
            "arrived."
            msgstr "{0} sont \"arrivés\".\n"

            msgid "Why."
            msgstr ""
            """);
        file.Header.ShouldBe(new Dictionary<string, string> { ["Language"] = "fr", ["X-Decimal-Mark"] = "," });
        file.Texts.ShouldBe([
            new Translated("{0} have arrived.", "{0} sont \"arrivés\".\n"), new Translated("Why.", ""),
        ]);
    }

    [Theory]
    [InlineData("msgid \"Why.\"\nmsgstr \"Pourquoi.\"\nPourquoi", 3)]
    [InlineData("msgid \"Why.", 1)]
    [InlineData("\"Why.\"", 1)]
    public void A_line_that_is_none_is_named(string text, int line) =>
        Should.Throw<FormatException>(() => Read(text)).Message.ShouldStartWith($"Line {line} ");

    [Fact]
    public void What_is_written_is_read_again()
    {
        SourceText[] texts =
        [
            new("Say \"so\":\n\t{0} \\ {1}", "A.cs", ["first", "second"]), new("Why.", "B.cs", []),
        ];
        var header = new Dictionary<string, string> { ["Language"] = "de" };
        var present = new PoFile(header, [new Translated("Why.", "Warum."), new Translated("Gone.", "Weg.")]);
        var again = Read(PoText.Of(present, texts));
        again.Header.ShouldBe(header);
        again.Texts.ShouldBe([new Translated(texts[0].English, ""), new Translated("Why.", "Warum.")]);
    }

    internal static PoFile Read(string text) => PoFile.Read(new StringReader(text));
}
