using Solidarity.Cli.Tests.Services;
using Solidarity.Commands.Failures;

namespace Solidarity.Cli.Tests.Serving;

/// <summary>The program as a process of its own: signals, exit codes, and the line that others wait for.</summary>
public sealed class ServeProcessTests
{
    [Theory]
    [InlineData("TERM")]
    [InlineData("INT")]
    public async Task A_service_says_where_it_listens_answers_there_and_stops_in_peace(string signal)
    {
        using var folder = new TempFolder();
        using var process = ServeProcess.Start("serve", "--data", folder.Path, "--listen", "http://127.0.0.1:0");
        try
        {
            var address = await ServeProcess.AddressAsync(process);
            (await Ran.OfAsync("strikes", "list", "--server", address)).Output.ShouldBe("No strikes.\n");

            using var kill = Process.Start("kill", [$"-{signal}", $"{process.Id}"]);
            await process.WaitForExitAsync(Service.Deadline());

            process.ExitCode.ShouldBe(ExitCodes.Ok);
            (await process.StandardOutput.ReadToEndAsync()).ShouldBeEmpty();
            (await process.StandardError.ReadToEndAsync()).ShouldBeEmpty();
        }
        finally
        {
            if (!process.HasExited)
                process.Kill();
        }
    }

    [Fact]
    public async Task Services_side_by_side_open_no_port_but_the_one_that_each_was_told()
    {
        using var folder = new TempFolder();
        var processes = new[] { "one", "two" }.Select(name => ServeProcess.Start(
            "serve", "--data", Path.Combine(folder.Path, name), "--listen", "http://127.0.0.1:0")).ToList();
        try
        {
            foreach (var process in processes)
            {
                var told = new Uri(await ServeProcess.AddressAsync(process)).Port;
                if (OperatingSystem.IsLinux())
                    ListeningPorts.Of(process.Id).ShouldBe([told]);
            }
        }
        finally
        {
            foreach (var process in processes)
            {
                process.Kill();
                process.Dispose();
            }
        }
    }

    [Fact]
    public async Task A_data_folder_in_use_by_another_process_is_refused()
    {
        await using var service = await Service.StartAsync();
        using var process = ServeProcess.Start(
            "serve", "--data", service.DataFolder, "--listen", "http://127.0.0.1:0", "--json");
        await process.WaitForExitAsync(Service.Deadline());

        process.ExitCode.ShouldBe(ExitCodes.Data);
        (await process.StandardOutput.ReadToEndAsync()).ShouldBeEmpty();
        (await process.StandardError.ReadToEndAsync()).ShouldContain("\"reason\": \"DATA_IN_USE\"");
    }
}
