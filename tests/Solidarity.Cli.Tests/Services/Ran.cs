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
        var exitCode = await Cli.RunAsync(
            args, TextReader.Null, output, error, interactive: false, Service.Deadline(),
            variable: name => variables.GetValueOrDefault(name) ?? OwnSettings.Variable(name), time: time);
        return new Ran(exitCode, output.ToString(), error.ToString());
    }
}
