using Solidarity.Commands.CommandLine;
using Solidarity.Commands.Failures;
using Solidarity.Commands.Settings;
using Solidarity.Commands.Sheets;
using Solidarity.Commands.Terminals;

namespace Solidarity.Commands.Contexts;

/// <summary><c>solidarity use</c>: chooses what later command lines need not say.</summary>
internal static class UseCommand
{
    public static Command Create(Frame frame)
    {
        var body = Arguments.Body("BODY", "Who acts from now on: geneva-masons, or federations/geneva.", acts: false);
        body.Optional();
        var name = Options.Text(
            "--context", "NAME", "The context to change to, or to make; each keeps its own choices.");
        var none = Options.Flag("--none", "Let no context hold any more. What they keep is not lost.");
        var command = new Command(
            "use", T("Choose who acts and at which service, so that no command has to say it. Alone, it shows that."))
        {
            body, name, none,
        };
        command.WithExamples(
            "use sections/geneva-masons", "use --server http://127.0.0.1:8000", "use --context work geneva-masons",
            "use --output wide", "use", "use --none");
        command.SetAction(async (parsed, cancelled) =>
        {
            var choices = frame.Globals.Choices;
            var (server, output) = (parsed.GetValue(frame.Globals.Server), parsed.GetValue(frame.Globals.Output));
            string?[] given = [parsed.GetValue(body), output, server];
            var changes = given.Any(text => text is not null);
            if (parsed.GetValue(none))
            {
                if (changes || parsed.GetValue(name) is not null)
                    throw UsageException.Malformed("none", "goes with nothing else");
                choices.Keep(choices.File with { Current = null });
            }
            else if (changes || parsed.GetValue(name) is not null)
            {
                var context = Begun(choices, parsed.GetValue(name), changes);
                context = context with
                {
                    Server = server is null ? context.Server : GlobalOptions.Address(server).OriginalString,
                    Output = output ?? context.Output,
                };
                // The service may have to say what an id stands for: the one of this context.
                choices.Suppose(With(choices.File, context));
                using var call = new ServiceCall(parsed, frame.Terminal, frame.Globals, cancelled);
                await call.FindBodiesAsync();
                context = context with { Body = call.Body(body) is { Length: > 0 } who ? who : context.Body };
                choices.Keep(With(choices.File, context));
            }
            Show(frame, choices, frame.IsJson(parsed));
            return ExitCodes.Ok;
        });
        return command;
    }

    /// <summary>Lets a body act from now on, in the context that holds.</summary>
    /// <param name="server">The address of its service; null: as before.</param>
    public static void Turn(Choices choices, string body, string? server)
    {
        var context = Begun(choices, null, changes: true);
        choices.Keep(With(choices.File, context with { Body = body, Server = server ?? context.Server }));
    }

    private static ContextFile With(ContextFile file, Context context) =>
        new(context.Name, file.Contexts.SetItem(context.Name, context));

    private static Context Begun(Choices choices, string? given, bool changes)
    {
        var name = given ?? choices.ContextName ?? Context.DefaultName;
        if (choices.File.Contexts.TryGetValue(name, out var context))
            return context;
        if (!changes)
            throw UsageException.Malformed("context",
                $"there is no \"{name}\"; to make it, say who acts or which service it is for");
        return new Context(Names.Id(name, "context"));
    }

    private static void Show(Frame frame, Choices choices, bool json)
    {
        var (server, body) = (choices.Server, choices.Body);
        var (address, who) = (server?.Text ?? GlobalOptions.ServerDefault, body?.Text);
        if (json)
        {
            JsonText.Write(frame.Terminal.Output, new JsonFields
            {
                ["context"] = choices.ContextName,
                ["server"] = address,
                ["body"] = who,
                ["output"] = choices.Context?.Output,
                ["contexts"] = choices.File.Contexts.Keys,
                ["file"] = choices.Path,
            });
            return;
        }
        Facts.Write(frame.Terminal.Console(),
        [
            ("context", choices.ContextName ?? T("none")),
            ("acts", body is null ? T("nobody") : By(body, body.Text)),
            ("server", server is null ? T($"{address} (the default)") : By(server, address)),
            ("output", choices.Context?.Output ?? ""),
            ("contexts", string.Join(", ", choices.File.Contexts.Keys)),
        ]);
    }

    // The context is named above.
    private static string By(Choice choice, string text) =>
        choice.IsByVariable ? T($"{text} (by {choice.By})") : text;
}
