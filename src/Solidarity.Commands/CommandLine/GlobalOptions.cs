using Solidarity.Commands.Terminals;

namespace Solidarity.Commands.CommandLine;

/// <summary>The options that every command takes.</summary>
internal sealed class GlobalOptions
{
    public const string ServerVariable = "SOLIDARITY_SERVER";
    public const string ServerDefault = "http://127.0.0.1:7463";

    private static readonly Dictionary<string, OutputForm> Forms =
        Enum.GetValues<OutputForm>().ToDictionary(form => EnumText.Of(form));

    public GlobalOptions() => Output.Validators.Add(given =>
    {
        if (given.GetValueOrDefault<string?>() is { } text && !Forms.ContainsKey(text))
            given.AddError($"--output: \"{text}\" is none of {string.Join(", ", Forms.Keys)}.");
    });

    public Option<bool> Json { get; } = new("--json")
    {
        Description = "The same as --output json: results on standard output, errors on standard error.",
        Recursive = true,
    };

    public Option<string?> Output { get; } = new("--output")
    {
        Description = "How to print tables: table (default), wide (never wraps), tsv or csv (a line for each item), "
            + "json.",
        HelpName = "FORM",
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

    public bool IsJson(ParseResult parsed) => FormOf(parsed) == OutputForm.Json;

    /// <summary>Where both options are given, JSON: programs that say <c>--json</c> rely on it.</summary>
    public OutputForm FormOf(ParseResult parsed) =>
        parsed.GetValue(Json) ? OutputForm.Json
        : parsed.GetValue(Output) is { } text ? Forms.GetValueOrDefault(text)
        : OutputForm.Table;

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
