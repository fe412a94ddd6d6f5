using System.CommandLine;

namespace Solidarity.Cli.Running;

/// <summary>The options that every command takes.</summary>
internal sealed class GlobalOptions
{
    public const string ServerVariable = "SOLIDARITY_SERVER";
    public const string ServerDefault = "http://127.0.0.1:7463";

    public Option<bool> Json { get; } = new("--json")
    {
        Description = "Print JSON for programs: results on standard output, errors on standard error.",
        Recursive = true,
    };

    public Option<string?> Server { get; } = new("--server")
    {
        Description = $"The service to talk to (default: the variable {ServerVariable}, else {ServerDefault}).",
        HelpName = "URL",
        Recursive = true,
    };

    /// <exception cref="UsageException">It is no address of a service.</exception>
    public Uri ServerOf(ParseResult parsed)
    {
        var text = parsed.GetValue(Server)
            ?? (Environment.GetEnvironmentVariable(ServerVariable) is { Length: > 0 } variable ? variable : ServerDefault);
        return Uri.TryCreate(text, UriKind.Absolute, out var server) && server.Scheme is ("http" or "https")
            ? server
            : throw UsageException.Malformed("server", $"\"{text}\" is no address such as {ServerDefault}");
    }
}
