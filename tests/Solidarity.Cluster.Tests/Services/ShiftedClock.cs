using System.ComponentModel;

namespace Solidarity.Cluster.Tests.Services;

/// <summary>A library that sets the clock of the process that loads it (<c>shifted-clock.c</c>), compiled once.
/// </summary>
internal static class ShiftedClock
{
    public const string Variable = "SHIFTED_CLOCK_SECONDS";

    private static readonly Lazy<string?> Built = new(Build);

    /// <summary>The library; null where clocks cannot be set.</summary>
    public static string? Shim => Built.Value;

    /// <summary>Why <see cref="Shim"/> is null; null where it is not.</summary>
    public static string? Missing => Shim is not null ? null
        : "Clocks can be set only on Linux, with a C compiler on the PATH (cc; Debian: gcc).";

    private static string? Build()
    {
        if (!OperatingSystem.IsLinux())
            return null;
        var source = Path.Combine(AppContext.BaseDirectory, "Services", "shifted-clock.c");
        var library = Path.Combine(AppContext.BaseDirectory, $"shifted-clock-{Environment.ProcessId}.so");
        try
        {
            using var compiler = Process.Start("cc", ["-shared", "-fPIC", "-O2", "-Wall", "-o", library, source]);
            compiler.WaitForExit();
            return compiler.ExitCode == 0
                ? library
                : throw new InvalidOperationException($"the C compiler ended with {compiler.ExitCode} on {source}");
        }
        catch (Win32Exception)
        {
            return null;
        }
    }
}
