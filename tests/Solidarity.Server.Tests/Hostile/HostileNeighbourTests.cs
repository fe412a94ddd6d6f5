using Solidarity.Server.Tests.Hosting;
using Solidarity.Server.Tests.Limits;
using Solidarity.Views.Audit;
using Xunit.Abstractions;
using static Solidarity.Server.Tests.Hosting.Story;

namespace Solidarity.Server.Tests.Hostile;

/// <summary>
/// Strangers do all that ordinary requests allow, at random and together, while honest sections strike, call, pledge
/// and are paid. <c>SOLIDARITY_HOSTILE</c> sets the steps of attacks (2,000 by default), <c>SOLIDARITY_SEED</c> their
/// order. How much slower the honest get is measured by the benchmark <c>hostile</c>.
/// </summary>
[Collection(nameof(Alone))]
public sealed class HostileNeighbourTests(ITestOutputHelper output)
{
    private const int StepsUsual = 2_000;
    private const int Callers = 4;
    private const int Rounds = 60;

    /// <summary>A section may give to one strike only so often.</summary>
    private const int RoundsMax = 420;

    /// <summary>The most bytes of journal that a stranger's request may cost, on average over all attacks.</summary>
    private const int JournalBytesPerRequestMax = 24 * 1024;

    /// <summary>The most bytes of memory that a stranger's request may leave behind, on average over all attacks.
    /// </summary>
    private const int MemoryBytesPerRequestMax = 64 * 1024;

    [Fact]
    public async Task The_honest_are_answered_paid_and_shown_whatever_strangers_do()
    {
        var seed = Setting("SOLIDARITY_SEED", Random.Shared.Next());
        output.WriteLine($"SOLIDARITY_SEED={seed}");
        using var folder = new TempFolder();
        HonestSide honest;
        await using (var server = await TestServer.StartAsync(folder.Path))
        {
            await BeginAsync(server);
            honest = new HonestSide(server);
            var empty = SizeOf(folder);
            await honest.RunAsync(Rounds);
            await server.QuietAsync();
            var (journal, memory) = (SizeOf(folder), GC.GetTotalMemory(forceFullCollection: true));
            var round = (journal - empty) / Rounds;
            output.WriteLine($"pledges alone: p99 {honest.TakeP99Ms():F2} ms; a round of the honest {round} bytes");

            using var strangers = new Strangers(server.Server.Address, HonestSide.Victims, seed);
            await AttackAsync(strangers, honest);
            await server.QuietAsync();
            var asked = strangers.Answers.Values.Sum();
            output.WriteLine($"pledges beside strangers: p99 {honest.TakeP99Ms():F2} ms");
            output.WriteLine($"{asked} requests of strangers: {string.Join(", ", strangers.Answers)}");
            var (journalEach, memoryEach) = (
                (SizeOf(folder) - journal - round * (honest.Rounds - Rounds)) / asked,
                (GC.GetTotalMemory(forceFullCollection: true) - memory) / asked);
            output.WriteLine($"each left {journalEach} bytes of journal and {memoryEach} bytes of memory");

            strangers.Faults.ShouldBeEmpty();
            await honest.CheckAsync();
            memoryEach.ShouldBeLessThan(MemoryBytesPerRequestMax);
            journalEach.ShouldBeLessThan(JournalBytesPerRequestMax);
        }
        await CheckAfterRestartAsync(folder, honest.ExpectedFundMinor);
        var audit = await OfflineAudit.RunAsync(folder.Path);
        audit.First.ShouldBeNull();
        audit.ChainHolds.ShouldBeTrue();
    }

    /// <summary>The usual story, and one neighbour too many: the federation has agreed to a corridor from a treasury
    /// that turns out to be the strangers'.</summary>
    private static async Task BeginAsync(TestServer server)
    {
        await server.BeginStoryAsync();
        await server.FoundSectionAsync("neighbour");
        await server.OpenAsync(Victims.SlowNeighbour, Geneva);
        await server.Corridors.SetPassingLimitAsync(new()
        {
            RequestId = server.NewId(),
            Body = Geneva,
            Currency = Chf,
            MaxMinorUnits = 100_000_00,
        });
    }

    /// <summary>The honest go on for as long as the strangers do, or until they have given all that they may.</summary>
    private static async Task AttackAsync(Strangers strangers, HonestSide honest)
    {
        var attack = strangers.RunAsync(Setting("SOLIDARITY_HOSTILE", StepsUsual), Callers, CancellationToken.None);
        do
            await honest.RunAsync(Rounds);
        while (!attack.IsCompleted && honest.Rounds < RoundsMax);
        await attack;
    }

    private static async Task CheckAfterRestartAsync(TempFolder folder, long expectedFundMinor)
    {
        await using var server = await TestServer.StartAsync(folder.Path);
        await server.QuietAsync();
        (await server.BalanceAsync(Masons, "strike-fund:masons-1868")).ShouldBe(expectedFundMinor);
        await server.DepositAsync(Printers, 100);
        var pledge = server.PledgeOf(Printers, "after-restart", 50);
        pledge.HonourNow = true;
        await server.Pledges.PledgeAsync(pledge);
        await server.QuietAsync();
        (await server.BalanceAsync(Masons, "strike-fund:masons-1868")).ShouldBe(expectedFundMinor + 50_00);
        (await server.Graph.GetGraphAsync(new())).Strikes.ShouldNotBeEmpty();
    }

    private static long SizeOf(TempFolder folder) =>
        new DirectoryInfo(folder.Path).EnumerateFiles().Sum(file => file.Length);

    private static int Setting(string name, int usual) =>
        int.TryParse(Environment.GetEnvironmentVariable(name), CultureInfo.InvariantCulture, out var value)
            ? value
            : usual;
}
