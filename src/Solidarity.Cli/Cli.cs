using System.CommandLine;
using Solidarity.Commands.CommandLine;
using Solidarity.Commands.Programs;
using Solidarity.Demos;
using Solidarity.Replay;

namespace Solidarity.Cli;

/// <summary>The program that has everything: the client, and the service itself.</summary>
internal static class Cli
{
    public static CommandProgram Program { get; } = new(
        new Dictionary<string, Func<Frame, Command>>
        {
            ["serve"] = ServeCommand.Create,
            // Replay and Demos are not even loaded where they are not asked for.
            ["replay"] = frame => ReplayCommand.Create(frame),
            ["verify"] = VerifyCommand.Create,
            ["backup"] = BackupCommand.Create,
            ["restore"] = RestoreCommand.Create,
            ["migrate"] = MigrateCommand.Create,
            ["demo"] = frame => DemoCommands.Create(frame),
        },
        HostFailure.Of);
}
