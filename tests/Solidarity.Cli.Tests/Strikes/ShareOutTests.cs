using System.Text.Json;
using Solidarity.Cli.Tests.Services;

namespace Solidarity.Cli.Tests.Strikes;

/// <summary>What is left of a fund is shared out once, however many treasurers do it at the same time.</summary>
public sealed class ShareOutTests
{
    private const int Treasurers = 4;

    [Fact]
    public async Task Several_who_share_out_at_once_return_each_share_once()
    {
        await using var service = await Service.StartAsync();
        await DoAsync("federations", "found", "geneva", "--name", "Sections of Geneva", "--level", "local",
            "--country", "CH");
        foreach (var id in (string[])["tailors", "joiners", "masons"])
        {
            await DoAsync("sections", "found", id, "--name", id, "--trade", id, "--locality", "Geneva",
                "--country", "CH", "--currency", "CHF");
            await DoAsync("affiliate", $"sections/{id}", "geneva");
            await DoAsync("federations", "admit", "geneva", $"sections/{id}");
            await DoAsync("corridors", "open", $"sections/{id}", "federations/geneva", "CHF", "--settled-by", "books");
            await DoAsync("corridors", "open", "federations/geneva", $"sections/{id}", "CHF", "--settled-by", "books");
        }
        await DoAsync("strikes", "declare", "tailors", "hats", "--start", "1868-04-23");
        await DoAsync("call", "tailors", "hats", "--scope", "local");
        foreach (var (id, sum) in ((string, string)[])[("joiners", "20"), ("masons", "10")])
        {
            await DoAsync("deposit", id, "100", "CHF");
            await DoAsync("pledge", id, "hats", sum, "CHF", "--authority", "assembly");
        }
        await DoAsync("strikes", "end", "tailors", "hats", "won");
        await DoAsync("strikes", "pay", "tailors", "hats", "29.96", "CHF", "--memo", "the last week");

        string[] share = ["strikes", "share-out", "tailors", "hats", "--authority", "assembly"];
        var all = await Task.WhenAll(Enumerable.Range(0, Treasurers).Select(_ => service.RunAsync(share)));

        all.ShouldAllBe(ran => ran.ExitCode == 0, string.Join('\n', all.Select(ran => ran.Error)));
        var shared = await JsonAsync("strikes", "shares", "tailors", "hats");
        shared.GetProperty("shares").EnumerateArray().Select(row => (
            row.GetProperty("returned").GetProperty("minor").GetInt64(),
            row.GetProperty("due").GetProperty("minor").GetInt64(),
            row.GetProperty("times").GetInt32())).ShouldBe([(3, 0, 1), (1, 0, 1)]);
        shared.GetProperty("funds")[0].GetProperty("left").GetProperty("minor").GetInt64().ShouldBe(0);

        async Task DoAsync(params string[] args)
        {
            var ran = await service.RunAsync(args);
            ran.ExitCode.ShouldBe(0, ran.Error);
        }

        async Task<JsonElement> JsonAsync(params string[] args) =>
            JsonDocument.Parse((await service.RunAsync([.. args, "--json"])).Output).RootElement;
    }
}
