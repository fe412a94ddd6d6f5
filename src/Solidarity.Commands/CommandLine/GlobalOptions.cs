using System.CommandLine.Parsing;
using Solidarity.Commands.Settings;
using Solidarity.Commands.Terminals;

namespace Solidarity.Commands.CommandLine;

/// <summary>The options that every command takes.</summary>
/// <param name="choices">What was chosen before, which they override.</param>
internal sealed class GlobalOptions(Choices choices)
{
    public const string ServerDefault = "http://127.0.0.1:7463";

    private static readonly Dictionary<string, OutputForm> Forms =
        Enum.GetValues<OutputForm>().ToDictionary(form => EnumText.Of(form));

    /// <summary>All that <c>--output</c> takes.</summary>
    public static readonly string FormChoices = string.Join(", ", Forms.Keys);

    public Option<bool> Json { get; } = new("--json")
    {
        Description = T("The same as --output json: results on standard output, errors on standard error."),
        Recursive = true,
    };

    public Option<string?> Output { get; } = new("--output")
    {
        Description = T("How to print tables: table, wide (never wraps), tsv or csv (a line for each item), json "
            + "(default: that of the context, else table)."),
        HelpName = "FORM",
        Recursive = true,
        Validators = { CheckForm },
    };

    public Option<string?> Server { get; } = new("--server")
    {
        Description = T($"The service to talk to (default: the variable {Choices.ServerVariable}, else that of the "
            + $"context, else {ServerDefault})."),
        HelpName = "URL",
        Recursive = true,
    };

    public Option<string?> AsBody { get; } = new("--as-body")
    {
        Description = T($"Who acts, for this command alone, where it is left out (default: the variable "
            + $"{Choices.BodyVariable}, else that of the context)."),
        HelpName = "BODY",
        Recursive = true,
    };

    /// <summary>Read by <see cref="LanguageChoice"/> before all others.</summary>
    public Option<string?> Lang { get; } = new(LanguageChoice.Option)
    {
        Description = T($"The language of messages and help: {LanguageChoice.Choices} (default: the variable "
            + $"{LanguageChoice.Variable}, else that of the system)."),
        HelpName = "CODE",
        Recursive = true,
    };

    public Choices Choices => choices;

    /// <summary>Of commands that change something.</summary>
    public Option<string?> RequestId { get; } = new("--request-id")
    {
        Description = T("Repeat a command safely: one with the same id is done once, however often it is given."),
        HelpName = "UUID",
    };

    /// <summary>Of commands that are more often repeated by mistake.</summary>
    public Option<bool> Again { get; } = new("--again")
    {
        Description = T("Do it a second time, though the same was done in the last 10 minutes."),
    };

    public bool IsJson(ParseResult parsed) => FormOf(parsed) == OutputForm.Json;

    /// <summary>Where both options are given, JSON: programs that say <c>--json</c> rely on it.</summary>
    public OutputForm FormOf(ParseResult parsed) =>
        parsed.GetValue(Json) ? OutputForm.Json
        : (parsed.GetValue(Output) ?? choices.Context?.Output) is { } text ? Forms.GetValueOrDefault(text)
        : OutputForm.Table;

    /// <summary>Whether programs read what this command line prints; it is then the same in all languages.</summary>
    public bool IsForPrograms(ParseResult parsed) =>
        FormOrNone(parsed) is OutputForm.Json or OutputForm.Csv or OutputForm.Tsv;

    /// <summary>Of errors, among which may be that the contexts cannot be read.</summary>
    public bool AreErrorsJson(ParseResult parsed) => FormOrNone(parsed) is OutputForm.Json;

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
        if (parsed.GetValue(Server) is { } said)
            return Address(said);
        return choices.Server is { } chosen ? Address(chosen.Text, chosen.By) : new Uri(ServerDefault);
    }

    /// <param name="by">Who says so, where it is not the command line.</param>
    /// <exception cref="UsageException">It is no address of a service.</exception>
    public static Uri Address(string text, string? by = null) =>
        Uri.TryCreate(text, UriKind.Absolute, out var server) && server.Scheme is ("http" or "https") ? server
        : throw UsageException.Malformed("server", by is null
            ? Wording.Of($"\"{text}\" is no address such as {ServerDefault}")
            : Wording.Of($"\"{text}\", by {by}, is no address such as {ServerDefault}"));

    // None where the contexts, one of which may say it, cannot be read.
    private OutputForm? FormOrNone(ParseResult parsed)
    {
        try
        {
            return FormOf(parsed);
        }
        catch (SettingsException)
        {
            return null;
        }
    }

    private static void CheckForm(OptionResult given)
    {
        if (given.GetValueOrDefault<string?>() is { } text && !Forms.ContainsKey(text))
            given.AddError(T($"--output: \"{text}\" is none of {FormChoices}."));
    }
}
