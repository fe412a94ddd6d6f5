namespace Solidarity.Commands.CommandLine;

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

    /// <summary>Of commands that change something.</summary>
    public Option<string?> RequestId { get; } = new("--request-id")
    {
        Description = "Repeat a command safely: one with the same id is done once, however often it is given.",
        HelpName = "UUID",
    };

    /// <summary>Of commands that are more often repeated by mistake.</summary>
    public Option<bool> Again { get; } = new("--again")
    {
        Description = "Do it a second time, though the same was done in the last 10 minutes.",
    };

    /// <summary>The user's request id, or a new one.</summary>
    /// <exception cref="UsageException">It is no UUID.</exception>
    public string RequestIdOf(ParseResult parsed)
    {
        if (parsed.GetValue(RequestId) is not { } text)
            return Guid.CreateVersion7().ToString();
        return Guid.TryParseExact(text, "D", out var id)
            ? id.ToString()
            : throw UsageException.Malformed(
                "request-id", $"\"{text}\" is no UUID such as 01890a5d-ac96-774b-bcce-b302099a8057");
    }

    /// <exception cref="UsageException">It is no address of a service.</exception>
    public Uri ServerOf(ParseResult parsed)
    {
        var variable = Environment.GetEnvironmentVariable(ServerVariable);
        var text = parsed.GetValue(Server) ?? (string.IsNullOrEmpty(variable) ? ServerDefault : variable);
        return Uri.TryCreate(text, UriKind.Absolute, out var server) && server.Scheme is ("http" or "https")
            ? server
            : throw UsageException.Malformed("server", $"\"{text}\" is no address such as {ServerDefault}");
    }
}
