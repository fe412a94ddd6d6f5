using Solidarity.Domain.Bodies;
using Solidarity.Domain.Calls;
using Solidarity.Domain.Money;
using Solidarity.Domain.Sections;
using Solidarity.Domain.Strikes;
using Solidarity.Domain.Strikes.Aid;
using Solidarity.Domain.Strikes.Calls;
using Solidarity.Grains.Tests;
using Solidarity.Storage;
using Solidarity.Views.Boards;
using Solidarity.Views.Worlds;

namespace Solidarity.Views.Tests.Worlds;

/// <summary>What is kept up with each event is what is counted by looking at everything.</summary>
public sealed class FiguresTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public async Task Figures_are_what_a_count_of_all_bodies_gives(int turn)
    {
        var seed = Seed.Next() + turn;
        await using var journal = await BusyHistory.MakeAsync(seed, acts: 250);
        var world = new World();
        foreach (var entry in await journal.ReadAsync(0, JournalLimits.PageEntriesMax))
        {
            world.Apply(entry);
            // After every so many entries, so that what comes and goes is seen too.
            if (entry.Position % 97 == 0 || entry.Position == journal.Position)
                Check(world, $"seed {seed}, position {entry.Position}");
        }
        // A history in which nothing happens proves nothing.
        world.Counters.Given.ShouldNotBeEmpty($"seed {seed}");
        world.Counters.Flows.All.ShouldContain(flow => flow.Arrived > 0, $"seed {seed}");
    }

    private static void Check(World world, string says)
    {
        foreach (var strike in world.Strikes.All.Where(strike => strike.Opened))
            CheckStrike(world, strike, says);
        foreach (var federation in world.Federations.All.Where(federation => federation.Founded))
            CheckFederation(world, federation.Id, says);
        foreach (var section in world.Sections.All.Where(section => section.Founded))
        {
            var figures = world.Counters.Bodies.Of(section.Id);
            figures.OpenCalls.ShouldBe(
                section.Inbox.Calls.Where(c => !c.Value.Closed).Select(c => c.Key), ignoreOrder: false, says);
            figures.SilentCalls.ShouldBe(Silent(section), says);
            figures.Homes.ShouldBe(Homes(world, section.Id), ignoreOrder: false, says);
        }
        CheckFlows(world, says);
        world.Counters.Open.ShouldBe(
            world.Strikes.All.Where(strike => strike is { Opened: true, Outcome: null }).Select(s => s.Id)
                .Order(), ignoreOrder: false, says);
    }

    private static void CheckStrike(World world, Strike strike, string says)
    {
        var figures = world.Counters.Of(strike.Id);
        var calls = world.Sections.All.Where(section => section.Inbox.Calls.ContainsKey(strike.Id)).ToArray();
        var inboxes = calls.Select(section => section.Inbox.Calls[strike.Id]).ToArray();
        figures.Reached.Count.ShouldBe(calls.Length, says);
        figures.Silent.ShouldBe(inboxes.Count(c => c is { Answer: Answer.Unanswered, Closed: false }), says);
        figures.Seen.ShouldBe(inboxes.Count(c => c.SeenAt is not null || c.Answer != Answer.Unanswered), says);
        figures.Reminded.ShouldBe(inboxes.Count(c => c.Reminders > 0), says);
        figures.Warned.ShouldBe(world.Sections.All.Count(s => s.Inbox.Warnings.ContainsKey(strike.Id)), says);
        figures.Members.ShouldBe(new MembersReached(
            calls.Length, calls.Count(s => s.Profile.Members is not null),
                calls.Sum(s => (long)(s.Profile.Members ?? 0))), says);
        strike.Aid.Totals.ShouldBe(Total(Sums(strike).Select(sum => sum.Row)), says);
        // Every giver is in one country, so that countries add up to the whole.
        Total(figures.Countries.Values.SelectMany(group => group.Totals)).ShouldBe(strike.Aid.Totals, says);
        figures.Countries.Values.Sum(group => group.Reached).ShouldBe(calls.Length, says);
        figures.Countries.Values.Sum(group => group.Answers.Pledged).ShouldBe(strike.Aid.Answers.Pledged, says);
        figures.Countries.Values.Sum(group => group.Answers.Declined).ShouldBe(strike.Aid.Answers.Declined, says);
        StrikeBoard.Of(world, strike, world.At).Answers.Unanswered.ShouldBeGreaterThanOrEqualTo(0, says);
    }

    private static void CheckFederation(World world, FederationId id, string says)
    {
        var figures = world.Counters.Bodies.Of(id);
        var sections = world.Sections.All.Where(s => Homes(world, s.Id).Contains(id)).ToArray();
        var ids = sections.Select(section => section.Id).ToHashSet();
        var strikes = world.Strikes.All.Where(s => s.Opened && ids.Contains(s.Section)).ToArray();
        figures.Sections.ShouldBe(sections.Length, says);
        figures.Strikes.ShouldBe(strikes.Select(strike => strike.Id).Order(), ignoreOrder: false, says);
        var silent = sections.Where(s => Silent(s) > 0).Select(s => s.Id).Order().ToArray();
        world.Counters.Bodies.SilentIn(id).Order().ShouldBe(silent, ignoreOrder: false, says);
        figures.Silent.ShouldBe(silent.Length, says);
        figures.Sums.Got.ShouldBe(Total(strikes.SelectMany(strike => strike.Aid.Totals)), says);
        figures.Sums.Gave.ShouldBe(
            Total(world.Strikes.All.SelectMany(Sums)
                .Where(sum => sum.From.Body is { } body && Homes(world, body).Contains(id)).Select(sum => sum.Row)),
            says);
        figures.Sums.Asked.Values.SumMinor(sum => sum)
            .ShouldBe(strikes.SumMinor(strike => strike.Calls.Call?.Need?.Minor ?? 0), says);
        var state = world.Federations.Find(id.Value)!;
        figures.Carried.Values.Where(carried => Address.TryParse(carried.Name, out _))
            .Sum(carried => carried.Amount.Minor)
            .ShouldBe(state.Treasury.Transfers.Passing.Values.Sum(amount => amount.Minor), says);
    }

    private static void CheckFlows(World world, string says)
    {
        var flows = world.Strikes.All.SelectMany(strike => strike.Aid.Pieces.Where(aid => aid.Value.Sum is not null)
                .Select(aid => (aid.Key.From, strike.Section, aid.Value)))
            .GroupBy(aid => (aid.From, aid.Section))
            .Select(group => (
                group.Key.From, group.Key.Section,
                Arrived: group.Where(a => a.Value.Stage == MoneyStage.Received).SumMinor(a => a.Value.Sum!.Value.Minor),
                OnTheWay: group.Where(a => a.Value.Stage is MoneyStage.Held or MoneyStage.InTransit)
                    .SumMinor(a => a.Value.Sum!.Value.Minor)))
            .Where(flow => flow.Arrived != 0 || flow.OnTheWay != 0)
            .OrderBy(flow => flow.From).ThenBy(flow => flow.Section).ToArray();
        world.Counters.Flows.All.Select(flow => (flow.From, flow.To, flow.Arrived, flow.OnTheWay))
            .OrderBy(flow => flow.From).ThenBy(flow => flow.To).ShouldBe(flows, ignoreOrder: false, says);
        world.Counters.Flows.Countries.SumMinor(flow => flow.Arrived)
            .ShouldBe(flows.SumMinor(flow => flow.Arrived), says);
        world.Counters.Flows.Countries.SumMinor(flow => flow.OnTheWay)
            .ShouldBe(flows.SumMinor(flow => flow.OnTheWay), says);
        world.Counters.Given.ShouldBe(Total(world.Strikes.All.SelectMany(strike => strike.Aid.Totals)), says);
    }

    private static int Silent(Section section) =>
        section.Inbox.Calls.Values.Count(call => call is { Answer: Answer.Unanswered, Closed: false });

    private static IEnumerable<FederationId> Homes(World world, Address body)
    {
        IEnumerable<FederationId> own = body.IsSection
            ? Place.FederationsOf(world.Sections.Find(body.Id)!)
            : [body.Federation];
        return own.SelectMany(id => world.Federations.Find(id.Value)!.Membership.Ancestors.Add(id)).Distinct().Order();
    }

    // Every counted sum of a strike, each as a row of its stage.
    private static IEnumerable<(Party From, KeyValuePair<Currency, AidTotals> Row)> Sums(Strike strike)
    {
        var none = ImmutableSortedDictionary<Currency, AidTotals>.Empty;
        foreach (var (key, aid) in strike.Aid.Pieces)
            if (aid.Sum is { Minor: not 0 })
                yield return (key.From, none.Replace(null, aid.Placed).Single());
        foreach (var (key, ahead) in strike.Aid.Tranches)
            if (ahead.Left > 0)
                yield return (key.From, none.Replace(null, ahead.ToCome).Single());
    }

    private static ImmutableSortedDictionary<Currency, AidTotals> Total(
        IEnumerable<KeyValuePair<Currency, AidTotals>> rows) =>
        rows.GroupBy(row => row.Key).ToImmutableSortedDictionary(
            group => group.Key, group => group.Select(row => row.Value).Aggregate((a, b) => new AidTotals(
                a.Pledged + b.Pledged, a.Held + b.Held, a.InTransit + b.InTransit, a.Received + b.Received,
                a.Gifts + b.Gifts, a.Loans + b.Loans, a.UnaskedPledged + b.UnaskedPledged,
                a.UnaskedOnItsWay + b.UnaskedOnItsWay)));
}
