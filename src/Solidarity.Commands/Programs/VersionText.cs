using System.CommandLine.Invocation;
using System.Reflection;
using Solidarity.Commands.Failures;

namespace Solidarity.Commands.Programs;

/// <summary>The option that tells which version this is.</summary>
internal static class VersionText
{
    public static Option Option(string name) => new Option<bool>(name)
    {
        Description = T("Tell which version this is."),
        Action = new Tell(),
    };

    private sealed class Tell : SynchronousCommandLineAction
    {
        public override bool Terminating => true;

        public override int Invoke(ParseResult parseResult)
        {
            var version = typeof(VersionText).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>();
            parseResult.InvocationConfiguration.Output.WriteLine($"solidarity {version?.InformationalVersion}");
            return ExitCodes.Ok;
        }
    }
}
