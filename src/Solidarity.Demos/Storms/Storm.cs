using Grpc.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Solidarity.Commands.Client;
using Solidarity.Commands.CommandLine;
using Solidarity.Commands.Failures;
using Solidarity.Commands.Terminals;
using Solidarity.Domain.Money;
using Solidarity.Server;
using Solidarity.Storage;

namespace Solidarity.Demos.Storms;

/// <summary>Lives through a storm, one phase after the other. The service runs in this process, and but for the making
/// of the world everything is asked of it over its API.</summary>
internal sealed class Storm
{
    private readonly StormState _state;
    private readonly CancellationToken _cancelled;
    private readonly SolidarityServer _server;
    private readonly Connections _connections;
    private readonly StormPlan _plan;
    private readonly StormWorld _world;
    private readonly IJournal _journal;

    private Storm(
        StormPlan plan, SolidarityServer server, Connections connections, StormState state,
        CancellationToken cancelled)
    {
        (_plan, _server, _connections, _state, _cancelled) = (plan, server, connections, state, cancelled);
        _world = new StormWorld(server, plan);
        _journal = server.Services.GetRequiredService<IJournal>();
        state.Journal = _journal;
    }

    /// <exception cref="CheckFailedException">A figure is not what it must be.</exception>
    public static async Task<StormReport> RunAsync(
        StormSize size, string folder, StormState state, CancellationToken cancelled)
    {
        var plan = new StormPlan(size.Sections, size.Pledges);
        // Broken off in the middle, the dispatcher would warn of all that it has not delivered.
        var options = new ServerOptions { DataFolder = folder, LogLevel = LogLevel.Error };
        await using var server = await SolidarityServer.StartAsync(options, cancelled);
        using var connections = new Connections(server.Address);
        return await new Storm(plan, server, connections, state, cancelled).LiveThroughAsync(size);
    }

    private async Task<StormReport> LiveThroughAsync(StormSize size)
    {
        await MeasureAsync("world", "sections founded and affiliated", async () =>
        {
            await _world.BuildAsync(
                new DirectProgress<StormProgress>(at => _state.At(at.What, at.Done, at.Total)), _cancelled);
            return _plan.Sections;
        });
        await AskAsync(services => services.Strikes.DeclareStrikeAsync(StormRequests.Declare(), Options));
        // The section has answered; the strike's board is there when the strike has heard of it.
        await _server.QuietAsync(_cancelled);
        await using var watchers = await StormWatchers.StartAsync(
            _connections, StormRequests.Strike, size.Watchers, _state, _cancelled);
        await CallAsync();
        watchers.BeginPauses();
        var promises = await AnswerAsync();
        watchers.EndPauses();
        var answered = await BoardAsync();
        CheckAnswers(answered);
        await PayAsync();
        var inboxes = await EndAsync();
        var watched = await watchers.EndAsync();
        using var process = Process.GetCurrentProcess();
        return new StormReport(
            size, _plan.Federations.Federations, _state.Phases, answered, inboxes, promises, watched,
            _journal.Position, _state.Bytes, process.PeakWorkingSet64, Data: null);
    }

    /// <summary>The warning goes to everybody whom it concerns; the call wider and wider, each time to those who do not
    /// have it yet.</summary>
    private async Task CallAsync()
    {
        await MeasureAsync("warning", "sections warned", async () =>
        {
            await AskAsync(services => services.Warnings.GiveWarningAsync(StormRequests.Warn(), Options));
            return (await _world.ReadInboxesAsync(_cancelled)).Warned;
        });
        Check("warned", _plan.Warned, _state.Phases[^1].Count);
        var before = 0;
        foreach (var scope in new[] { V1.Level.Local, V1.Level.Regional, V1.Level.National, V1.Level.International })
        {
            await MeasureAsync($"call, {EnumText.Plain(scope)}", "sections reached", async () =>
            {
                await AskAsync(services =>
                    services.Calls.CallForAidAsync(StormRequests.Call(scope, _plan.Need), Options));
                var reached = (await _world.ReadInboxesAsync(_cancelled)).Reached;
                var more = reached - before;
                before = reached;
                return more;
            });
        }
        Check("reached", _plan.Sections - 1, before);
    }

    /// <summary>Gives how long each promise took.</summary>
    private async Task<long[]> AnswerAsync()
    {
        var (pledges, sent) = (_plan.Pledges, _plan.Sent);
        await SendAsync("pledges sent", "pledges that arrived", sent, (services, number) =>
            PledgeAsync(services, number, now: true));
        var promises = await SendAsync("promises", "pledges", pledges - sent, (services, number) =>
            PledgeAsync(services, sent + number, now: false));
        await SendAsync("declined", "answers", _plan.Declines, (services, number) => services.Calls
            .DeclineCallAsync(StormRequests.Decline(_plan.Answering(pledges + number)), Options).ResponseAsync);
        await SendAsync("lodging", "offers", _plan.Offers, (services, number) => services.Support.OfferSupportAsync(
            StormRequests.Lodging(_plan.Answering(pledges + _plan.Declines + number)), Options).ResponseAsync);
        return promises;
    }

    private Task<V1.CommandReply> PledgeAsync(Services services, int number, bool now)
    {
        var section = _plan.Answering(number);
        var request = StormRequests.Pledge(section, _plan.PledgeOf(section), now);
        return services.Pledges.PledgeAsync(request, Options).ResponseAsync;
    }

    private async Task<long[]> SendAsync(Wording name, Wording what, int count, Func<Services, int, Task> send)
    {
        long[] took = [];
        if (count > 0)
            await MeasureAsync(name, what, async () =>
            {
                took = await _connections.EachAsync(
                    count, send, done => _state.At(T(name), done, count), _cancelled);
                await _server.QuietAsync(_cancelled);
                return count;
            });
        return took;
    }

    private Task PayAsync() => MeasureAsync("strike pay", "payment", async () =>
    {
        var half = new Amount(_plan.Arriving.Minor / 2, StormPlan.Home);
        await AskAsync(services => services.Strikes.PayStrikePayAsync(StormRequests.Pay(half), Options));
        await _server.QuietAsync(_cancelled);
        var paid = Home(await BoardAsync()).PaidOutMinorUnits;
        Check("centimes paid to strikers", half.Minor, paid);
        return 1;
    });

    private async Task<StormInboxes> EndAsync()
    {
        await MeasureAsync("narrowed to national", "sections that it asks no more", async () =>
        {
            await AskAsync(services => services.Calls.NarrowCallAsync(StormRequests.Narrow(), Options));
            return (await _world.ReadInboxesAsync(_cancelled)).Closed;
        });
        var inboxes = default(StormInboxes);
        await MeasureAsync("strike won", "sections told", async () =>
        {
            await AskAsync(services => services.Strikes.EndStrikeAsync(StormRequests.End(), Options));
            inboxes = await _world.ReadInboxesAsync(_cancelled);
            return inboxes.Over;
        });
        Check("told of the end", _plan.Sections - 1, inboxes!.Over);
        Check("told that the warning is over", _plan.Warned, inboxes.WarningsOver);
        return inboxes;
    }

    private void CheckAnswers(V1.Board board)
    {
        Check("on the board as reached", _plan.Sections - 1, board.Delivery.Reached);
        Check("on the board as pledged", _plan.Pledges, board.Answers.Pledged);
        Check("on the board as declined", _plan.Declines, board.Answers.Declined);
        Check("on the board as offering lodging", _plan.Offers, board.Answers.Supported);
        Check("centimes that arrived", _plan.Arriving.Minor, Home(board).ReceivedMinorUnits);
        foreach (var money in board.Money)
        {
            var currency = Currency.Of(money.Currency.CurrencyCode, money.Currency.UnitsPerMajor);
            Check(
                $"minor units of {currency} promised", _plan.Promised.GetValueOrDefault(currency),
                money.PledgedMinorUnits);
        }
    }

    private static void Check(Wording what, long expected, long found)
    {
        if (found != expected)
            throw new CheckFailedException("STORM_COUNT",
                $"The figures do not agree: {what} should be {Counting.Of(expected)}, and is {Counting.Of(found)}.");
    }

    private static V1.BoardMoney Home(V1.Board board) =>
        board.Money.SingleOrDefault(money => money.Currency.CurrencyCode == StormPlan.Home.Code)
        ?? new V1.BoardMoney();

    private async Task<V1.Board> BoardAsync() => await _connections.First.Strikes.GetBoardAsync(
        new V1.GetBoardRequest { Name = StormRequests.Strike, View = V1.BoardView.Summary }, Options);

    private CallOptions Options => new(cancellationToken: _cancelled);

    private async Task AskAsync(Func<Services, AsyncUnaryCall<V1.CommandReply>> ask) => await ask(_connections.First);

    private Task MeasureAsync(Wording name, Wording what, Func<Task<long>> work) =>
        _state.MeasureAsync(name, what, _journal, work);
}
