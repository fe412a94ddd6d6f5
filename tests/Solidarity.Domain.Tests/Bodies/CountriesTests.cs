using System.Text.RegularExpressions;
using Solidarity.Domain.Text;

namespace Solidarity.Domain.Tests.Bodies;

public sealed partial class CountriesTests
{
    [Theory]
    [InlineData("CH", "CH")]
    [InlineData("ch", "CH")]
    [InlineData("Gb", "GB")]
    [InlineData("ZW", "ZW")]
    public void A_code_is_read_in_upper_and_lower_case(string text, string code) =>
        Countries.Read(text, out _).ShouldBe(code);

    [Theory]
    [InlineData("UK", "GB is the code of the United Kingdom")]
    [InlineData("en", "GB is the code of the United Kingdom")]
    [InlineData("England", "GB is the code of the United Kingdom")]
    [InlineData("CHE", "CH is the code of Switzerland")]
    [InlineData("deu", "DE is the code of Germany")]
    [InlineData("Switzerland", "CH is the code of Switzerland")]
    [InlineData("SCHWEIZ", "CH is the code of Switzerland")]
    [InlineData("España", "ES is the code of Spain")]
    [InlineData("Espan\u0303a", "ES is the code of Spain")]
    [InlineData("netherlands", "NL is the code of the Netherlands")]
    [InlineData("The Netherlands", "NL is the code of the Netherlands")]
    [InlineData("Côte d'Ivoire", "CI is the code of Côte d'Ivoire")]
    [InlineData("cote d’ivoire", "CI is the code of Côte d'Ivoire")]
    public void What_people_write_for_a_country_is_refused_with_its_code(string text, string likely)
    {
        Countries.Read(text, out var problem).ShouldBeNull();
        problem.ShouldBe($"is no country code; {likely}");
    }

    [Theory]
    [InlineData("")]
    [InlineData("XX")]
    [InlineData("C")]
    [InlineData("ſH")]
    [InlineData(" CH")]
    [InlineData("Atlantis")]
    public void What_is_no_country_is_refused_with_the_form(string text)
    {
        Countries.Read(text, out var problem).ShouldBeNull();
        problem.ShouldBe("is no country code; write two letters by ISO 3166, such as CH");
    }

    [Fact]
    public void The_table_has_the_countries_of_the_standard()
    {
        // 249 since South Sudan in 2011.
        var rows = BuiltInTable.Rows("countries.csv", cells: 3).ToArray();
        rows.Length.ShouldBe(249);
        rows.Select(row => row[0]).Distinct().Count().ShouldBe(249);
        rows.Select(row => row[1]).Distinct().Count().ShouldBe(249);
        foreach (var row in rows)
        {
            Letters().IsMatch($"{row[0]} {row[1]}").ShouldBeTrue(row[2]);
            Texts.CheckCountry(row[0]).ShouldBeNull();
            Countries.EnglishName(row[0]).ShouldBe(row[2]);
            Texts.CheckName("name", row[2]).ShouldBeNull();
            Countries.Read(row[2], out var problem).ShouldBeNull();
            problem.English.ShouldEndWith($"{row[0]} is the code of {row[2]}");
        }
    }

    [GeneratedRegex("^[A-Z]{2} [A-Z]{3}$")]
    private static partial Regex Letters();
}
