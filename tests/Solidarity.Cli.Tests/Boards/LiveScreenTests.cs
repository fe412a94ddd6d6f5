using Solidarity.Cli.Tests.Services;
using Solidarity.Commands.Failures;

namespace Solidarity.Cli.Tests.Boards;

/// <summary>A person watches a strike in terminals of several sizes.</summary>
public sealed class LiveScreenTests
{
    private const int Givers = 40;

    [Theory]
    [InlineData(80, 24)]
    [InlineData(100, 40)]
    [InlineData(40, 10)]
    public async Task What_matters_is_in_sight_and_what_is_cut_is_counted(int width, int height)
    {
        await using var service = await StrikeAsync();
        await using var terminal = new FakeTerminal(width, height);
        using var leave = new CancellationTokenSource();
        var watching = Watch(service.Address, terminal, leave);

        var rows = await terminal.SeenAsync(rows => rows[^1].StartsWith('+'));

        var text = string.Join(' ', rows.Select(row => row.Trim()));
        text.ShouldContain("masons, CH, from 1868-03-23: open");
        text.ShouldContain("need 400.00 CHF: 40.00 CHF received");
        rows[^1].ShouldStartWith("+ ");
        rows[^1].ShouldContain(" lines; solidarity board");
        rows.ShouldAllBe(row => row.Length <= width);

        await leave.CancelAsync();
        (await watching).ShouldBe(ExitCodes.Ok);
        // All of the last picture stays, below what was there before.
        terminal.Left.Count(line => line.Contains("reader", StringComparison.Ordinal)).ShouldBe(Givers);
    }

    [Fact]
    public async Task A_line_that_fills_the_window_has_its_last_letter()
    {
        const string full = "  strikes/masons-1868, declared by sections/masons";
        await using var service = await StrikeAsync();
        await using var terminal = new FakeTerminal(full.Length, 30);
        using var leave = new CancellationTokenSource();
        var watching = Watch(service.Address, terminal, leave);

        (await terminal.SeenAsync(rows => rows[^1].StartsWith('+'))).ShouldContain(full);

        await leave.CancelAsync();
        (await watching).ShouldBe(ExitCodes.Ok);
    }

    [Fact]
    public async Task It_is_painted_anew_when_the_window_changes()
    {
        await using var service = await StrikeAsync();
        await using var terminal = new FakeTerminal(40, 10);
        using var leave = new CancellationTokenSource();
        var watching = Watch(service.Address, terminal, leave);
        await terminal.SeenAsync(rows => rows[^1].StartsWith('+'));

        terminal.Resize(100, 60);
        var rows = await terminal.SeenAsync(rows => rows.Any(row => row.Contains("Paid out", StringComparison.Ordinal))
            && rows.Count(row => row.Contains("reader", StringComparison.Ordinal)) == Givers);
        rows.ShouldNotContain(row => row.StartsWith('+'));

        terminal.Resize(40, 10);
        (await terminal.SeenAsync(rows => rows[^1].StartsWith('+')))[0].ShouldStartWith("masons, CH");
        await leave.CancelAsync();
        (await watching).ShouldBe(ExitCodes.Ok);
    }

    [Fact]
    public async Task No_word_of_a_lost_connection_stays_when_the_service_is_back()
    {
        await using var service = await StrikeAsync();
        await using var terminal = new FakeTerminal(80, 24);
        using var leave = new CancellationTokenSource();
        var watching = Watch(service.Address, terminal, leave);
        var before = await terminal.SeenAsync(rows => rows[^1].StartsWith('+'));

        var lost = terminal.SeenAsync(rows => rows[^1].StartsWith("The connection", StringComparison.Ordinal));
        await service.RestartAsync();
        (await lost)[^2].ShouldStartWith("+ ");
        // Nothing has happened meanwhile, and still it is said that the picture is as it should be.
        (await terminal.SeenAsync(rows => rows[^1].StartsWith('+'))).ShouldBe(before);

        await leave.CancelAsync();
        (await watching).ShouldBe(ExitCodes.Ok);
    }

    private static async Task<Service> StrikeAsync()
    {
        var service = await Service.StartAsync();
        await service.RunAsync(
            "sections", "found", "masons", "--name", "Masons", "--trade", "masons", "--country", "CH",
            "--currency", "CHF");
        await service.RunAsync(
            "strikes", "declare", "masons", "masons-1868", "--trade", "masons", "--country", "CH",
            "--start", "1868-03-23");
        (await service.RunAsync("call", "masons", "masons-1868", "--scope", "local", "--need", "400", "CHF"))
            .ExitCode.ShouldBe(ExitCodes.Ok);
        for (var giver = 1; giver <= Givers; giver++)
            (await service.RunAsync(
                "strikes", "receive", "masons", "masons-1868", "1", "CHF", "--from", $"reader {giver}", "--id",
                $"r-{giver}")).ExitCode.ShouldBe(ExitCodes.Ok);
        return service;
    }

    private static Task<int> Watch(string address, FakeTerminal terminal, CancellationTokenSource leave) =>
        Cli.Program.RunAsync(
            ["watch", "masons-1868", "--server", address], TextReader.Null, terminal, TextWriter.Null,
            interactive: true, leave.Token, window: () => terminal.Size);
}
