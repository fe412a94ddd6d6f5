using Microsoft.Extensions.Time.Testing;
using Solidarity.Grains.Delivery;

namespace Solidarity.Grains.Tests.Delivery;

/// <summary>How old the oldest message is that waits.</summary>
public sealed class ArrivalsTests
{
    private readonly FakeTimeProvider _time = new();
    private readonly Arrivals _arrivals;

    public ArrivalsTests() => _arrivals = new Arrivals(_time);

    [Fact]
    public void The_age_is_that_of_the_oldest_that_is_left()
    {
        _arrivals.AgeFrom(long.MaxValue).ShouldBeNull();
        foreach (var id in new[] { 10, 20, 30 })
        {
            _arrivals.Note(id);
            _time.Advance(TimeSpan.FromSeconds(1));
        }
        Age(1).ShouldBe(3);
        Age(10).ShouldBe(3);
        Age(11).ShouldBe(2);
        Age(30).ShouldBe(1);
        _arrivals.AgeFrom(long.MaxValue).ShouldBeNull("all were answered");
        _arrivals.Note(40);
        Age(35).ShouldBe(0);
    }

    [Fact]
    public void However_many_come_the_age_stays_right_within_a_part_of_it()
    {
        const int seconds = 10_000;
        for (var id = 1; id <= seconds; id++)
        {
            _arrivals.Note(id);
            _time.Advance(TimeSpan.FromSeconds(1));
        }
        Age(1).ShouldBe(seconds);
        // Spans were put together; the age is at most too high, by a part of it.
        Age(seconds / 2).ShouldBeInRange(seconds / 2, seconds / 2 * 1.06);
        Age(seconds - 10).ShouldBeInRange(10, 12);
    }

    private double Age(long id) => _arrivals.AgeFrom(id)!.Value.TotalSeconds;
}
