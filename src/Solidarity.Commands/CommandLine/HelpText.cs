using System.CommandLine.Help;
using System.CommandLine.Invocation;
using System.Runtime.CompilerServices;
using Solidarity.Commands.Terminals;

namespace Solidarity.Commands.CommandLine;

/// <summary>Adds examples to the help: people read those first.</summary>
internal static class HelpText
{
    private static readonly ConditionalWeakTable<Command, string[]> Examples = [];

    /// <summary>Gives a command its examples, each without the leading <c>solidarity</c>.</summary>
    public static T WithExamples<T>(this T command, params string[] examples) where T : Command
    {
        Examples.AddOrUpdate(command, examples);
        return command;
    }

    public static string[] ExamplesOf(Command command) =>
        Examples.TryGetValue(command, out var examples) ? examples : [];

    public static void Extend(Command root, Terminal terminal)
    {
        var help = root.Options.OfType<HelpOption>().Single();
        var usual = (HelpAction)help.Action!;
        usual.MaxWidth = terminal.HelpWidth;
        help.Action = new WithExamplesBelow(usual);
    }

    private sealed class WithExamplesBelow(HelpAction usual) : SynchronousCommandLineAction
    {
        public override bool Terminating => true;

        public override bool ClearsParseErrors => true;

        public override int Invoke(ParseResult parseResult)
        {
            var code = usual.Invoke(parseResult);
            if (ExamplesOf(parseResult.CommandResult.Command) is not [_, ..] examples)
                return code;
            var output = parseResult.InvocationConfiguration.Output;
            output.WriteLine(examples.Length == 1 ? T("Example:") : T("Examples:"));
            foreach (var example in examples)
                output.WriteLine($"  solidarity {example}");
            output.WriteLine();
            return code;
        }
    }
}
