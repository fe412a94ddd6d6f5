namespace Solidarity.Cluster.Tests.Proxies;

public sealed class FaultPlanTests
{
    [Fact]
    public void A_seed_draws_the_same_faults_again()
    {
        var (one, two, other) = (new FaultPlan(7), new FaultPlan(7), new FaultPlan(8));
        (one.PerMille, two.PerMille, other.PerMille) = (500, 500, 500);
        var drawn = Enumerable.Range(0, 100).Select(_ => one.Draw()).ToArray();
        Enumerable.Range(0, 100).Select(_ => two.Draw()).ShouldBe(drawn);
        Enumerable.Range(0, 100).Select(_ => other.Draw()).ShouldNotBe(drawn);
        drawn.Count(draw => draw.Fault != ProxyFault.None).ShouldBeInRange(30, 70);
    }
}
