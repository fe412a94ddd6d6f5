using System.CommandLine;
using Solidarity.Commands.CommandLine;
using Solidarity.Commands.Programs;

namespace Solidarity.Client;

/// <summary>The program that is a client alone. It starts quickly, because it is compiled ahead and carries no service.
/// </summary>
internal static class ClientProgram
{
    public static CommandProgram Program { get; } = new(
        ServiceCommand.All.ToDictionary(each => each.Name, each => new Func<Frame, Command>(_ => StandInOf(each))),
        _ => null);

    // It is listed as the real one is; what it can do, ServiceProgram does.
    private static Command StandInOf(ServiceCommand real)
    {
        var command = real.New();
        if (real.Argument is { } name)
            command.Add(new Argument<string>(name));
        command.TreatUnmatchedTokensAsErrors = false;
        command.SetAction(void (_) => throw new UsageException("NO_SERVICE_PROGRAM",
            $"\"{real.Name}\" needs the program {ServiceProgram.FileName}, which is not in {AppContext.BaseDirectory}. "
            + $"deploy/build-native makes both."));
        return command;
    }
}
