using Solidarity.Cli.Tests.Services;
using Solidarity.Commands.Failures;
using Solidarity.Commands.Founding;
using Solidarity.Commands.Settings;

namespace Solidarity.Cli.Tests.Founding;

/// <summary><c>solidarity init</c> at a terminal.</summary>
public sealed class InitTests
{
    [Fact]
    public async Task A_person_is_asked_for_everything_and_again_after_an_answer_that_cannot_be_read()
    {
        await using var service = await Service.StartAsync();
        (await service.RunAsync("federations", "found", "geneva", "--name", "Unions of Geneva", "--level", "local",
            "--country", "CH")).ExitCode.ShouldBe(ExitCodes.Ok);

        var (exitCode, output, error) = await AtTerminalAsync(service, ["init", "--admit"],
            "union", "section", "Plâtriers de Genève", "plâtriers", "Genève", "ch", "francs", "CHF", "geneva", "",
            "", "500 CHF");

        exitCode.ShouldBe(ExitCodes.Ok, error);
        error.ShouldContain("kind: \"union\" is neither section nor federation.");
        error.ShouldContain("currency: \"francs\" is no currency");
        output.ShouldContain("Which id shall it have? [geneve-platriers]");
        output.ShouldContain("Founded sections/geneve-platriers.");
        output.ShouldContain("federations/geneva has taken sections/geneve-platriers in.");
        var shown = await service.RunAsync("balances");
        shown.Output.ShouldStartWith("sections/geneve-platriers can dispose of 500.00 CHF");
    }

    [Fact]
    public async Task Who_says_what_it_is_on_the_command_line_is_asked_only_for_what_must_be_known()
    {
        await using var service = await Service.StartAsync();

        var (exitCode, output, error) = await AtTerminalAsync(
            service, ["init", "section", "Masons of Geneva", "--trade", "masons", "--country", "CH"], "CHF");

        exitCode.ShouldBe(ExitCodes.Ok, error);
        output.Split('?').Length.ShouldBe(2, "one question");
        output.ShouldContain("Founded sections/masons-of-geneva.");
    }

    [Fact]
    public async Task An_end_of_the_answers_changes_nothing()
    {
        await using var service = await Service.StartAsync();

        var (exitCode, _, error) = await AtTerminalAsync(service, ["init"], "section", "Masons of Geneva");

        (exitCode, error).ShouldBe((ExitCodes.Usage, "solidarity: There was no answer. Nothing was done.\n"));
        (await service.RunAsync("sections", "list")).Output.ShouldBe("No sections.\n");
    }

    [Theory]
    [InlineData("Fédération romande", "federation-romande")]
    [InlineData("Weißnäherinnen, Zürich (Kreis 4)", "weissnaherinnen-zurich-kreis-4")]
    [InlineData("  -Łódź- ", "lodz")]
    [InlineData("Профсоюз", null)]
    public void An_id_is_made_of_a_name(string name, string? id) => IdSuggestion.Of(name).ShouldBe(id);

    private static async Task<(int ExitCode, string Output, string Error)> AtTerminalAsync(
        Service service, string[] args, params string[] answers)
    {
        using var input = new StringReader(string.Join('\n', answers));
        using var output = new StringWriter();
        using var error = new StringWriter();
        var variables = new Dictionary<string, string>
        {
            [Choices.ServerVariable] = service.Address,
            [ContextFile.PathVariable] = service.SettingsFile,
        };
        var exitCode = await Cli.Program.RunAsync(
            args, input, output, error, interactive: true, Service.Deadline(), answers: true,
            variable: variables.GetValueOrDefault);
        return (exitCode, output.ToString(), error.ToString());
    }
}
