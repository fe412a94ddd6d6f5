using Solidarity.Server.Tests.Hosting;
using static Solidarity.Server.Tests.Hosting.Story;

namespace Solidarity.Server.Tests.Hostile;

/// <summary>
/// Members of a federation who strike, call, pledge and are paid, a round after the other, as if they were alone. Every
/// command must be accepted and every view must answer; how long each pledge took is kept.
/// </summary>
internal sealed class HonestSide(TestServer server)
{
    public const int PledgeFrancs = 5;
    public const int PayFrancs = 2;
    private const int DepositFrancs = 10;

    /// <summary>In this round, and again after as many, somebody strikes and calls, and somebody joins.</summary>
    private const int EventEvery = 20;

    private readonly List<long> _pledgeTicks = [];
    private int _rounds;
    private int _paid;

    public int Rounds => _rounds;

    public static Victims Victims => new(Geneva, Joiners, Masons, Strike);

    public long ExpectedFundMinor => (long)(_rounds * PledgeFrancs - _paid * PayFrancs) * 100;

    /// <summary>The time that 99 of 100 pledges were answered in, in milliseconds, of those since the last call.
    /// </summary>
    public double TakeP99Ms()
    {
        var sorted = _pledgeTicks.Order().ToArray();
        _pledgeTicks.Clear();
        return Stopwatch.GetElapsedTime(0, sorted[(int)Math.Ceiling(0.99 * sorted.Length) - 1]).TotalMilliseconds;
    }

    public async Task RunAsync(int rounds)
    {
        for (var round = 0; round < rounds; round++, _rounds++)
        {
            await GiveAsync();
            if (_rounds % EventEvery == 0)
                await StrikeAndJoinAsync();
            if (_rounds % EventEvery == EventEvery - 1)
                await PayAsync();
            await LookAsync();
        }
    }

    /// <summary>What was given has arrived, whoever else did what; and everybody can be asked for everything.</summary>
    public async Task CheckAsync()
    {
        await server.QuietAsync();
        (await server.BalanceAsync(Masons, "strike-fund:masons-1868")).ShouldBe(ExpectedFundMinor);
        var board = await server.Strikes.GetBoardAsync(new() { Name = Strike });
        board.Money.Single(money => money.Currency.CurrencyCode == "CHF").ReceivedMinorUnits
            .ShouldBe((long)_rounds * PledgeFrancs * 100);
        var inbox = await server.Calls.ListInboxAsync(new() { Section = Joiners, PageSize = 1_000 });
        for (var round = 0; round < _rounds; round += EventEvery)
            inbox.Calls.ShouldContain(call => call.Strike == $"strikes/honest-{round}");
        await LookAsync();
    }

    private async Task GiveAsync()
    {
        await server.DepositAsync(Joiners, DepositFrancs);
        var pledge = server.PledgeOf(Joiners, $"honest-{_rounds}", PledgeFrancs);
        pledge.HonourNow = true;
        var started = Stopwatch.GetTimestamp();
        await server.Pledges.PledgeAsync(pledge);
        _pledgeTicks.Add(Stopwatch.GetTimestamp() - started);
    }

    private async Task StrikeAndJoinAsync()
    {
        var id = $"honest-{_rounds}";
        await server.FoundSectionAsync(id);
        await server.Sections.AskAffiliationAsync(new()
        {
            RequestId = server.NewId(),
            Member = $"sections/{id}",
            Federation = Geneva,
        });
        await UntilAsync(async () =>
            (await server.Sections.GetSectionAsync(new() { Name = $"sections/{id}" })).Affiliations.Count > 0);
        await AdmitAsync($"sections/{id}");
        await server.DeclareAsync($"sections/{id}", id);
        await server.CallAsync($"sections/{id}", $"strikes/{id}");
    }

    /// <summary>The question may be on its way still: then the federation does not know the section.</summary>
    private Task AdmitAsync(string member) => UntilAsync(async () =>
    {
        try
        {
            await server.Federations.AdmitMemberAsync(new()
            {
                RequestId = server.NewId(),
                Federation = Geneva,
                Member = member,
            });
            return true;
        }
        catch (Grpc.Core.RpcException refused) when (refused.StatusCode == Grpc.Core.StatusCode.FailedPrecondition)
        {
            return false;
        }
    });

    private async Task PayAsync()
    {
        await UntilAsync(async () =>
            await server.BalanceAsync(Masons, "strike-fund:masons-1868") >= PayFrancs * 100);
        await server.Strikes.PayStrikePayAsync(new()
        {
            RequestId = server.NewId(),
            Section = Masons,
            Strike = Strike,
            Amount = Francs(PayFrancs),
            Memo = "bread",
            Again = true,
        });
        _paid++;
    }

    private async Task LookAsync()
    {
        // The clock stands still, and feeds rest by it.
        server.PassPause();
        await server.Strikes.GetBoardAsync(new() { Name = Strike });
        await server.Strikes.ListBoardsAsync(new() { PageSize = 10 });
        await server.Sections.GetSectionBoardAsync(new() { Name = Joiners });
        await server.Books.GetStatementAsync(new() { Body = Joiners, PageSize = 10 });
        await server.Federations.GetFederationBoardAsync(new() { Name = Geneva });
        await server.Calls.ListInboxAsync(new() { Section = Joiners });
        await server.Graph.GetGraphAsync(new());
    }

    /// <summary>Each try asks the service, which takes its time; so this neither sleeps nor spins.</summary>
    private static async Task UntilAsync(Func<Task<bool>> isSo)
    {
        var deadline = TestServer.Deadline();
        while (!await isSo())
            deadline.ThrowIfCancellationRequested();
    }
}
