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
            [ServiceCommand.Serve.Name] = ServeCommand.Create,
            // Replay and Demos are not even loaded where they are not asked for.
            [ServiceCommand.Replay.Name] = frame => ReplayCommand.Create(frame),
            [ServiceCommand.Verify.Name] = VerifyCommand.Create,
            [ServiceCommand.Backup.Name] = BackupCommand.Create,
            [ServiceCommand.Restore.Name] = RestoreCommand.Create,
            [ServiceCommand.Migrate.Name] = MigrateCommand.Create,
            [ServiceCommand.Demo.Name] = frame => DemoCommands.Create(frame),
        },
        HostFailure.Of);
}
