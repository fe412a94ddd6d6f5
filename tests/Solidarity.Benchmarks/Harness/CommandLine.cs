using Solidarity.Benchmarks.Disk;

namespace Solidarity.Benchmarks;

/// <summary>What was asked for on the command line, carried out.</summary>
internal sealed class CommandLine
{
    private const int Ok = 0;
    private const int Misused = 2;
    private const int RunsDefault = 5;
    private const int RunsMin = 5;
    private const int RunsMax = 1000;
    private const int FlushUsMax = 1_000_000;

    private readonly List<string> _names = [];
    private bool _isSmoke;
    private bool _isJson;
    private bool _isAlone;
    private int? _runs;
    private int? _flushUs;

    private CommandLine()
    {
    }

    /// <summary>Runs the benchmarks named, or lists all; gives the exit code.</summary>
    public static async Task<int> RunAsync(string[] args, Benchmark[] benchmarks, TextWriter output, TextWriter error)
    {
        var asked = new CommandLine();
        if (args.Contains("--help"))
            args = [];
        if (asked.Parse(args, benchmarks) is { } complaint)
        {
            await error.WriteLineAsync(complaint);
            return Misused;
        }
        if (asked._names.Count == 0)
        {
            await output.WriteLineAsync(Usage(benchmarks));
            return Ok;
        }
        if (asked._flushUs is { } added && SlowDisk.AddedUs == 0)
            return await SlowDisk.RunAgainAsync(added, args, error);
        foreach (var name in asked._names)
            await asked.ReportAsync(Find(benchmarks, name)!, output, error);
        return Ok;
    }

    private async Task ReportAsync(Benchmark benchmark, TextWriter output, TextWriter error)
    {
        var scale = _isSmoke ? Scale.Smoke : Scale.Full;
        var conditions = Conditions.Of(benchmark, scale);
        if (benchmark.PeerMissing is { } why && !_isAlone)
            await error.WriteLineAsync($"SKIPPED the peer of {benchmark.Name}: {why}");
        var runs = _runs ?? (_isSmoke ? 1 : RunsDefault);
        foreach (var result in await Runner.RunAsync(benchmark, scale, runs, withPeer: !_isAlone))
            await output.WriteLineAsync(
                _isJson ? Report.ForPrograms(result, conditions) : Report.ForPeople(result, conditions));
    }

    /// <summary>Reads the arguments; gives what is wrong with them, or null.</summary>
    private string? Parse(string[] args, Benchmark[] benchmarks)
    {
        var rest = new Queue<string>(args);
        while (rest.TryDequeue(out var arg))
        {
            if (arg == "--smoke")
                _isSmoke = true;
            else if (arg == "--json")
                _isJson = true;
            else if (arg == "--alone")
                _isAlone = true;
            else if (arg == "--runs")
                _runs = ParseNumber(rest, RunsMin, RunsMax);
            else if (arg == "--flush-us")
                _flushUs = ParseNumber(rest, 1, FlushUsMax);
            else if (Find(benchmarks, arg) is null)
                return $"there is no benchmark or option '{arg}'\n\n{Usage(benchmarks)}";
            else
                _names.Add(arg);
            if (_runs == 0) return $"--runs takes a number from {RunsMin} to {RunsMax}: fewer make no median";
            if (_flushUs == 0) return $"--flush-us takes a number of microseconds from 1 to {FlushUsMax}";
        }
        return null;
    }

    /// <summary>0 where the next argument is no such number.</summary>
    private static int ParseNumber(Queue<string> rest, int min, int max) =>
        rest.TryDequeue(out var text)
        && int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
        && number >= min && number <= max ? number : 0;

    private static Benchmark? Find(Benchmark[] benchmarks, string name) =>
        Array.Find(benchmarks, benchmark => benchmark.Name == name);

    private static string Usage(Benchmark[] benchmarks)
    {
        var width = benchmarks.Max(benchmark => benchmark.Name.Length);
        return $"""
            Usage: dotnet run -c Release --project tests/Solidarity.Benchmarks -- NAME... [options]

              --smoke       small numbers, one run: only checks that it runs
              --json        one JSON object a line
              --alone       without the peers
              --runs N      runs that are counted, after one that is not (default {RunsDefault})
              --flush-us N  as on a disk that takes so many microseconds longer for each flush

            Benchmarks:
            {string.Join('\n', benchmarks.Select(one => $"  {one.Name.PadRight(width)}  {one.Description}"))}
            """;
    }
}
