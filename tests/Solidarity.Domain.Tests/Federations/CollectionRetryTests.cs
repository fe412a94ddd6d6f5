using Solidarity.Domain.Bodies;
using Solidarity.Domain.Calls;
using Solidarity.Domain.Federations;
using Solidarity.Domain.Federations.Collections;
using Solidarity.Domain.Ledger;
using Solidarity.Domain.Tests.Kit;
using Solidarity.Domain.Tests.Worlds;
using Solidarity.Domain.Transfers;
using Solidarity.Domain.Treasuries.Carrying;
using Solidarity.Domain.Treasuries.Hops;
using static Solidarity.Domain.Federations.Collections.CollectionCommand;
using static Solidarity.Domain.Federations.Relays.RelayCommand;
using static Solidarity.Domain.Tests.Kit.Sample;

namespace Solidarity.Domain.Tests.Federations;

/// <summary>A collection for which no way was found is sent again by itself, and never twice.</summary>
public sealed class CollectionRetryTests
{
    private static readonly DateTimeOffset Soon = Noon.AddMinutes(5);
    private static readonly Collect Collected = new(First, Lockout, Builders, AidKind.Gift, Francs(500), "a concert");

    private static readonly SendCollectionAgain Alarm = new(First, 1);

    private static Scenario<Federation, FederationCommand, FederationEvent> Sent =>
        Scenarios.Federation(Romande).After(FoundFederation).After(new LearnCall(Call(), Lockout)).After(Collected);

    private static Scenario<Federation, FederationCommand, FederationEvent> Unsent => Sent.After(Ended(1));

    private static FederationCommand.ToTreasury Ended(int run, bool? noWay = true) => new(new HopCommand.LearnEnd(
        Transfer.IdFor(Romande, "collection", First, run), null, "the council drains", noWay));

    private static Collection CollectionOf(Scenario<Federation, FederationCommand, FederationEvent> scenario) =>
        scenario.State.Collections[First];

    [Fact]
    public void It_waits_for_its_time_and_goes_again()
    {
        (CollectionOf(Unsent).AgainAt, CollectionOf(Unsent).Reason).ShouldBe((Soon, "the council drains"));
        Sent.When(Ended(1)).Tells().ShouldContain(new Message(Romande, Alarm, Soon));
        var again = Unsent.After(Alarm, Soon);
        (CollectionOf(again).Runs, CollectionOf(again).AgainAt).ShouldBe((2, null));
        again.State.Treasury.Book.Balance(Account.Held, Chf).ShouldBe(500);
        CollectionOf(again.After(Ended(2), Soon)).AgainAt.ShouldBe(Soon.AddMinutes(30));
    }

    [Fact]
    public void What_came_back_for_another_reason_waits_for_people()
    {
        var back = Sent.After(Ended(1, noWay: null));
        CollectionOf(back).AgainAt.ShouldBeNull();
        back.When(Alarm, Soon).ThenNothing();
        CollectionOf(back.After(new SendCollection(First))).Runs.ShouldBe(2);
    }

    [Fact]
    public void Whoever_sends_it_first_it_goes_once()
    {
        // A person was first; on its way, arrived, and without a way again, the alarm is stale.
        var byHand = Unsent.After(new SendCollection(First));
        byHand.When(Alarm, Soon).ThenNothing();
        byHand.After(Ended(2)).When(Alarm, Soon).ThenNothing();
        var arrived = byHand.After(new FederationCommand.ToTreasury(new HopCommand.LearnEnd(
            Transfer.IdFor(Romande, "collection", First, 2), Francs(500), "")));
        arrived.When(Alarm, Soon).ThenNothing();
        arrived.When(Alarm with { Run = 2 }, Soon).ThenNothing();
        (CollectionOf(arrived).State, CollectionOf(arrived).Reason).ShouldBe((AidState.Honoured, ""));
        // The alarm was first: a person comes too late, and so does an alarm that rings twice.
        var byItself = Unsent.After(Alarm, Soon);
        byItself.When(new SendCollection(First)).ThenRefused("COLLECTION_NOT_HERE");
        byItself.When(Alarm, Soon).ThenNothing();
        Unsent.When(Alarm with { Collection = new("unknown") }).ThenNothing();
    }

    [Fact]
    public void Where_the_strike_is_over_it_waits_for_people_and_says_so()
    {
        var over = Unsent.After(new LearnCallEnd(Lockout, 2, CallEnd.StrikeOver, Lockout)).After(Alarm, Soon);
        (CollectionOf(over).State, CollectionOf(over).AgainAt, CollectionOf(over).Reason).ShouldBe(
            (AidState.Pledged, null, "strike geneva-1868 is over"));
        over.When(Alarm, Soon).ThenNothing();
        CollectionOf(over.After(new SendCollection(First))).Runs.ShouldBe(2);
        // A call that was only taken back leaves it as it is.
        CollectionOf(Unsent.After(new LearnCallEnd(Lockout, 2, CallEnd.Cancelled, Lockout)).After(Alarm, Soon))
            .Runs.ShouldBe(2);
    }

    [Fact]
    public void It_is_tried_thirty_times_and_then_waits_for_people()
    {
        var (scenario, at) = (Unsent, Soon);
        while (CollectionOf(scenario).AgainAt is { } due)
        {
            at = due;
            scenario = scenario.After(new SendCollectionAgain(First, CollectionOf(scenario).Runs), at);
            scenario = scenario.After(Ended(CollectionOf(scenario).Runs), at);
        }
        CollectionOf(scenario).Runs.ShouldBe(RetrySchedule.RunsMax);
        (at - Noon).TotalDays.ShouldBeInRange(25, 28);
        CollectionOf(scenario).State.ShouldBe(AidState.Pledged);
        CollectionOf(scenario.After(new SendCollection(First))).Runs.ShouldBe(RetrySchedule.RunsMax + 1);
    }

    [Fact]
    public void A_federation_on_the_way_drains_and_opens_again_and_it_arrives()
    {
        var world = new World(7).Found(Romande, Council, Builders, Printers)
            .Open(Romande, Council).Open(Council, Builders).CallThePrinters();
        world.Treasury(Council, new CarryingCommand.SetDrain(true)).Do(Romande, Collected).Settle();
        var again = world.Federation(Romande).Collections[First].AgainAt.ShouldNotBeNull();
        world.Treasury(Council, new CarryingCommand.SetDrain(false));
        world.Wait(again - world.Now);
        world.RestSoundly();
        world.Federation(Romande).Collections[First].State.ShouldBe(AidState.Honoured);
        world.Section(Builders).Treasury.Book.Balance(Account.StrikeFund(Lockout), Chf).ShouldBe(500);
        world.Strike(Lockout).Aid.Pieces[new AidKey(Party.Of(Romande), First)].Received.ShouldBe(Francs(500));
    }
}
