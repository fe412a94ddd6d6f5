namespace Solidarity.Cli.Tests.Running;

/// <summary>A clock that always says noon of 3 May 1868. Timers are real ones: nothing here waits for a day.</summary>
internal sealed class StandingTime : TimeProvider
{
    public override DateTimeOffset GetUtcNow() => new(1868, 5, 3, 12, 0, 0, TimeSpan.Zero);
}
