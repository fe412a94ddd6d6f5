using System.Runtime.CompilerServices;
using Solidarity.Commands.Settings;
using Solidarity.Languages;

namespace Solidarity.Cli.Tests.Services;

/// <summary>What whoever runs the tests has chosen for their own work counts for no test.</summary>
internal static class OwnSettings
{
    private static readonly string File = Path.Combine(Path.GetTempPath(), "solidarity-cli-no-settings", "config.json");

    /// <summary>A variable of the environment as tests see it.</summary>
    public static string? Variable(string name) => name switch
    {
        ContextFile.PathVariable => File,
        LanguageChoice.Variable => Language.English.Code,
        Choices.ServerVariable or Choices.BodyVariable or Choices.ContextVariable => null,
        _ => Environment.GetEnvironmentVariable(name),
    };

    // Also for processes that tests start, and for command lines run in this one without a test's own variables.
    [ModuleInitializer]
    internal static void Hide()
    {
        foreach (var name in new[]
            {
                ContextFile.PathVariable, Choices.ServerVariable, Choices.BodyVariable, Choices.ContextVariable,
                LanguageChoice.Variable,
            })
            Environment.SetEnvironmentVariable(name, Variable(name));
    }
}
