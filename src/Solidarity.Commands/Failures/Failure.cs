using Grpc.Core;
using Solidarity.Commands.Client;
using Solidarity.Commands.CommandLine;
using Solidarity.Commands.Settings;
using Solidarity.Commands.Terminals;

namespace Solidarity.Commands.Failures;

/// <summary>
/// Why a command line did not do what it was to do. Every error of every command becomes one of these, so that programs
/// meet the same reasons and exit codes everywhere.
/// </summary>
/// <param name="Reason">A fixed name in capitals, for programs: that of the service's refusal where it refused.</param>
/// <param name="Message">What happened, to what, and what to do next, for people.</param>
/// <param name="Field">What part of the input is wrong, where it is the input.</param>
/// <param name="HasLines">The message has lines of its own; else it is shown on one, whatever the service put into it.
/// </param>
internal sealed record Failure(
    int ExitCode, string Reason, string Message, string? Field = null, bool HasLines = false)
{
    // Of these a service says itself what is known and how to repeat the command, and nothing is said twice.
    private static readonly string[] SayHowToRepeat =
        ["JOURNAL_UNAVAILABLE", "NOT_ANSWERED", "BODY_UNREACHABLE", "STOPPING", "OVERLOADED"];

    public IReadOnlyDictionary<string, string> Metadata { get; init; } = new Dictionary<string, string>();

    /// <param name="server">Where the service was looked for.</param>
    public static Failure Of(Exception problem, Func<Uri> server, CancellationToken cancellationToken) => problem switch
    {
        UsageException usage => new(ExitCodes.Usage, usage.Reason, usage.Message, usage.Field, usage.HasLines),
        SettingsException settings => new(ExitCodes.Usage, "SETTINGS_UNUSABLE", settings.Message),
        UnknownBodyException body => new(ExitCodes.Refused, body.Reason, body.Message, body.Field)
        {
            Metadata = body.Metadata,
        },
        CheckFailedException check => new(ExitCodes.Refused, check.Reason, check.Message),
        OutcomeUnknownException unknown => Unknown(unknown, server, cancellationToken),
        _ when IsLeaving(problem, cancellationToken) =>
            new(ExitCodes.Cancelled, "CANCELLED", T("Cancelled.")),
        RpcException call => ServiceFailure.Of(call, server()),
        _ => new(
            ExitCodes.Refused, "INTERNAL", T($"This is a fault of solidarity itself: {problem}"), HasLines: true),
    };

    /// <summary>Whether a command ended because its user wanted it to end.</summary>
    public static bool IsLeaving(Exception problem, CancellationToken cancellationToken) =>
        cancellationToken.IsCancellationRequested
        && problem is OperationCanceledException or RpcException { StatusCode: StatusCode.Cancelled };

    /// <summary>One object for programs, <c>{"error":{"reason","message","field"?,"metadata":{…}}}</c>; sentences for
    /// people.</summary>
    public void Write(Terminal terminal, bool json)
    {
        if (json)
            JsonText.Write(terminal.Error, new JsonFields { ["error"] = Fields() });
        else
        {
            var text = $"{Prose.Program}: {Message}";
            foreach (var line in HasLines ? text.ReplaceLineEndings("\n").Split('\n') : [text])
                terminal.Tell(Wording.Verbatim(line));
        }
    }

    private JsonFields Fields()
    {
        var fields = new JsonFields { ["reason"] = Reason, ["message"] = Message };
        if (Field is not null)
            fields.Add("field", Field);
        var metadata = new JsonFields();
        foreach (var (name, value) in Metadata.OrderBy(each => each.Key, StringComparer.Ordinal))
            metadata.Add(name, value);
        fields.Add("metadata", metadata);
        return fields;
    }

    private static Failure Unknown(
        OutcomeUnknownException unknown, Func<Uri> server, CancellationToken cancellationToken)
    {
        var cause = Of(unknown.Cause, server, cancellationToken);
        KeyValuePair<string, string> requestId = new("request_id", unknown.RequestId);
        return cause with
        {
            Message = SayHowToRepeat.Contains(cause.Reason)
                ? T($"{cause.Message} Give: {unknown.Options}")
                : T($"{cause.Message} It is not known whether it was done. To be sure that it is done, once, "
                    + $"give the same command again with: {unknown.Options}"),
            Metadata = cause.Metadata.Where(pair => pair.Key != requestId.Key).Append(requestId).ToDictionary(),
        };
    }
}
