using System.CommandLine;
using System.CommandLine.Help;
using Solidarity.Cli.Boards;
using Solidarity.Cli.Replaying;
using Solidarity.Cli.Running;
using Solidarity.Cli.Verifying;

namespace Solidarity.Cli;

/// <summary>The tree of commands.</summary>
internal static class Root
{
    public static Command Create(Terminal terminal, out GlobalOptions globals)
    {
        globals = new GlobalOptions();
        var frame = new Frame(terminal, globals);
        // A plain command and no RootCommand, whose name would be that of whatever process this runs in.
        var root = new Command("solidarity", "Carries calls for aid and strike funds between sections and federations.")
        {
            globals.Json,
            globals.Server,
            VersionText.Option(),
            new HelpOption(),
        };
        foreach (var command in All(frame))
            root.Add(command);
        HelpText.Extend(root);
        return root;
    }

    private static IEnumerable<Command> All(Frame frame) =>
    [
        BoardCommand.Create(frame),
        ReplayCommand.Create(frame),
        VerifyCommand.Create(frame),
    ];
}
