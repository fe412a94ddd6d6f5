using System.Text.Json;
using Solidarity.Cli.Tests.Services;
using Solidarity.Commands.Failures;

namespace Solidarity.Cli.Tests.Boards;

/// <summary>Following a strike where a program reads.</summary>
public sealed class WatchTests
{
    [Fact]
    public async Task Each_change_is_a_line_and_leaving_is_success()
    {
        await using var service = await StrikeAsync();
        using var leave = new CancellationTokenSource();
        var (lines, watching) = Watch(service, leave, "watch", "masons-1868");
        (await lines.NextWithAsync("masons-1868")).ShouldBe(
            "masons-1868 open; call reached 0: 0 pledged, 0 declined, 0 unanswered");

        (await GiveAsync(service, "25", "first")).ExitCode.ShouldBe(ExitCodes.Ok);
        (await lines.NextWithAsync("25.00 CHF received")).ShouldBe(
            "masons-1868 open; call reached 1: 1 pledged, 0 declined, 0 unanswered; "
            + "0.00 CHF pledged, 0.00 CHF on its way, 25.00 CHF received, 0.00 CHF paid out");

        await leave.CancelAsync();
        (await watching).ShouldBe(ExitCodes.Ok);
    }

    [Fact]
    public async Task It_goes_on_where_it_was_after_the_service_was_away()
    {
        await using var service = await StrikeAsync();
        using var leave = new CancellationTokenSource();
        var (lines, watching) = Watch(service, leave, "watch", "masons-1868", "--json");
        var before = Position(await lines.NextWithAsync("masons-1868"));

        await service.RestartAsync();
        await GiveAsync(service, "25", "second");
        var line = await lines.NextWithAsync("\"received\":2500");

        Position(line).ShouldBeGreaterThan(before);
        await leave.CancelAsync();
        (await watching).ShouldBe(ExitCodes.Ok);
    }

    [Fact]
    public async Task Sections_federations_and_the_graph_are_followed_too()
    {
        await using var service = await StrikeAsync();
        await service.RunAsync("federations", "found", "geneva", "--name", "x", "--level", "local", "--country", "CH");
        using var leave = new CancellationTokenSource();
        var (section, first) = Watch(service, leave, "sections", "watch", "masons");
        (await section.NextWithAsync("masons")).ShouldBe(
            "masons open calls: 0, unanswered: 0; open promises: 0; warnings: 0");
        var (federation, second) = Watch(service, leave, "federations", "watch", "geneva", "--json");
        Position(await federation.NextWithAsync("federations/geneva")).ShouldBeGreaterThan(0);
        var (graph, third) = Watch(service, leave, "graph", "--watch");
        (await graph.NextWithAsync("open")).ShouldBe("open strikes: 1");

        (await GiveAsync(service, "25", "first")).ExitCode.ShouldBe(ExitCodes.Ok);
        (await graph.NextWithAsync("25.00 CHF")).ShouldBe("open strikes: 1; 25.00 CHF received, 0.00 CHF on its way");
        await leave.CancelAsync();
        (await Task.WhenAll(first, second, third)).ShouldAllBe(code => code == ExitCodes.Ok);
    }

    [Fact]
    public async Task A_strike_that_nobody_declared_is_an_error()
    {
        await using var service = await Service.StartAsync();
        var ran = await service.RunAsync("watch", "nobody");

        ran.ShouldBe(new Ran(ExitCodes.Refused, "",
            "solidarity: strike nobody does not exist. Declare it first, or check the id." + Environment.NewLine));
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
        return service;
    }

    private static Task<Ran> GiveAsync(Service service, string francs, string id) => service.RunAsync(
        "strikes", "receive", "masons", "masons-1868", francs, "CHF", "--from", "a reader", "--id", id);

    private static (LineWriter Lines, Task<int> Watching) Watch(
        Service service, CancellationTokenSource leave, params string[] args)
    {
        var lines = new LineWriter();
        var watching = Cli.Program.RunAsync(
            [.. args, "--server", service.Address], TextReader.Null, lines, TextWriter.Null, interactive: false,
            leave.Token);
        return (lines, watching);
    }

    private static long Position(string line)
    {
        using var json = JsonDocument.Parse(line);
        return json.RootElement.GetProperty("position").GetInt64();
    }
}
