using Microsoft.Extensions.Time.Testing;

namespace Solidarity.Cli.Tests.Services;

/// <summary>A clock that says noon of a day until a test moves it. Timers of parts of a second are real ones, so
/// that such pauses need not be thought of; the others ring when the clock is moved.</summary>
internal sealed class StandingTime(DateOnly day)
    : FakeTimeProvider(new DateTimeOffset(day, new TimeOnly(12, 0), TimeSpan.Zero))
{
    public static readonly DateOnly Usual = new(1868, 5, 3);

    private static readonly TimeSpan RealBelow = TimeSpan.FromSeconds(1);

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        dueTime < RealBelow
            ? System.CreateTimer(callback, state, dueTime, period)
            : base.CreateTimer(callback, state, dueTime, period);
}
