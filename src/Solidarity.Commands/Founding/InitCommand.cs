using Solidarity.Commands.CommandLine;
using Solidarity.Commands.Contexts;
using Solidarity.Commands.Corridors;
using Solidarity.Commands.Terminals;

namespace Solidarity.Commands.Founding;

/// <summary><c>solidarity init</c>: a body begins, with all that belongs together.</summary>
internal static class InitCommand
{
    public static Command Create(Frame frame)
    {
        var options = new BeginningOptions();
        var admit = Options.Flag("--admit",
            "You answer for the federations, too: they take it in, and agree to corridors both ways.");
        var terms = new TermsOptions();
        var command = new Command("init",
            T("Begin: found a section or federation, join others, open corridors, choose that it acts. Alone, it "
                + "asks."))
        {
            options.All, admit, terms.SettledBy,
        };
        return frame.Asks(command.WithExamples(
            "init",
            "init federation \"Unions of Geneva\" --level local --locality Geneva --country CH",
            "init section \"Masons of Geneva\" --trade masons --locality Geneva --country CH --currency CHF "
            + "--join geneva --admit --deposit 500 CHF"), async call =>
        {
            var beginning = options.Read(call);
            var steps = new BeginningSteps(call, call.Get(admit));
            var done = new List<BeginningStep>();
            await foreach (var step in steps.RunAsync(beginning, call.Choice<Settlement>(terms.SettledBy)))
            {
                done.Add(step);
                if (!call.Json)
                    Say(call.Terminal, step);
            }
            UseCommand.Turn(frame.Globals.Choices, beginning.Name, call.Get(frame.Globals.Server));
            var next = done.Select(step => step.Waits).FirstOrDefault(waits => waits is not null) ?? Next(beginning);
            if (call.Json)
                JsonText.Write(call.Terminal.Output, new JsonFields
                {
                    ["name"] = beginning.Name,
                    ["steps"] = done.Select(
                        step => new JsonFields
                        {
                            ["text"] = T(step.Text),
                            ["already"] = step.Already,
                            ["waits"] = CommandOf(step.Waits),
                        }),
                    ["next"] = CommandOf(next),
                });
            else
                call.Terminal.Say($"{beginning.Name} acts from now on. {next}");
        });
    }

    private static void Say(Terminal terminal, BeginningStep step)
    {
        terminal.Say(step.Text);
        if (step.Waits is { } waits)
            terminal.Say($"{Hint.Indent}{waits}");
    }

    // What anybody can do now; a strike is declared when there is one.
    private static Hint Next(Beginning beginning) => beginning switch
    {
        { IsSection: false } => new("See how sections join it", "init --help"),
        { Joins: [] } => new("See which federation to ask", "federations list"),
        _ => new("See what waits for it", "doctor"),
    };

    private static string? CommandOf(Hint? hint) => hint is null ? null : $"{Hint.Program} {hint.Command}";
}
