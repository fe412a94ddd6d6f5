namespace Solidarity.Benchmarks.Routing;

/// <summary>
/// LEMON's solvers, in a process of their own that is built once for a run. Each problem is read once, and only the
/// time of the solving itself is told.
/// </summary>
internal sealed class LemonSolver
{
    public const string Name = "LEMON 1.3.1, the faster of NetworkSimplex and CostScaling, g++ -O3";

    private const int SkippedCode = 77;

    private static readonly Lazy<(LemonSolver? Solver, string? Missing)> Built = new(Build);

    private readonly Process _process;

    private LemonSolver(Process process) => _process = process;

    /// <summary>Why it cannot run here; null if it can.</summary>
    public static string? Missing => Built.Value.Missing;

    public static LemonSolver Instance =>
        Built.Value.Solver ?? throw new InvalidOperationException($"LEMON is missing: {Missing}");

    /// <summary>The cost that both algorithms found, and the time of each.</summary>
    /// <exception cref="InvalidOperationException">They differ, or there was no answer.</exception>
    public async Task<(long Cost, TimeSpan Simplex, TimeSpan Scaling)> SolveAsync(string path)
    {
        await _process.StandardInput.WriteLineAsync(path);
        await _process.StandardInput.FlushAsync();
        var line = await _process.StandardOutput.ReadLineAsync()
            ?? throw new InvalidOperationException($"LEMON gave no answer to {path}");
        var numbers = Array.ConvertAll(line.Split(' '), text => long.Parse(text, CultureInfo.InvariantCulture));
        if (numbers is not [var cost, var simplex, var other, var scaling] || cost != other)
            throw new InvalidOperationException($"LEMON's two answers to {path} differ: {line}");
        return (cost, TimeSpan.FromMicroseconds(simplex / 1e3), TimeSpan.FromMicroseconds(scaling / 1e3));
    }

    private static (LemonSolver?, string?) Build()
    {
        var folder = Directory.CreateTempSubdirectory("solidarity-lemon-");
        AppDomain.CurrentDomain.ProcessExit += (_, _) => folder.Delete(recursive: true);
        var program = Path.Combine(folder.FullName, "lemon-flow");
        var script = Path.Combine(AppContext.BaseDirectory, "Routing", "Lemon", "build");
        using var build = Process.Start(new ProcessStartInfo("bash", [script, program])
        {
            RedirectStandardOutput = true,
        })!;
        var said = build.StandardOutput.ReadToEnd().Trim();
        build.WaitForExit();
        if (build.ExitCode == SkippedCode)
            return (null, $"{said}; tests/Solidarity.Benchmarks/Routing/Lemon/install installs it");
        if (build.ExitCode != 0)
            throw new InvalidOperationException($"LEMON's program was not built: {said}");
        // It ends by itself when its input ends, which is when we do.
        var process = Process.Start(new ProcessStartInfo(program)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        })!;
        return (new LemonSolver(process), null);
    }
}
