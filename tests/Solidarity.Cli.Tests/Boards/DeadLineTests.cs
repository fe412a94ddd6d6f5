using Solidarity.Cli.Tests.Services;
using Solidarity.Commands.Client;
using Solidarity.Commands.Failures;

namespace Solidarity.Cli.Tests.Boards;

/// <summary>Lines that go dead without closing, over real sockets.</summary>
public sealed class DeadLineTests
{
    // Far below the time after which a line is given up by default, and enough for a machine that is busy.
    private static readonly TimeSpan PromptlyMax = TimeSpan.FromSeconds(20);

    // The shortest delay that HTTP/2 allows on both sides; a sound line on a busy machine may take long to answer.
    private static readonly KeepAlive Quick = new(TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(4));

    [Fact]
    public async Task Watch_says_that_it_lost_the_service_and_goes_on_where_it_was()
    {
        await using var service = await StrikeAsync();
        await using var line = new DeadLine(service.Address);
        using var leave = new CancellationTokenSource();
        var (output, error, watching) = Watch(line, leave);
        await output.NextWithAsync("masons-1868 open");

        line.GoDead(alsoNew: false);
        await service.RunAsync(
            "strikes", "receive", "masons", "masons-1868", "25", "CHF", "--from", "a reader", "--id", "x");

        (await error.NextWithAsync("lost")).ShouldBe(
            "solidarity: The connection to the service is lost; trying again. Ctrl-C to leave.");
        (await error.NextWithAsync("back")).ShouldBe("solidarity: The service is back.");
        // What happened meanwhile is not missed.
        await output.NextWithAsync("25.00 CHF received");
        await leave.CancelAsync();
        (await watching).ShouldBe(ExitCodes.Ok);
    }

    [Fact]
    public async Task Leaving_ends_at_once_while_the_service_is_away()
    {
        await using var service = await StrikeAsync();
        await using var line = new DeadLine(service.Address);
        using var leave = new CancellationTokenSource();
        var (output, error, watching) = Watch(line, leave);
        await output.NextWithAsync("masons-1868 open");

        line.GoDead(alsoNew: true);
        await error.NextWithAsync("lost");
        await leave.CancelAsync();

        (await watching.WaitAsync(PromptlyMax)).ShouldBe(ExitCodes.Ok);
    }

    [Fact]
    public async Task The_service_gives_up_a_client_that_is_gone()
    {
        await using var service = await StrikeAsync(Quick);
        await using var line = new DeadLine(service.Address);
        using var leave = new CancellationTokenSource();
        var (output, _, watching) = Watch(line, leave, KeepAlive.Default);
        await output.NextWithAsync("masons-1868 open");

        line.GoDead(alsoNew: true);

        await line.ServiceHungUp.WaitAsync(Service.Deadline());
        await leave.CancelAsync();
        (await watching.WaitAsync(PromptlyMax)).ShouldBe(ExitCodes.Ok);
    }

    private static async Task<Service> StrikeAsync(KeepAlive? keepAlive = null)
    {
        var service = await Service.StartAsync(keepAlive);
        await service.RunAsync(
            "sections", "found", "masons", "--name", "Masons", "--trade", "masons", "--country", "CH",
            "--currency", "CHF");
        await service.RunAsync(
            "strikes", "declare", "masons", "masons-1868", "--trade", "masons", "--country", "CH",
            "--start", "1868-03-23");
        return service;
    }

    private static (LineWriter Output, LineWriter Error, Task<int> Watching) Watch(
        DeadLine line, CancellationTokenSource leave, KeepAlive? keepAlive = null)
    {
        var (output, error) = (new LineWriter(), new LineWriter());
        var watching = Cli.Program.RunAsync(
            ["watch", "masons-1868", "--server", line.Address], TextReader.Null, output, error, interactive: false,
            leave.Token, keepAlive ?? Quick);
        return (output, error, watching);
    }
}
