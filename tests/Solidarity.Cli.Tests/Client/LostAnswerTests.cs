using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using Solidarity.Cli.Tests.Services;
using Solidarity.Commands.Failures;

namespace Solidarity.Cli.Tests.Client;

/// <summary>A command whose answer never came: the user gets what is needed to be sure.</summary>
public sealed class LostAnswerTests
{
    private const string RequestId = "01890a5d-ac96-774b-bcce-b302099a8057";

    [Fact]
    public async Task The_request_id_is_told_so_that_the_command_can_be_repeated()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var hangUp = HangUpAsync(listener);
        var running = Ran.OfAsync("deposit", "masons", "5", "CHF", "--request-id", RequestId, "--json",
            "--server", $"http://{listener.LocalEndpoint}");
        var ran = await running;
        listener.Stop();
        await hangUp;

        (ran.ExitCode, ran.Output).ShouldBe((ExitCodes.Unreachable, ""));
        using var json = JsonDocument.Parse(ran.Error);
        var error = json.RootElement.GetProperty("error");
        error.GetProperty("reason").GetString().ShouldBe("CONNECTION_LOST");
        error.GetProperty("message").GetString().ShouldNotBeNull().ShouldEndWith($"--request-id {RequestId}");
        error.GetProperty("metadata").GetProperty("request_id").GetString().ShouldBe(RequestId);
    }

    [Fact]
    public async Task A_command_given_up_by_the_user_may_have_been_done()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        using var giveUp = new CancellationTokenSource();
        using var error = new StringWriter();
        var running = Cli.Program.RunAsync(
            [
                "deposit", "masons", "5", "CHF", "--request-id", RequestId,
                "--server", $"http://{listener.LocalEndpoint}",
            ],
            TextReader.Null, TextWriter.Null, error, interactive: false, giveUp.Token);
        using var connection = await listener.AcceptTcpClientAsync(Service.Deadline());
        await giveUp.CancelAsync();

        (await running).ShouldBe(ExitCodes.Cancelled);
        error.ToString().ShouldBe("solidarity: Cancelled. It is not known whether it was done. To be sure that it is "
            + $"done, once, give the same command again with: --request-id {RequestId}{Environment.NewLine}");
    }

    // Takes every connection and lets it fall once something was said.
    private static async Task HangUpAsync(TcpListener listener)
    {
        var heard = new byte[1];
        try
        {
            while (true)
            {
                using var connection = await listener.AcceptTcpClientAsync(Service.Deadline());
                await connection.GetStream().ReadExactlyAsync(heard, Service.Deadline());
            }
        }
        catch (SocketException)
        {
            // The listener was stopped: the test is over.
        }
    }
}
