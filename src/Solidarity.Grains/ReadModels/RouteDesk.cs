using System.Collections.Immutable;
using Solidarity.Domain.Bodies;
using Solidarity.Domain.Decisions;
using Solidarity.Domain.Money;
using Solidarity.Domain.Routes;
using Solidarity.Domain.Routing;
using Solidarity.Domain.Transfers;
using Solidarity.Domain.Treasuries.Hops;

namespace Solidarity.Grains.ReadModels;

/// <summary>What a transfer would cost and bring if it began now. Nothing is held for it.</summary>
/// <param name="Route">Null where there is none; <paramref name="Reason"/> says why.</param>
/// <param name="ArrivesAt">When the money is expected, by the corridors' own delays.</param>
/// <param name="RatesUntil">How long all rates on the way would stand once held; null where nothing is exchanged.
/// </param>
public sealed record TransferQuote(
    Route? Route, string Reason, DateTimeOffset ArrivesAt, DateTimeOffset? RatesUntil);

/// <summary>Plans routes for transfers over the corridors as they stand in treasuries. Nobody waits for a search: each
/// treasury is taken as it is when the search comes to it, so the corridors of a route need not all have stood so at
/// one moment, and each holder along it checks its own hop. A search is bounded
/// (<see cref="RoutePlanner.StepsMax"/>).</summary>
public sealed class RouteDesk(Projector projector) : IDisposable
{
    /// <summary>How many quotes are looked for at once. Transfers do not wait for them.</summary>
    public const int QuotesMax = 2;

    /// <summary>How many more wait for their turn; what comes beyond is refused.</summary>
    public const int QuotesWaitingMax = 50;

    private readonly SemaphoreSlim _seats = new(QuotesMax);
    private int _quotes;

    /// <summary>The answer to a transfer's question for a route: one that it can take, or that there is none.</summary>
    public async Task<TransferCommand> PlanAsync(TransferCommand.PlanRoute question, DateTimeOffset at)
    {
        await projector.WaitForLatestAsync();
        // A repayment counts only in the currency of the loan.
        var only = question.Delivery is Purpose.ToLender ? question.Amount.Currency : (Currency?)null;
        var planned = Plan(question.From, question.Delivery.Receiver, question.Amount, only, question.Excluded, at);
        return planned.Route is { } route
            ? new TransferCommand.TakeRoute(question.Plan, route, planned.DelayHours)
            : new TransferCommand.FindNoRoute(question.Plan, planned.Reason);
    }

    /// <summary>What a transfer to a section's strike fund would be like; or the refusal, where too many ask.</summary>
    public async Task<(TransferQuote? Quote, Refusal? Refusal)> QuoteAsync(
        Address from, SectionId receiver, Amount amount, DateTimeOffset at,
        CancellationToken cancellationToken = default)
    {
        try
        {
            if (Interlocked.Increment(ref _quotes) > QuotesMax + QuotesWaitingMax)
                return (null, CommonRefusals.LimitReached(nameof(QuotesWaitingMax), QuotesWaitingMax,
                    "too many quotes are being looked for; try again in a moment"));
            await _seats.WaitAsync(cancellationToken);
            try
            {
                await projector.WaitForLatestAsync(cancellationToken);
                return (Quote(Plan(from, receiver, amount, only: null, [], at), at), null);
            }
            finally
            {
                _seats.Release();
            }
        }
        finally
        {
            Interlocked.Decrement(ref _quotes);
        }
    }

    public void Dispose() => _seats.Dispose();

    private PlannedRoute Plan(
        Address from, SectionId receiver, Amount amount, Currency? only, ImmutableArray<ExcludedCorridor> excluded,
        DateTimeOffset at)
    {
        var bodies = projector.Bodies;
        if (bodies.Sections.Find(receiver.Value) is not { Founded: true } section)
            return new PlannedRoute(null, $"section {receiver} does not exist");
        var accepted = only is { } currency ? [currency] : section.Currencies;
        return RoutePlanner.Plan(bodies.TreasuryOf, from, receiver, amount, accepted, excluded.ToHashSet(), at);
    }

    private static TransferQuote Quote(PlannedRoute planned, DateTimeOffset at)
    {
        if (planned.Route is not { } route)
            return new TransferQuote(null, planned.Reason, at, null);
        var delays = planned.DelayHours;
        // Behind a hop that people settle, rates are quoted when they have acted.
        var holds = RouteTimes.Expiries(at, route, delays);
        DateTimeOffset? until = null;
        for (var i = 0; i < holds.Length; i++)
        {
            if (route.Hops[i].Given.Currency == route.Hops[i].Arrives.Currency)
                continue;
            var stands = planned.Terms[i].QuoteHours is { } quoted && at.AddHours(quoted) < holds[i]
                ? at.AddHours(quoted)
                : holds[i];
            until = until is null || stands < until ? stands : until;
        }
        return new TransferQuote(route, "", RouteTimes.Arrival(at, delays), until);
    }
}
