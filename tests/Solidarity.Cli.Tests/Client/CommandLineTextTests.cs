using Solidarity.Cli.Tests.Services;
using Solidarity.Commands.Failures;

namespace Solidarity.Cli.Tests.Client;

public sealed class CommandLineTextTests
{
    [Fact]
    public async Task A_command_line_that_is_no_UTF_8_is_refused()
    {
        var ran = await Ran.OfAsync("sections", "found", "x", "--name", "Ma\uFFFDons");
        ran.ExitCode.ShouldBe(ExitCodes.Usage);
        ran.Error.ShouldStartWith("solidarity: word 5, \"Ma\uFFFDons\", has bytes that are no UTF-8");
    }
}
