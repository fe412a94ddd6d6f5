using Solidarity.Commands.Settings;

namespace Solidarity.Languages.Tests;

public sealed class LanguageChoiceTests
{
    [Theory]
    [InlineData("board --lang fr", "", "fr")]
    [InlineData("board --lang=de", "SOLIDARITY_LANG=fr", "de")]
    [InlineData("board", "SOLIDARITY_LANG=es LANG=it_IT.UTF-8", "es")]
    [InlineData("board", "LANG=it_IT.UTF-8", "it")]
    [InlineData("board", "LC_ALL=fr_CH.UTF-8 LANG=it_IT.UTF-8", "fr")]
    [InlineData("board", "LC_ALL=C.UTF-8 LANG=it_IT.UTF-8", "en")]
    [InlineData("board", "LC_MESSAGES=de_DE@euro", "de")]
    [InlineData("board", "LANG=ja_JP.UTF-8", "en")]
    [InlineData("board", "", "en")]
    [InlineData("decline -- --lang fr", "", "en")]
    public void The_command_line_comes_first_then_the_variables(string line, string variables, string code)
    {
        var values = variables.Split(' ', StringSplitOptions.RemoveEmptyEntries)
            .Select(pair => pair.Split('=')).ToDictionary(pair => pair[0], pair => pair[1]);
        LanguageChoice.Of(line.Split(' '), name => values.GetValueOrDefault(name), out var wrong).Code.ShouldBe(code);
        wrong.ShouldBeNull();
    }

    [Theory]
    [InlineData("board --lang klingon", null)]
    [InlineData("board", "klingon")]
    public void What_is_none_of_ours_is_told_where_a_person_said_it(string line, string? variable)
    {
        LanguageChoice.Of(line.Split(' '), name => name == LanguageChoice.Variable ? variable : null, out var wrong)
            .ShouldBe(Language.English);
        wrong.ShouldBe("klingon");
    }
}
