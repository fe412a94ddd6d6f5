using System.Text.Json;
using Solidarity.Cli.Tests.Services;
using Solidarity.Commands.Failures;

namespace Solidarity.Cli.Tests.Checkups;

/// <summary><c>solidarity doctor</c>. What waits for a body is told in the transcripts.</summary>
public sealed class DoctorTests
{
    [Fact]
    public async Task A_service_that_is_well_is_said_to_be_well()
    {
        await using var service = await Service.StartAsync();
        var ran = await service.RunAsync("doctor", "--json", "--data", service.DataFolder);

        (ran.ExitCode, ran.Error).ShouldBe((ExitCodes.Ok, ""), ran.Output);
        StatesIn(ran.Output).ShouldBe(
            ["service ok", "version ok", "clock ok", "messages ok", "bodies ok", "data ok", "disk ok"]);
    }

    [Fact]
    public async Task A_clock_that_is_minutes_off_is_wrong()
    {
        await using var service = await Service.StartAsync();
        // The client's own clock is that of the system, which is far from the service's.
        var ran = await Ran.OfAsync("doctor", "--json", "--server", service.Address);

        ran.ExitCode.ShouldBe(ExitCodes.Refused);
        StatesIn(ran.Output).ShouldContain("clock wrong");
    }

    [Fact]
    public async Task Nobody_who_answers_and_no_folder_are_wrong_together()
    {
        var ran = await Ran.OfAsync("doctor", "--json", "--data", "/nowhere", "--server", "http://127.0.0.1:1");

        (ran.ExitCode, ran.Error).ShouldBe((ExitCodes.Refused, ""));
        StatesIn(ran.Output).ShouldBe(["service wrong", "data wrong"]);
    }

    private static string[] StatesIn(string output)
    {
        using var json = JsonDocument.Parse(output);
        return
        [
            .. json.RootElement.GetProperty("remarks").EnumerateArray().Select(remark =>
                $"{remark.GetProperty("what").GetString()} {remark.GetProperty("state").GetString()}"),
        ];
    }
}
