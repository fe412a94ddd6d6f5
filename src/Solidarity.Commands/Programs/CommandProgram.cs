using System.CommandLine.Invocation;
using System.Runtime.InteropServices;
using System.Text;
using Solidarity.Commands.Client;
using Solidarity.Commands.CommandLine;
using Solidarity.Commands.Failures;
using Solidarity.Commands.Settings;
using Solidarity.Commands.Shells;
using Solidarity.Commands.Terminals;

namespace Solidarity.Commands.Programs;

/// <summary>A program with the commands of a client and those that run the service.</summary>
/// <param name="OfService">By their names, the commands that run the service.</param>
/// <param name="OfServiceFailure">What is said of an exception that only those have; null: it is none of these.</param>
internal sealed record CommandProgram(
    IReadOnlyDictionary<string, Func<Frame, Command>> OfService, Func<Exception, Failure?> OfServiceFailure)
{
    /// <summary>The process of this program.</summary>
    public async Task<int> MainAsync(string[] args)
    {
        // A signal asks whatever is running to stop by itself; what it was doing decides how it ends.
        using var stop = new CancellationTokenSource();
        using var interrupted = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
        using var terminated = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);
        Console.OutputEncoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false);
        return await RunAsync(
            args, Console.In, Console.Out, Console.Error, !Console.IsOutputRedirected, stop.Token,
            answers: !Console.IsInputRedirected, errorInteractive: !Console.IsErrorRedirected);

        void Stop(PosixSignalContext signal)
        {
            signal.Cancel = true;
            stop.Cancel();
        }
    }

    /// <summary>The tree of its commands, or as much of it as a command line needs.</summary>
    public Command Root(Terminal terminal, string[] args, out GlobalOptions globals) =>
        CommandTree.Create(terminal, args, OfService, out globals);

    /// <summary>Runs one command line to its end, as a function, so that tests can call it without a
    /// process.</summary>
    /// <param name="interactive">A person watches <paramref name="output"/>: colours and displays that change are
    /// welcome there.</param>
    /// <param name="keepAlive">Null: the usual times.</param>
    /// <param name="answers">A person sits at <paramref name="input"/>, too.</param>
    /// <param name="errorInteractive">A person watches <paramref name="error"/>: progress is welcome there.</param>
    /// <param name="window">How large the window is; null: as the process's own console says.</param>
    /// <param name="time">Null: that of the system.</param>
    /// <param name="variable">Reads a variable of the environment; null: of the process's own.</param>
    /// <returns>One of <see cref="ExitCodes"/>. Nothing that a user or the service can do wrong throws.</returns>
    public async Task<int> RunAsync(
        string[] args, TextReader input, TextWriter output, TextWriter error, bool interactive,
        CancellationToken cancellationToken, KeepAlive? keepAlive = null, bool answers = false,
        bool errorInteractive = false, Func<(int Width, int Height)>? window = null,
        Func<string, string?>? variable = null, TimeProvider? time = null)
    {
        var terminal = new Terminal(input, output, error, interactive)
        {
            KeepAlive = keepAlive ?? KeepAlive.Default,
            Answers = answers,
            ErrorInteractive = errorInteractive,
            Window = window,
            Time = time ?? TimeProvider.System,
            Variable = variable ?? Environment.GetEnvironmentVariable,
        };
        Speak(LanguageChoice.Of(args, terminal.Variable, out var noLanguage));
        var root = Root(terminal, args, out var globals);
        if (Suggestions.AreAskedFor(args))
        {
            new Suggestions(terminal, globals).Write(root, args);
            return ExitCodes.Ok;
        }
        var parsed = Parse(args);
        if (globals.IsForPrograms(parsed) && Language.Current != Language.English)
        {
            Speak(Language.English);
            root = Root(terminal, args, out globals);
            parsed = Parse(args);
        }
        var acting = new Acting(globals, Parse);
        try
        {
            CommandLineText.Check(args);
            if (noLanguage is not null)
                throw UsageException.Malformed(
                    "lang", $"\"{noLanguage}\" is none of the languages {LanguageChoice.Choices}");
            parsed = acting.Complete(args, parsed);
            if (parsed.Action is ParseErrorAction || (parsed.Errors.Count > 0 && parsed.Action is null))
                throw UsageException.Of(parsed);
            var configuration = new InvocationConfiguration
            {
                Output = output,
                Error = error,
                EnableDefaultExceptionHandler = false,
                ProcessTerminationTimeout = null,
            };
            return await parsed.InvokeAsync(configuration, cancellationToken);
        }
        catch (Exception problem)
        {
            var failure = OfServiceFailure(problem)
                ?? Failure.Of(problem, () => globals.ServerOf(parsed), cancellationToken);
            if (failure.ExitCode == ExitCodes.Usage && acting.FilledIn is { } body)
            {
                var sentence = failure.Message is [.., '.' or '?'] ? failure.Message : $"{failure.Message}.";
                failure = failure with { Message = T($"{sentence} {body.Text} acts here, by {body.By}.") };
            }
            if (!globals.AreErrorsJson(parsed)
                && new ServiceIds(terminal, globals).NearestTo(failure, parsed) is { } near)
                failure = failure with { Message = T($"{failure.Message} Did you mean {near}?") };
            failure.Write(terminal, globals.AreErrorsJson(parsed));
            return failure.ExitCode;
        }
        finally
        {
            await output.FlushAsync(CancellationToken.None);
            await error.FlushAsync(CancellationToken.None);
        }

        // Without response files: an authority such as "@home" is a text like any other.
        ParseResult Parse(string[] words) =>
            root.Parse(words, new ParserConfiguration { ResponseFileTokenReplacer = null });
    }

    // The parser and its help have texts of their own, which go by the culture.
    private static void Speak(Language language)
    {
        Language.Current = language;
        CultureInfo.CurrentUICulture =
            language == Language.English ? CultureInfo.InvariantCulture : new CultureInfo(language.Code);
    }
}
