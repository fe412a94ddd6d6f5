namespace Solidarity.Cli.Tests.Services;

/// <summary>What came of one command line.</summary>
internal sealed record Ran(int ExitCode, string Output, string Error)
{
    public static async Task<Ran> OfAsync(params string[] args)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        var exitCode = await Cli.RunAsync(args, TextReader.Null, output, error, interactive: false, Service.Deadline());
        return new Ran(exitCode, output.ToString(), error.ToString());
    }
}
