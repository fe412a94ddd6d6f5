namespace Solidarity.Benchmarks.Routing;

/// <summary>Beside LEMON's solvers, in a process of their own; the faster of the two counts.</summary>
internal sealed class RouteLemonBenchmark : FlowBenchmark, IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("solidarity-routes-");

    public RouteLemonBenchmark()
        : base("route-lemon") => AppDomain.CurrentDomain.ProcessExit += (_, _) => Dispose();

    public override string PeerName => LemonSolver.Name;

    public override string? PeerMissing => LemonSolver.Missing;

    public void Dispose()
    {
        if (_folder.Exists)
            _folder.Delete(recursive: true);
        _folder.Refresh();
    }

    protected override async Task<(long Cost, TimeSpan Time)> SolveAsync(Instance instance)
    {
        var path = Path.Combine(_folder.FullName, $"{instance.Name}.min");
        if (!File.Exists(path))
            await Dimacs.WriteAsync(instance.Problem, path);
        var (cost, simplex, scaling) = await LemonSolver.Instance.SolveAsync(path);
        return (cost, simplex < scaling ? simplex : scaling);
    }
}
