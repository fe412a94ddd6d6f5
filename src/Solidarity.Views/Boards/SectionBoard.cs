using Solidarity.Domain.Bodies;
using Solidarity.Domain.Calls;
using Solidarity.Domain.Money;
using Solidarity.Domain.Sections;
using Solidarity.Domain.Sections.Inbox;
using Solidarity.Domain.Sections.Pledges;
using Solidarity.Domain.Sections.Tranches;
using Solidarity.Domain.Strikes;
using Solidarity.Domain.Strikes.Aid;
using Solidarity.Domain.Strikes.Calls;
using Solidarity.Views.Access;
using Solidarity.Views.Worlds;

namespace Solidarity.Views.Boards;

/// <summary>What lies before a section: open calls with what it might give, its own promises, warnings.</summary>
/// <param name="Calls">Open calls, unanswered first, then the latest first; at most <see cref="CallsMax"/>.</param>
/// <param name="Promises">Pledges that stand and are not honoured, by id; at most <see cref="PromisesMax"/>.</param>
/// <param name="Ahead">Promises in tranches with some to come, the next first; at most <see cref="PromisesMax"/>.
/// </param>
/// <param name="Warnings">Of strikes that go on, the latest first; at most <see cref="WarningsMax"/>.</param>
/// <remarks>Costs a pass over its open calls and its promises.</remarks>
public sealed record SectionBoard(
    Section Section, DateTimeOffset At, ImmutableArray<OpenCall> Calls, int CallsTotal, int Unanswered,
    ImmutableArray<StrikeRow> Strikes, ImmutableArray<SectionMoney> Money,
    ImmutableArray<KeyValuePair<PledgeId, Pledge>> Promises,
    ImmutableArray<KeyValuePair<PledgeId, TrancheSeries>> Ahead, ImmutableArray<HeardWarning> Warnings)
{
    public const int CallsMax = 100;
    public const int PromisesMax = 100;
    public const int WarningsMax = 100;
    public const int StrikesMax = 100;
    private const string View = "section board";

    /// <summary>How many there are in all in the lists that are cut.</summary>
    public int StrikesTotal { get; init; }

    /// <inheritdoc cref="StrikesTotal"/>
    public int PromisesTotal { get; init; }

    /// <inheritdoc cref="StrikesTotal"/>
    public int AheadTotal { get; init; }

    /// <inheritdoc cref="StrikesTotal"/>
    public int WarningsTotal { get; init; }

    public static SectionBoard Of(VisibleWorld visible, Section section, DateTimeOffset at)
    {
        var world = visible.World;
        var figures = world.Counters.Bodies.Of(section.Id);
        return new SectionBoard(
            section, at,
            [
                .. Rows.Of(
                    View,
                    figures.OpenCalls.Select(strike => section.Inbox.Calls[strike])
                        .OrderBy(call => call.Answer != Answer.Unanswered).ThenByDescending(call => call.HeardAt)
                        .ThenBy(call => call.Call.Strike).Take(CallsMax),
                    call => $"call of {call.Call.Strike}", call => OpenCall.Of(visible, section, call),
                    call => new OpenCall(call, null, Dealings.None, null, "", Faulty: true)),
            ],
            figures.OpenCalls.Count, figures.SilentCalls,
            [
                .. StrikeRow.Of(
                    View, visible, figures.Strikes.Where(world.Counters.Open.Contains).Take(StrikesMax), at),
            ],
            SectionMoney.Of(section, figures.Sums),
            [.. section.Promises.Pledges.Where(pledge => pledge.Value.State == AidState.Pledged).Take(PromisesMax)],
            [
                .. section.Promises.Tranches.Where(tranches => tranches.Value.Left > 0)
                    .OrderBy(tranches => tranches.Value.NextDue).ThenBy(tranches => tranches.Key).Take(PromisesMax),
            ],
            [
                .. section.Inbox.Warnings.Values.Where(warning => !warning.Over)
                .OrderByDescending(warning => warning.HeardAt)
                    .ThenBy(warning => warning.Warning.Strike).Take(WarningsMax),
            ])
        {
            StrikesTotal = figures.Strikes.Count(world.Counters.Open.Contains),
            PromisesTotal = section.Promises.Pledges.Count(pledge => pledge.Value.State == AidState.Pledged),
            AheadTotal = section.Promises.Tranches.Count(tranches => tranches.Value.Left > 0),
            WarningsTotal = section.Inbox.Warnings.Count(warning => !warning.Value.Over),
        };
    }

    /// <summary>The journal's position of the last entry that changed what the board shows.</summary>
    public static long ChangedAt(World world, SectionId section)
    {
        var figures = world.Counters.Bodies.Of(section);
        var changed = Math.Max(world.Sections.ChangedAt(section.Value), figures.ChangedAt);
        // What the calls ask of it hangs on who else was reached, and on what has come.
        foreach (var strike in figures.OpenCalls)
            changed = Math.Max(changed, world.Counters.Of(strike).ChangedAt);
        return changed;
    }
}

/// <summary>An open call in a section's inbox.</summary>
/// <param name="Share">What the section might give; null where there is nothing to divide, or where the striking
/// section does not show what it got: the share would tell.</param>
/// <param name="With">What has arrived either way between it and the striking section.</param>
/// <param name="WithTrade">The same with all sections of the striking section's trade; null where that is mixed.
/// </param>
/// <param name="Faulty">It cannot be shown but for whose call it is.</param>
public sealed record OpenCall(
    InboxCall Call, SuggestedShare? Share, Dealings With, Dealings? WithTrade, string Trade, bool Faulty = false)
{
    internal static OpenCall Of(VisibleWorld visible, Section section, InboxCall call)
    {
        var world = visible.World;
        var (strike, from) = (world.Strikes.Find(call.Call.Strike.Value), call.Call.Section);
        var trade = world.Sections.Find(from.Value)?.Profile.Trade ?? "";
        return new OpenCall(
            call, visible.IsHidden(from) ? null : ShareOf(world, section, strike), Between(world, section, from),
            trade.Length > 0 ? world.Counters.Bodies.Of(section.Id).With(trade) : null, trade);
    }

    private static SuggestedShare? ShareOf(World world, Section section, Strike? strike) =>
        strike?.Calls.Call?.Need is not { } need || strike.Outcome is not null || strike.Section == section.Id
            ? null
            : SuggestedShare.Of(
                need, strike.Aid.Totals.GetValueOrDefault(need.Currency, AidTotals.None), section.Profile.Members,
                world.Counters.Of(strike.Id).Members);

    private static Dealings Between(World world, Section section, SectionId other)
    {
        var (own, theirs) = (Party.Of(section.Id), Party.Of(other));
        return new Dealings(Arrived(world, own, other), Arrived(world, theirs, section.Id));
    }

    private static ImmutableSortedDictionary<Currency, Int128> Arrived(World world, Party from, SectionId to) =>
        world.Counters.Flows.Between(from, to, world.Counters.Given.Keys)
            .ToImmutableSortedDictionary(flow => flow.Currency, flow => flow.Arrived);
}

/// <summary>A section's money in one currency, in minor units.</summary>
/// <param name="Available">What it can dispose of now.</param>
public sealed record SectionMoney(Currency Currency, Int128 Available, Int128 Asked, AidTotals Gave, AidTotals Got)
{
    internal static ImmutableArray<SectionMoney> Of(Section section, BodySums sums) =>
    [
        .. section.Profile.Currencies.Union(sums.Asked.Keys).Union(sums.Gave.Keys).Union(sums.Got.Keys)
            .Select(currency => new SectionMoney(
                currency, section.Available(currency).Minor, sums.Asked.GetValueOrDefault(currency),
                sums.Gave.GetValueOrDefault(currency, AidTotals.None),
                sums.Got.GetValueOrDefault(currency, AidTotals.None))),
    ];
}
