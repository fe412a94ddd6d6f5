using Microsoft.Extensions.Time.Testing;

namespace Solidarity.Cli.Tests.Services;

/// <summary>A clock that says noon of 3 May 1868 until a test moves it. Timers of parts of a second are real ones, so
/// that such pauses need not be thought of; the others ring when the clock is moved.</summary>
internal sealed class StandingTime() : FakeTimeProvider(new DateTimeOffset(1868, 5, 3, 12, 0, 0, TimeSpan.Zero))
{
    private static readonly TimeSpan RealBelow = TimeSpan.FromSeconds(1);

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        dueTime < RealBelow
            ? System.CreateTimer(callback, state, dueTime, period)
            : base.CreateTimer(callback, state, dueTime, period);
}
