using Solidarity.Commands.CommandLine;
using Solidarity.Commands.Terminals;

namespace Solidarity.Commands.Founding;

/// <summary>Takes what the command line says, and asks a person at a terminal for the rest, again until an answer can
/// be read. Where nobody can be asked, what is missing is named.</summary>
/// <param name="guided">Whether a person is asked for what may be left out, too.</param>
internal sealed class Questions(Terminal terminal, bool guided, CancellationToken cancelled)
{
    private readonly bool _isGuided = guided && terminal.CanAsk;

    /// <param name="told">What the command line says; null where it says nothing.</param>
    /// <param name="missing">What to write on the command line.</param>
    /// <param name="usual">What an empty answer means; null where there must be one.</param>
    public T Answer<T>(string? told, string missing, Wording question, string? usual, Func<string, T> read)
    {
        if (told is not null)
            return read(told);
        return terminal.CanAsk
            ? Asked(question, usual, read)
            : throw new UsageException("USAGE", $"Say also {missing}. At a terminal you are asked for it.");
    }

    /// <summary>As <see cref="Answer"/>; where nobody is guided, the usual answer is taken.</summary>
    public T AnswerOr<T>(string? told, Wording question, string? usual, Func<string, T> read) =>
        Answer(told ?? (_isGuided ? null : usual), "--id", question, usual, read);

    /// <summary>What may be left out; null where it is.</summary>
    public string? AnswerOrNone(string? told, Wording question) =>
        told ?? (_isGuided ? Asked(question, "", text => text.Length > 0 ? text : null) : null);

    /// <summary>What may be left out; the default where it is.</summary>
    public T? AnswerOrNone<T>(string? told, Wording question, Func<string, T?> read)
    {
        if (told is not null)
            return read(told);
        return _isGuided ? Asked(question, "", text => text.Length > 0 ? read(text) : default) : default;
    }

    private T Asked<T>(Wording question, string? usual, Func<string, T> read)
    {
        while (true)
        {
            var line = terminal.AnswerAsync(
                    usual is { Length: > 0 } ? Wording.Of($"{question} "
                        + $"[{usual}]") : question, cancelled).GetAwaiter().GetResult()
                ?? throw new UsageException("USAGE", "There was no answer. Nothing was done.");
            try
            {
                return read(line.Trim() is { Length: > 0 } || usual is null ? line.Trim() : usual);
            }
            catch (UsageException problem)
            {
                terminal.Tell(Wording.Verbatim(problem.Message));
            }
        }
    }
}
