using Solidarity.Domain.Bodies;
using Solidarity.Domain.Calls;
using Solidarity.Domain.Money;
using Solidarity.Domain.Routes;
using Solidarity.Grains.Planning;
using Solidarity.Routing;
using Solidarity.Server.Routing;

namespace Solidarity.Server.Tests.Routing;

public sealed class RouteMessageTests
{
    private static readonly DateTimeOffset At = new(1868, 3, 23, 8, 0, 0, TimeSpan.Zero);
    private static readonly Currency Chf = Currency.Parse("CHF/100");

    [Fact]
    public void A_plan_for_very_many_comes_in_messages_that_clients_take_whole_and_in_order()
    {
        ImmutableArray<SourcePlan> sources = [.. Enumerable.Range(0, PlanRequest.SourcesMax).Select(Source)];
        ImmutableArray<AidKey> aid =
            [.. sources.Select((source, i) => new AidKey(Party.Of(source.Source.From), new PledgeId($"p-{i}")))];
        var question = new RoutesQuestion(new StrikeId("masons-1868"), null, null, null, []);

        var messages = new RoutesPlan(new RoutingPlan(sources), At, aid, LeftOut: 0).ToWire(question).ToArray();

        messages.Length.ShouldBeGreaterThan(1);
        messages.ShouldAllBe(message => message.CalculateSize() < ServerLimits.MessageBytesMax);
        messages.Select(message => message.Summary is null).ShouldBe([false, .. messages.Skip(1).Select(_ => true)]);
        messages[0].Summary.Sources.ShouldBe(PlanRequest.SourcesMax);
        messages.SelectMany(message => message.Sources).Select(source => source.AidId)
            .ShouldBe(aid.Select(key => key.Id.Value));
    }

    private static SourcePlan Source(int number)
    {
        Address from = new SectionId($"s-{number}");
        var amount = new Amount(1_000 + number, Chf);
        Address[] way = [from, .. Enumerable.Range(0, 4).Select(i => (Address)new FederationId($"federation-{i}"))];
        var hops = way.Zip(way.Skip(1), (a, b) => new Hop(a, b, amount, Amount.Zero(Chf), amount));
        return new SourcePlan(new MoneySource(from, amount), [new PlannedPart(new Route([.. hops]), [])], null);
    }
}
