namespace Solidarity.Cluster.Tests.Services;

public sealed class ShiftedClockTests
{
    [ShiftedClockFact]
    public async Task A_process_sees_another_time()
    {
        var start = new ProcessStartInfo("date", ["+%s"]) { RedirectStandardOutput = true };
        start.Environment["LD_PRELOAD"] = ShiftedClock.Shim;
        start.Environment[ShiftedClock.Variable] = "-600";
        using var date = Process.Start(start)!;
        var seconds = long.Parse(await date.StandardOutput.ReadToEndAsync(), CultureInfo.InvariantCulture);
        (DateTimeOffset.UtcNow.ToUnixTimeSeconds() - seconds).ShouldBeInRange(599, 630);
    }
}

/// <summary>A fact that needs to set clocks. Where that cannot be done it is skipped and says so.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class ShiftedClockFactAttribute : FactAttribute
{
    public ShiftedClockFactAttribute() => Skip = ShiftedClock.Missing;
}
