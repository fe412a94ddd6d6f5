using System.Text.RegularExpressions;

namespace Solidarity.Architecture.Tests;

/// <summary>The glossary of src/README.md has each term once, with the type that carries it.</summary>
public sealed partial class GlossaryTests
{
    /// <summary>In the column of types, where no type carries the term.</summary>
    private const string NoType = "-";
    private const int TermsWithoutTypeMax = 6;

    private static readonly (string Term, string Type)[] Glossary = Read();

    [Fact]
    public void No_term_and_no_type_stands_twice()
    {
        Glossary.Length.ShouldBeGreaterThan(40, "else the table is not found");
        Twice(Glossary.Select(row => row.Term)).ShouldBeEmpty();
        Twice(Glossary.Select(row => row.Type).Where(type => type != NoType)).ShouldBeEmpty();
    }

    [Fact]
    public void Every_type_is_declared() => Glossary
        .Where(row => row.Type != NoType)
        .Where(row => !TypeNames.Declared.Contains(row.Type) && !TypeNames.Messages.Contains(row.Type))
        .ShouldBeEmpty();

    [Fact]
    public void Nearly_every_term_has_a_type() =>
        Glossary.Count(row => row.Type == NoType).ShouldBeLessThanOrEqualTo(TermsWithoutTypeMax);

    [Theory]
    [InlineData("section")]
    [InlineData("federation")]
    [InlineData("affiliation")]
    [InlineData("corridor")]
    [InlineData("strike")]
    [InlineData("call")]
    [InlineData("pledge")]
    [InlineData("authority")]
    [InlineData("transfer")]
    [InlineData("route")]
    [InlineData("hop")]
    [InlineData("hold")]
    [InlineData("treasury")]
    [InlineData("book")]
    [InlineData("strike fund")]
    [InlineData("strike pay")]
    [InlineData("dues")]
    [InlineData("runway")]
    [InlineData("coverage")]
    [InlineData("journal")]
    [InlineData("command")]
    [InlineData("event")]
    [InlineData("refusal")]
    public void The_nouns_of_the_product_are_there(string term) => Glossary.Select(row => row.Term).ShouldContain(term);

    private static IEnumerable<string> Twice(IEnumerable<string> words) =>
        words.GroupBy(word => word).Where(group => group.Count() > 1).Select(group => group.Key);

    private static (string, string)[] Read()
    {
        var page = File.ReadAllText(Path.Combine(Repository.Root.FullName, "src", "README.md"));
        var section = page.Split("\n## ").Single(part => part.StartsWith("Glossary\n", StringComparison.Ordinal));
        // The first two rows are the table's head.
        return [.. Row().Matches(section).Skip(2).Select(row => (row.Groups["term"].Value, row.Groups["type"].Value))];
    }

    [GeneratedRegex(@"^\| (?<term>[^|]+) \|.* \| `?(?<type>[^|`]+)`? \|$", RegexOptions.Multiline)]
    private static partial Regex Row();
}
