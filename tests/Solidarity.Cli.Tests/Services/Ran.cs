namespace Solidarity.Cli.Tests.Services;

/// <summary>What came of one command line.</summary>
internal sealed record Ran(int ExitCode, string Output, string Error)
{
    public static Task<Ran> OfAsync(params string[] args) => OfAsync(args, variables: []);

    /// <param name="variables">Those of the environment; there are no others.</param>
    /// <param name="time">Null: that of the system.</param>
    public static async Task<Ran> OfAsync(
        string[] args, Dictionary<string, string> variables, TimeProvider? time = null)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        var exitCode = await Cli.Program.RunAsync(
            args, TextReader.Null, output, error, interactive: false, Service.Deadline(),
            variable: name => variables.GetValueOrDefault(name) ?? OwnSettings.Variable(name), time: time);
        return new Ran(exitCode, output.ToString(), error.ToString());
    }

    /// <param name="variables">Those of the environment that differ from this process's own.</param>
    public static async Task<Ran> OfProcessAsync(
        string program, string[] args, IReadOnlyDictionary<string, string> variables)
    {
        var start = new ProcessStartInfo(program, args);
        foreach (var (name, value) in variables)
            start.Environment[name] = value;
        return await OfProcessAsync(start, Service.Deadline());
    }

    public static async Task<Ran> OfProcessAsync(ProcessStartInfo start, CancellationToken giveUp)
    {
        (start.RedirectStandardInput, start.RedirectStandardOutput, start.RedirectStandardError) = (true, true, true);
        using var process = Process.Start(start)!;
        process.StandardInput.Close();
        var output = process.StandardOutput.ReadToEndAsync(giveUp);
        var error = process.StandardError.ReadToEndAsync(giveUp);
        await process.WaitForExitAsync(giveUp);
        return new Ran(process.ExitCode, await output, await error);
    }
}
