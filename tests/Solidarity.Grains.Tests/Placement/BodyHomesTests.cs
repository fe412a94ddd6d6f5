using System.Net;
using Solidarity.Grains.Placement;

namespace Solidarity.Grains.Tests.Placement;

/// <summary>Which silo is home to a body.</summary>
public sealed class BodyHomesTests
{
    private const int Bodies = 30_000;

    private static readonly SiloAddress[] Silos =
        [.. Enumerable.Range(0, 4).Select(i => SiloAddress.New(IPAddress.Loopback, 11_111 + i, 155_000_000 + i))];

    private static IEnumerable<string> Ids => Enumerable.Range(0, Bodies).Select(i => $"section-{i}");

    [Fact]
    public void All_silos_agree_in_whatever_order_they_know_each_other()
    {
        foreach (var id in Ids.Take(1_000))
            BodyHomes.Of(id, [.. Silos.Reverse()]).ShouldBe(BodyHomes.Of(id, Silos));
    }

    [Fact]
    public void Each_silo_is_home_to_about_as_many_bodies()
    {
        var counts = Ids.CountBy(id => BodyHomes.Of(id, Silos)).Select(home => home.Value).ToList();
        counts.Count.ShouldBe(Silos.Length);
        counts.ShouldAllBe(count => count > Bodies / 4 * 9 / 10 && count < Bodies / 4 * 11 / 10);
    }

    [Fact]
    public void Only_the_bodies_of_a_silo_that_is_lost_get_another_home()
    {
        var left = Silos[..^1];
        var (moved, lost) = (0, 0);
        foreach (var id in Ids)
        {
            var (before, after) = (BodyHomes.Of(id, Silos), BodyHomes.Of(id, left));
            lost += before.Equals(Silos[^1]) ? 1 : 0;
            moved += before.Equals(after) ? 0 : 1;
        }
        (moved, lost > 0).ShouldBe((lost, true));
    }

    [Fact]
    public void A_silo_that_is_alone_is_home_to_all() =>
        Ids.Take(100).ShouldAllBe(id => BodyHomes.Of(id, new[] { Silos[2] }).Equals(Silos[2]));
}
