using System.ComponentModel;

namespace Solidarity.Benchmarks.Disk;

/// <summary>
/// Runs the benchmarks as on a disk that takes longer to say that something is on it: the program is started once more
/// with a small library (<c>slow-flush.c</c>) under it and under all that it starts, ours and peers alike. Whoever
/// waits for the disk with others in a row feels that, and whoever writes for many at once hardly does.
/// </summary>
internal static class SlowDisk
{
    private const string Variable = "SOLIDARITY_FLUSH_US";
    private const int Skipped = 77;

    /// <summary>How much longer each flush takes in this process, in microseconds; 0 where the disk is as it is.
    /// </summary>
    public static int AddedUs { get; } =
        int.TryParse(Environment.GetEnvironmentVariable(Variable), CultureInfo.InvariantCulture, out var us) ? us : 0;

    /// <summary>Runs this program again with the same arguments, and gives its exit code; where there is no C compiler,
    /// says so and gives 77.</summary>
    /// <param name="addedUs">In microseconds, above 0.</param>
    /// <exception cref="InvalidOperationException">The library could not be built.</exception>
    public static async Task<int> RunAgainAsync(int addedUs, string[] args, TextWriter error)
    {
        var folder = Directory.CreateTempSubdirectory("solidarity-disk-");
        try
        {
            // A peer that runs as another user loads it, too.
            if (!OperatingSystem.IsWindows())
                folder.UnixFileMode |= UnixFileMode.OtherRead | UnixFileMode.OtherExecute;
            var library = Path.Combine(folder.FullName, "slow-flush.so");
            if (!await TryBuildAsync(library))
            {
                await error.WriteLineAsync("SKIPPED: --flush-us needs a C compiler, cc (Debian: gcc)");
                return Skipped;
            }
            var itself = IsDotnet ? Environment.GetCommandLineArgs()[..1] : [];
            var again = new ProcessStartInfo(Environment.ProcessPath!, [.. itself, .. args]);
            again.Environment[Variable] = addedUs.ToString(CultureInfo.InvariantCulture);
            again.Environment["LD_PRELOAD"] = library;
            using var process = Process.Start(again)!;
            await process.WaitForExitAsync();
            return process.ExitCode;
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static bool IsDotnet => Path.GetFileNameWithoutExtension(Environment.ProcessPath) == "dotnet";

    private static async Task<bool> TryBuildAsync(string library)
    {
        var source = Path.Combine(AppContext.BaseDirectory, "Disk", "slow-flush.c");
        try
        {
            using var compiler = Process.Start("cc", ["-shared", "-fPIC", "-O2", "-o", library, source]);
            await compiler.WaitForExitAsync();
            return compiler.ExitCode == 0
                ? true
                : throw new InvalidOperationException($"the C compiler ended with {compiler.ExitCode}");
        }
        catch (Win32Exception)
        {
            return false;
        }
    }
}
