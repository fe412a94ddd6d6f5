using Grpc.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Solidarity.Commands.Client;
using Solidarity.Commands.Failures;
using Solidarity.Domain.Bodies;
using Solidarity.Server;
using Solidarity.Storage;
using Solidarity.Views.Audit;

namespace Solidarity.Demos.Seizures;

/// <summary>
/// Lives through the seizure of a hub. The service runs in this process, and everything is asked of it over its API.
/// Only that the hub falls silent cannot be asked of a service: there the letters for it are kept back
/// (<see cref="SilentBody"/>). What follows from that is each treasury's own decision.
/// </summary>
internal sealed class Seizure
{
    private readonly SeizurePlan _plan;
    private readonly SeizureSize _size;
    private readonly SolidarityServer _server;
    private readonly Connections _connections;
    private readonly SeizureState _state;
    private readonly SilentBody _hub;
    private readonly IJournal _journal;
    private readonly CancellationToken _cancelled;

    private Seizure(
        SeizureSize size, SolidarityServer server, Connections connections, SeizureState state,
        CancellationToken cancelled)
    {
        (_size, _server, _connections, _state, _cancelled) = (size, server, connections, state, cancelled);
        _plan = new SeizurePlan(size.Sections);
        _hub = new SilentBody(server, Address.Parse(SeizurePlan.Hub));
        _journal = server.Services.GetRequiredService<IJournal>();
    }

    private Services Services => _connections.First;

    private CallOptions Options => new(cancellationToken: _cancelled);

    /// <exception cref="CheckFailedException">A figure is not what it must be.</exception>
    public static async Task<SeizureReport> RunAsync(
        SeizureSize size, string folder, SeizureState state, CancellationToken cancelled)
    {
        SeizureFindings found;
        // Broken off in the middle, the dispatcher would warn of all that it has not delivered.
        var options = new ServerOptions { DataFolder = folder, LogLevel = LogLevel.Error };
        await using (var server = await SilentBody.StartServerAsync(options, cancelled))
        {
            using var connections = new Connections(server.Address);
            found = await new Seizure(size, server, connections, state, cancelled).LiveThroughAsync();
        }
        state.At(T("the books are checked"), 0, 0);
        var audit = await OfflineAudit.RunAsync(folder, null, cancelled);
        SeizureChecks.Check(new SeizurePlan(size.Sections), size, found, audit);
        return new SeizureReport(size, state.Phases, found, audit, Data: null);
    }

    private async Task<SeizureFindings> LiveThroughAsync()
    {
        await BuildAsync();
        await using var watch = await SeizureWatch.StartAsync(Services, _state, _cancelled);
        await MeasureAsync("money flows", "pledges arrived over the hub", () => PledgeAsync(_plan.Flowing));
        await SeizeAsync();
        await QuarantineAsync();
        await MeasureAsync("round the hub", "pledges more were sent", () => PledgeAsync(_plan.Afterwards));
        var (seized, claims) = (await TransfersAsync(), await ClaimsAsync());
        var board = await BoardAsync();
        await TellAsync(seized);
        if (_size.Freed)
            await FreeAsync(seized, claims);
        await MeasureAsync("at the end", "pledges more were sent", () => PledgeAsync(_plan.Last));
        await watch.EndAsync();
        return new SeizureFindings(
            seized, claims, board, await TransfersAsync(), await ClaimsAsync(), await BoardAsync(), await FundAsync(),
            _state.Story, watch.Boards, _journal.Position);
    }

    private async Task BuildAsync()
    {
        await MeasureAsync("world", "sections founded, with money and ways for it", async () =>
        {
            await new SeizureWorld(
                _plan, _server, _connections, (what, done, total) => _state.At(what, done, total), _cancelled)
                .BuildAsync();
            return _plan.Sections;
        });
        await MeasureAsync("call", "sections have it", async () =>
        {
            await Services.Strikes.DeclareStrikeAsync(SeizureRequests.Declare(), Options);
            await QuietAsync();
            await Services.Calls.CallForAidAsync(SeizureRequests.Call(_plan.Need), Options);
            await QuietAsync();
            return (await BoardAsync()).Delivery.Reached;
        });
    }

    /// <summary>The hub answers more and more rarely, and then no more. Who sends meanwhile does not know.</summary>
    private Task SeizeAsync() => MeasureAsync("the hub is seized", "pledges were on their way over it", async () =>
    {
        _hub.FallSilent();
        var count = await PledgeAsync(_plan.SaidSent);
        // It promises its carriage, and the money is sent to it.
        await _hub.AnswerFirstAsync(await _hub.CountWaitingAsync(_cancelled), _cancelled);
        // Others ask for carriage.
        count += await PledgeAsync(_plan.OnTheWay);
        var lastLetters = await _hub.CountWaitingAsync(_cancelled);
        count += await PledgeAsync(_plan.Waiting);
        // The town of the strike hears of it first, and what the hub writes after that does not count there any more.
        await QuarantineAsync(SeizureTowns.Geneva);
        await _hub.AnswerFirstAsync(lastLetters, _cancelled);
        return count;
    });

    /// <summary>The news goes from town to town, and each decides for itself.</summary>
    private Task QuarantineAsync() => MeasureAsync("quarantine", "towns trust the hub no more", async () =>
    {
        var pace = new SeizurePace(_size.PerSecond);
        foreach (var town in SeizureTowns.Others)
        {
            await pace.NextAsync(_cancelled);
            await QuarantineAsync(town);
            _state.At(T("quarantine"), _state.Decisions.Length, SeizureTowns.All.Count());
        }
        return _state.Decisions.Length;
    });

    private async Task QuarantineAsync(SeizureTown town)
    {
        await Services.Corridors.QuarantineNeighbourAsync(SeizureRequests.Quarantine(town), Options);
        _state.Decided(town.Federation, lifted: false);
        await QuietAsync();
    }

    /// <summary>The hub is free: its neighbours trust it again, one after the other; it answers what has waited; what
    /// it said that it had sent is found to be there; and what had no way is sent once more.</summary>
    private async Task FreeAsync(SeizureTransfers seized, V1.Claim[] claims)
    {
        await MeasureAsync("the hub is freed", "towns trust it again", async () =>
        {
            foreach (var town in SeizureTowns.All)
            {
                await Services.Corridors.LiftQuarantineAsync(SeizureRequests.Lift(town), Options);
                _state.Decided(town.Federation, lifted: true);
            }
            await QuietAsync();
            return SeizureTowns.All.Count();
        });
        await MeasureAsync("it answers", "letters that had waited for it", async () =>
        {
            var waiting = await _hub.CountWaitingAsync(_cancelled);
            await _hub.SpeakAsync(_cancelled);
            return waiting;
        });
        await MeasureAsync("claims", "sums were found to be there", async () =>
        {
            var toConfirm = claims.Where(claim => claim.Kind == V1.ClaimKind.ToConfirm).ToArray();
            foreach (var claim in toConfirm)
                await Services.Corridors.ConfirmClaimAsync(SeizureRequests.Confirm(claim), Options);
            await QuietAsync();
            return toConfirm.Length;
        });
        await MeasureAsync("sent again", "pledges that had come back", async () =>
        {
            var returned = seized.Of(V1.TransferPhase.Returned).ToArray();
            foreach (var transfer in returned)
                await Services.Pledges.HonourPledgeAsync(SeizureRequests.Honour(transfer.Source), Options);
            await QuietAsync();
            return returned.Length;
        });
    }

    private async Task<long> PledgeAsync(Range range)
    {
        var givers = _plan.Givers[range];
        var name = _state.Now.Name;
        await new SeizurePace(_size.PerSecond).EachAsync(
            _connections, givers.Length,
            (services, number) => services.Pledges.PledgeAsync(
                SeizureRequests.Pledge(givers[number]), Options).ResponseAsync,
            done => _state.At(name, done, givers.Length), _cancelled);
        await QuietAsync();
        return givers.Length;
    }

    /// <summary>Reads the story of one that went round the hub.</summary>
    private async Task TellAsync(SeizureTransfers transfers)
    {
        if (transfers.WentRound is not { } transfer)
            return;
        var request = new V1.ListTransferStepsRequest { Name = transfer.Name };
        var steps = await Paging.AllAsync(
            request, Services.Transfers.ListTransferStepsAsync, page => page.Steps, () => Options);
        _state.Story = new SeizureStory(transfer, [.. steps]);
    }

    private Task QuietAsync() => _server.QuietAsync(_cancelled);

    private Task<SeizureTransfers> TransfersAsync() => SeizureTransfers.ReadAsync(Services, Options);

    private async Task<V1.Board> BoardAsync() => await Services.Strikes.GetBoardAsync(
        new V1.GetBoardRequest { Name = SeizurePlan.Strike, View = V1.BoardView.Summary }, Options);

    private async Task<V1.Claim[]> ClaimsAsync() => [.. await Paging.AllAsync(
        new V1.ListClaimsRequest(), Services.Corridors.ListClaimsAsync, page => page.Claims, () => Options)];

    /// <summary>What the striking section's own book has for the strike, in minor units.</summary>
    private async Task<long> FundAsync()
    {
        var balances = await Services.Books.GetBalancesAsync(
            new V1.GetBalancesRequest { Body = SeizurePlan.Striking }, Options);
        return balances.Balances
            .Where(balance => balance.Account == $"strike-fund:{SeizurePlan.StrikeId}")
            .Sum(balance => balance.Amount.MinorUnits);
    }

    private Task MeasureAsync(Wording name, Wording what, Func<Task<long>> work) =>
        _state.MeasureAsync(name, what, _journal, work);
}
