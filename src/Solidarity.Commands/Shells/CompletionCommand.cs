using Solidarity.Commands.CommandLine;
using Solidarity.Commands.Failures;

namespace Solidarity.Commands.Shells;

/// <summary><c>solidarity completion</c>: the lines by which a shell completes the words of a command line. They ask
/// <see cref="Suggestions"/> at each press of the key.</summary>
internal static class CompletionCommand
{
    private static readonly Shell[] All =
    [
        new("bash", """
            _solidarity() {
              local IFS=$'\n'
              COMPREPLY=($(solidarity "[suggest:${COMP_POINT}]" "${COMP_LINE}" 2>/dev/null))
            }
            complete -o default -F _solidarity solidarity
            """),
        new("zsh", """
            #compdef solidarity
            _solidarity() {
              local line="${(j: :)words[1,CURRENT]}"
              local -a found=("${(@f)$(solidarity "[suggest:${#line}]" "$line" 2>/dev/null)}")
              compadd -a found
            }
            compdef _solidarity solidarity
            """),
        new("fish", """
            function __solidarity
              set -l line (commandline -cp)
              solidarity "[suggest:"(string length -- "$line")"]" "$line" 2>/dev/null
            end
            complete -c solidarity -a '(__solidarity)'
            """),
        new("powershell", """
            Register-ArgumentCompleter -Native -CommandName solidarity -ScriptBlock {
              param($word, $line, $cursor)
              solidarity "[suggest:$cursor]" "$line".PadRight($cursor) 2>$null | ForEach-Object {
                [System.Management.Automation.CompletionResult]::new($_, $_, 'ParameterValue', $_)
              }
            }
            """),
    ];

    /// <summary>The names of all shells, for help.</summary>
    public static string Choices => string.Join(", ", All.Select(shell => shell.Name));

    public static Command Create(Frame frame)
    {
        var shell = Arguments.Text("SHELL", "bash, zsh, fish or powershell.");
        var command = new Command("completion", T("Print what lets a shell complete commands, options and ids."))
        {
            shell,
        };
        command.WithExamples(
            "completion bash > ~/.local/share/bash-completion/completions/solidarity",
            "completion zsh > ~/.zfunc/_solidarity",
            "completion fish > ~/.config/fish/completions/solidarity.fish",
            "completion powershell >> $PROFILE");
        command.SetAction(parsed =>
        {
            var name = parsed.GetRequiredValue(shell);
            var chosen = All.FirstOrDefault(one => one.Name == name)
                ?? throw UsageException.Malformed("shell", $"\"{name}\" is none of {Choices}");
            frame.Terminal.Output.WriteLine(chosen.Script);
            return ExitCodes.Ok;
        });
        return command;
    }

    /// <param name="Script">What the shell reads as it starts.</param>
    private sealed record Shell(string Name, string Script);
}
