using Solidarity.Cli.Tests.Services;
using Solidarity.Commands.Failures;

namespace Solidarity.Cli.Tests.Shells;

/// <summary>How an unfinished command line may go on.</summary>
public sealed class CompletionTests
{
    [Theory]
    [InlineData("solidarity fede", "federations")]
    [InlineData("solidarity sections li", "list")]
    [InlineData("solidarity pledge --aut", "--authority")]
    [InlineData("solidarity call masons s --scope nat", "national")]
    [InlineData("solidarity completion z", "zsh")]
    public async Task Commands_options_and_choices_are_known_without_a_service(string line, string suggested) =>
        (await SuggestAsync(line)).ShouldContain(suggested);

    [Fact]
    public async Task Ids_come_from_the_service()
    {
        await using var service = await Service.StartAsync();
        foreach (var id in new[] { "geneva-masons", "geneva-joiners", "lausanne-masons" })
            await service.RunAsync("sections", "found", id, "--name", id, "--trade", "masons", "--country", "CH",
                "--currency", "CHF");
        await service.RunAsync("federations", "found", "geneva", "--name", "x", "--level", "local", "--country", "CH");

        var line = "solidarity deposit gen";
        var ran = await service.RunAsync($"[suggest:{line.Length}]", line);
        ran.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .ShouldBe(["geneva-joiners", "geneva-masons"], ignoreOrder: true);
        line = "solidarity affiliate geneva-masons ";
        (await service.RunAsync($"[suggest:{line.Length}]", line)).Output.ShouldContain("geneva\n");
    }

    [Theory]
    [InlineData("[suggest]", "solidarity fede and more", "")]
    [InlineData("[suggest:15]", "solidarity fede and more", "federations")]
    [InlineData("[suggest:9999]", "solidarity fede", "federations")]
    [InlineData("[suggest:-4]", "solidarity fede", "sections")]
    [InlineData("[suggest:x]", "solidarity fede", "federations")]
    public async Task The_position_says_where_the_line_ends(string directive, string line, string suggested)
    {
        var ran = await Ran.OfAsync(directive, line);
        (ran.ExitCode, ran.Error).ShouldBe((ExitCodes.Ok, ""));
        ran.Output.ShouldContain(suggested);
    }

    [Theory]
    [InlineData("bash")]
    [InlineData("zsh")]
    [InlineData("fish")]
    [InlineData("powershell")]
    public async Task Each_shell_asks_for_suggestions(string shell)
    {
        var ran = await Ran.OfAsync("completion", shell);
        ran.ExitCode.ShouldBe(ExitCodes.Ok);
        ran.Output.ShouldContain("[suggest:");
    }

    [BashFact]
    public async Task Bash_fills_in_what_is_suggested()
    {
        var script = (await Ran.OfAsync("completion", "bash")).Output;
        // The words that the shell takes are those that the program prints, one a line.
        using var bash = Process.Start(new ProcessStartInfo("bash", ["-c", script + """
            solidarity() { printf '%s\n' "$1" "$2" "two words"; }
            COMP_LINE="solidarity fe" COMP_POINT=13
            _solidarity
            printf '<%s>' "${COMPREPLY[@]}"
            """]) { RedirectStandardOutput = true })!;
        var said = await bash.StandardOutput.ReadToEndAsync(Service.Deadline());
        await bash.WaitForExitAsync(Service.Deadline());
        said.ShouldBe("<[suggest:13]><solidarity fe><two words>");
    }

    [Fact]
    public async Task The_manual_page_has_every_command_and_every_option()
    {
        var page = (await Ran.OfAsync("man")).Output;
        var help = (await Ran.OfAsync("--help")).Output;
        page.ShouldStartWith(".TH SOLIDARITY 1\n.SH NAME\n");
        foreach (var word in new[] { "federations admit FEDERATION MEMBER", "\\-\\-weekly\\-pay", "SOLIDARITY_BODY" })
            page.ShouldContain(word);
        help.ShouldContain("man ");
        page.Split('\n').ShouldAllBe(line => line.Length == 0 || line[0] != '\'');
    }

    private static async Task<string[]> SuggestAsync(string line) =>
        (await Ran.OfAsync($"[suggest:{line.Length}]", line)).Output.Split('\n');

    private sealed class BashFactAttribute : FactAttribute
    {
        public BashFactAttribute()
        {
            if (!File.Exists("/bin/bash"))
                Skip = "There is no bash on this machine.";
        }
    }
}
