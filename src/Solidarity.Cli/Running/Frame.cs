using System.CommandLine;

namespace Solidarity.Cli.Running;

/// <summary>What every command is built with.</summary>
internal sealed class Frame(Terminal terminal, GlobalOptions globals)
{
    public Terminal Terminal => terminal;

    /// <summary>Whether this command line asks for JSON.</summary>
    public bool IsJson(ParseResult parsed) => parsed.GetValue(globals.Json);

    /// <summary>A command that works on a running service.</summary>
    public Command OnService(Command command, Func<ServiceCall, Task> work)
    {
        command.SetAction(async (parsed, cancelled) =>
        {
            using var call = new ServiceCall(parsed, terminal, IsJson(parsed), globals.ServerOf(parsed), cancelled);
            await work(call);
            return ExitCodes.Ok;
        });
        return command;
    }
}
