using System.Text.Json;
using Solidarity.Cli.Tests.Services;
using Solidarity.Commands.Failures;

namespace Solidarity.Cli.Tests.Client;

/// <summary>Who repeats a command that was done just now is asked, or told how to say that it is meant.</summary>
public sealed class DoneJustNowTests : IAsyncLifetime
{
    private const string RequestId = "01890a5d-ac96-774b-bcce-b302099a8057";

    private static readonly string[] Deposit = ["deposit", "masons", "5", "CHF", "--memo", "dues"];

    private Service _service = null!;

    public async Task InitializeAsync()
    {
        _service = await Service.StartAsync();
        await _service.RunAsync("sections", "found", "masons", "--name", "Masons", "--trade", "masons", "--locality",
            "Geneva", "--country", "CH", "--currency", "CHF");
        (await _service.RunAsync(Deposit)).ExitCode.ShouldBe(ExitCodes.Ok);
        await _service.PassAsync(TimeSpan.FromSeconds(20));
    }

    public async Task DisposeAsync() => await _service.DisposeAsync();

    [Fact]
    public async Task A_person_who_says_yes_does_it_again()
    {
        var ran = await AtTerminalAsync("y\n", Deposit);
        ran.Output.ShouldStartWith(
            "A deposit of 5.00 CHF was done 20 seconds ago. Do it again? [y/N] Deposited 5.00 CHF");
        (ran.ExitCode, ran.Error).ShouldBe((ExitCodes.Ok, ""));
        (await AvailableAsync()).ShouldBe(1_000);
    }

    [Theory]
    [InlineData("n\n")]
    [InlineData("\n")]
    [InlineData("")]
    public async Task Anything_else_is_no(string answer)
    {
        var ran = await AtTerminalAsync(answer, Deposit);
        ran.ExitCode.ShouldBe(ExitCodes.Refused);
        ran.Error.ShouldContain("--again on the command line");
        (await AvailableAsync()).ShouldBe(500);
    }

    [Fact]
    public async Task The_whole_command_line_with_its_answer_counts_once_under_its_request_id()
    {
        for (var time = 0; time < 3; time++)
            (await AtTerminalAsync("y\n", [.. Deposit, "--request-id", RequestId])).ExitCode.ShouldBe(ExitCodes.Ok);
        (await AvailableAsync()).ShouldBe(1_000);
    }

    [Fact]
    public async Task Where_nobody_can_be_asked_the_option_says_it()
    {
        var refused = await _service.RunAsync([.. Deposit, "--json"]);
        refused.ExitCode.ShouldBe(ExitCodes.Refused);
        refused.Error.ShouldContain("DONE_JUST_NOW");
        (await _service.RunAsync([.. Deposit, "--again"])).ExitCode.ShouldBe(ExitCodes.Ok);
        (await AvailableAsync()).ShouldBe(1_000);
    }

    private async Task<Ran> AtTerminalAsync(string input, string[] args)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        using var typed = new StringReader(input);
        var exitCode = await Cli.Program.RunAsync([.. args, "--server", _service.Address], typed, output, error,
            interactive: true, Service.Deadline(), answers: true);
        return new Ran(exitCode, output.ToString(), error.ToString());
    }

    private async Task<long> AvailableAsync()
    {
        var ran = await _service.RunAsync("balances", "masons", "--json");
        using var json = JsonDocument.Parse(ran.Output);
        return json.RootElement.GetProperty("available")[0].GetProperty("minor").GetInt64();
    }
}
