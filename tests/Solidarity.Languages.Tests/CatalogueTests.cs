namespace Solidarity.Languages.Tests;

public sealed class CatalogueTests
{
    private static readonly Catalogue French = new(PoFileTests.Read("""
        #: Solidarity.Domain/Acts/Refusals.cs
        msgid "{0} does not exist. Found it first, or check the id."
        msgstr "{0} n'existe pas. Fondez-la d'abord, ou vérifiez l'identifiant."

        msgid "nobody"
        msgstr "personne"

        msgid "is missing; it must be given"
        msgstr "manque ; il faut l'indiquer"

        #: Solidarity.Domain/Acts/Refusals.cs
        msgid "section {0} has {1} available; the pledge asks for {2}"
        msgstr "la section {0} dispose de {1} ; la promesse demande {2}"

        #: Solidarity.Domain/Acts/Refusals.cs
        msgid "has {0} characters; at most {1} are allowed"
        msgstr "a {0} caractères ; {1} au plus sont permis"

        #: Solidarity.Domain/Acts/Refusals.cs
        msgid "Braces {{}} of {0}"
        msgstr "Accolades {{}} de {0}"

        #: Solidarity.Commands/CommandLine/Listed.cs
        msgid "{0} and {1}"
        msgstr "{0} et {1}"

        msgid "Not yet."
        msgstr ""
        """));

    [Theory]
    [InlineData("sections/masons does not exist. Found it first, or check the id.",
        "sections/masons n'existe pas. Fondez-la d'abord, ou vérifiez l'identifiant.")]
    // A body may have any word as its id.
    [InlineData("nobody does not exist. Found it first, or check the id.",
        "nobody n'existe pas. Fondez-la d'abord, ou vérifiez l'identifiant.")]
    [InlineData("section masons has 120.00 CHF available; the pledge asks for 150.00 CHF",
        "la section masons dispose de 120.00 CHF ; la promesse demande 150.00 CHF")]
    [InlineData("name: \"x\" has 500 characters; at most 100 are allowed",
        "name: \"x\" a 500 caractères ; 100 au plus sont permis")]
    [InlineData("Braces {} of A", "Accolades {} de A")]
    // A text within a text.
    [InlineData("name: has 500 characters; at most 100 are allowed.",
        "name: a 500 caractères ; 100 au plus sont permis.")]
    [InlineData("amount: is missing; it must be given.", "amount: manque ; il faut l'indiquer.")]
    public void What_a_service_said_is_said_again(string english, string french) =>
        French.Repeat(english).ShouldBe(french);

    [Theory]
    [InlineData("A newer service says something else")]
    [InlineData("Not yet.")]
    // The client has a text of this form, and no service says it.
    [InlineData("we are hungry and tired")]
    [InlineData("")]
    public void What_is_not_known_stays_as_it_is(string english) => French.Repeat(english).ShouldBe(english);

    [Fact]
    public void A_text_without_a_translation_is_none() => French.Of("Not yet.").ShouldBeNull();
}
