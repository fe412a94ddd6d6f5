using Solidarity.Cli.Tests.Services;

namespace Solidarity.Cli.Tests.Serving;

/// <summary>The program as a process of its own.</summary>
internal static class ServeProcess
{
    private const string ListeningOn = "Listening on ";

    public static Process Start(params string[] args) => Start(new Dictionary<string, string>(), args);

    // A test run that was put into the background ignores SIGINT, and so would what it starts; env, which becomes the
    // program that it names, gives the signals back their meaning.
    public static Process Start(IReadOnlyDictionary<string, string> variables, params string[] args)
    {
        var start = new ProcessStartInfo("env",
        [
            "--default-signal=INT,TERM", "dotnet", Path.Combine(AppContext.BaseDirectory, "solidarity.dll"), .. args,
        ])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var (name, value) in variables)
            start.Environment[name] = value;
        return Process.Start(start)!;
    }

    /// <summary>Where a service listens; completes when it does.</summary>
    public static async Task<string> AddressAsync(Process process)
    {
        var line = await process.StandardOutput.ReadLineAsync(Service.Deadline());
        line.ShouldNotBeNull().ShouldStartWith(ListeningOn);
        return line[ListeningOn.Length..].Split(',')[0];
    }
}
