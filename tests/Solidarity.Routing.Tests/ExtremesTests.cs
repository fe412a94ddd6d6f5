using Solidarity.Domain.Bodies;
using Solidarity.Domain.Money;
using Solidarity.Domain.Routes;
using Solidarity.Domain.Tests.Kit;
using Xunit.Abstractions;
using static Solidarity.Routing.Tests.Sample;

namespace Solidarity.Routing.Tests;

/// <summary>Amounts, rates, fees, rooms and delays at their limits, by themselves and together: a plan holds, or is too
/// large to be made, and nothing overflows.</summary>
public sealed class ExtremesTests(ITestOutputHelper output)
{
    private const int Runs = 2_000;
    private static readonly Currency[] Currencies = [Chf, Gbp, Frf];

    [Fact]
    public void At_the_limits_of_all_terms_a_plan_holds_or_is_too_large() =>
        Randomly.ForAll(output, Randomly.Seeds(), Runs, 1, seed =>
        {
            var request = Extreme(new Random(seed));
            try
            {
                var plan = FlowPlanner.Plan(request);
                PlanCheck.Problem(request, plan).ShouldBeNull();
                plan.Sources.SelectMany(source => source.Parts)
                    .ShouldAllBe(part => part.Route.Delivers.Minor > 0);
                plan.Sources.ShouldAllBe(source => Explanation.Of(source, Noon).Any());
            }
            catch (PlanTooLargeException tooLarge)
            {
                tooLarge.Message.ShouldNotBeEmpty();
            }
        });

    [Fact]
    public void At_the_limits_of_all_terms_a_route_holds() =>
        Randomly.ForAll(output, Randomly.Seeds(), Runs, 1, seed =>
        {
            var request = Extreme(new Random(seed));
            var source = request.Sources[0];
            if (FlowPlanner.PlanWhole(request with { Sources = [source] }).Part is not { Route: var route })
                return;
            route.Leads(source.From, source.Amount, request.Destination).ShouldBeTrue();
            route.Hops.ShouldAllBe(hop => hop.Arrives.Minor > 0 && hop.Arrives.Minor <= Amount.MinorMax);
        });

    /// <summary>Ten thousand sums of 10^15 in a currency that is worth next to nothing fit into one plan, and their
    /// total is above 2^63.</summary>
    [Fact]
    public void What_all_sources_come_to_may_be_more_than_a_sum_can_be()
    {
        var kit = new GraphKit()
            .Add(Printers, Romande, given: Gbp)
            .Add(Romande, Builders, CorridorTerms.Free with { Rate = new Rate(1, Rate.TermMax) }, null, Gbp, Chf);
        var request = kit.Request() with
        {
            Sources = [.. Enumerable.Repeat(new MoneySource(Printers, new Amount(Amount.MinorMax, Gbp)), 10_000)],
            Accepted = [Chf],
        };
        var plan = FlowPlanner.Plan(request);
        plan.Delivers().ShouldBe(10_000 * (Int128)1_000);
    }

    private static PlanRequest Extreme(Random chance)
    {
        var kit = new GraphKit();
        for (var i = chance.Next(25); i > 0; i--)
        {
            var (from, to, given, arrives) = (AnyPlace(chance), AnyPlace(chance), Any(chance), Any(chance));
            var key = new CorridorKey(to, given, arrives);
            if (from == to || kit.Has(from, key))
                continue;
            var terms = Terms(chance, given == arrives);
            terms.Problem(key).ShouldBeNull();
            kit.Add(from, to, terms, terms.CapacityMinor, given, arrives);
        }
        if (chance.Next(3) == 0)
            kit.Passing(GraphKit.Place(2), Minor(chance));
        return kit.Request() with
        {
            Sources =
            [
                .. Enumerable.Range(0, 1 + chance.Next(20))
                    .Select(_ => new MoneySource(AnyPlace(chance), new Amount(Minor(chance), Any(chance)))),
            ],
            Accepted = chance.Next(2) == 0 ? [Chf] : [Frf, Gbp],
            Deadline = PlanRequest.Whenever(Noon),
        };
    }

    private static CorridorTerms Terms(Random chance, bool same) => CorridorTerms.Free with
    {
        Rate = same ? Rate.Par : new Rate(Term(chance), Term(chance)),
        FeeMinor = chance.Next(3) == 0 ? Minor(chance) : 0,
        FeePerMyriad = chance.Next(3) switch { 0 => 0, 1 => CorridorTerms.Myriad, _ => chance.Next(1_000) },
        CapacityMinor = chance.Next(2) == 0 ? null : Minor(chance),
        DelayHours = chance.Next(2) * CorridorTerms.DelayHoursMax,
    };

    private static long Term(Random chance) => chance.Next(4) switch
    {
        0 => 1,
        1 => Rate.TermMax,
        2 => Rate.TermMax - 1,
        _ => 1 + chance.NextInt64(Rate.TermMax),
    };

    private static long Minor(Random chance) => chance.Next(5) switch
    {
        0 => 1,
        1 => Amount.MinorMax,
        2 => Amount.MinorMax - 1,
        3 => 1 + chance.NextInt64(Amount.MinorMax),
        _ => 1 + chance.Next(10_000),
    };

    private static Currency Any(Random chance) => Currencies[chance.Next(Currencies.Length)];

    private static Address AnyPlace(Random chance) => chance.Next(5) is < 4 and var i ? GraphKit.Place(i) : Builders;
}
