using Solidarity.Commands.CommandLine;
using Solidarity.Commands.Failures;

namespace Solidarity.Commands.Shells;

/// <summary><c>solidarity completion</c>: the lines by which a shell completes the words of a command line. They ask
/// <see cref="Suggestions"/> at each press of the key.</summary>
internal static class CompletionCommand
{
    private const string Bash = """
        _solidarity() {
          local IFS=$'\n'
          COMPREPLY=($(solidarity "[suggest:${COMP_POINT}]" "${COMP_LINE}" 2>/dev/null))
        }
        complete -o default -F _solidarity solidarity
        """;

    private const string Zsh = """
        #compdef solidarity
        _solidarity() {
          local line="${(j: :)words[1,CURRENT]}"
          local -a found=("${(@f)$(solidarity "[suggest:${#line}]" "$line" 2>/dev/null)}")
          compadd -a found
        }
        compdef _solidarity solidarity
        """;

    private const string Fish = """
        function __solidarity
          set -l line (commandline -cp)
          solidarity "[suggest:"(string length -- "$line")"]" "$line" 2>/dev/null
        end
        complete -c solidarity -a '(__solidarity)'
        """;

    private const string PowerShell = """
        Register-ArgumentCompleter -Native -CommandName solidarity -ScriptBlock {
          param($word, $line, $cursor)
          solidarity "[suggest:$cursor]" "$line".PadRight($cursor) 2>$null | ForEach-Object {
            [System.Management.Automation.CompletionResult]::new($_, $_, 'ParameterValue', $_)
          }
        }
        """;

    public static Command Create(Frame frame)
    {
        var shell = Arguments.Text("SHELL", "bash, zsh, fish or powershell.");
        var command = new Command("completion", "Print what lets a shell complete commands, options and ids.")
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
            frame.Terminal.Output.WriteLine(parsed.GetRequiredValue(shell) switch
            {
                "bash" => Bash,
                "zsh" => Zsh,
                "fish" => Fish,
                "powershell" => PowerShell,
                var other => throw UsageException.Malformed(
                    "shell", $"\"{other}\" is none of bash, zsh, fish, powershell"),
            });
            return ExitCodes.Ok;
        });
        return command;
    }
}
