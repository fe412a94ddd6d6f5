using Solidarity.Commands.Terminals;

namespace Solidarity.Commands.CommandLine;

/// <summary>What every command is built with.</summary>
internal sealed class Frame(Terminal terminal, GlobalOptions globals)
{
    public Terminal Terminal => terminal;

    public GlobalOptions Globals => globals;

    /// <summary>Whether this command line asks for JSON.</summary>
    public bool IsJson(ParseResult parsed) => globals.IsJson(parsed);

    /// <summary>The terminal, as this command line wants its tables.</summary>
    public Terminal TerminalOf(ParseResult parsed) =>
        terminal with { IsWide = FormOf(parsed) == OutputForm.Wide };

    /// <summary>How this command line wants tables.</summary>
    public OutputForm FormOf(ParseResult parsed) => globals.FormOf(parsed);

    /// <summary>A command that asks a running service.</summary>
    public Command Asks(Command command, Func<ServiceCall, Task> work)
    {
        command.SetAction(async (parsed, cancelled) =>
        {
            using var call = new ServiceCall(parsed, terminal, globals, cancelled);
            await call.FindBodiesAsync();
            await work(call);
        });
        return command;
    }

    /// <summary>A command that changes something in a running service, once for each request id.</summary>
    public Command Sends(Command command, Func<ServiceCall, Task> work)
    {
        command.Add(globals.RequestId);
        return Asks(command, work);
    }

    /// <summary>A command that moves or promises money, whose request has a field <c>again</c>.</summary>
    public Command SendsMoney(Command command, Func<ServiceCall, Task> work)
    {
        command.Add(globals.Again);
        return Sends(command, work);
    }

    /// <summary>A noun with what can be done to it.</summary>
    public static Command Group(string name, Wording description, params IEnumerable<Command> commands)
    {
        var group = new Command(name, T(description));
        foreach (var command in commands)
            group.Add(command);
        return group;
    }
}
