namespace Solidarity.Grains.Tests;

/// <summary>The seed of randomised tests: another each time, or the one in <c>SOLIDARITY_SEED</c>.</summary>
internal static class Seed
{
    public static int Next() => Environment.GetEnvironmentVariable("SOLIDARITY_SEED") is { } given
        ? int.Parse(given, CultureInfo.InvariantCulture)
        : Environment.TickCount;
}
