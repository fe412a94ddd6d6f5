namespace Solidarity.Commands.Settings;

/// <summary>
/// What was chosen before this command line: by variables, else by the context that holds. The file is read when it is
/// needed first.
/// </summary>
internal sealed class Choices(Func<string, string?> variable)
{
    public const string ServerVariable = "SOLIDARITY_SERVER";
    public const string BodyVariable = "SOLIDARITY_BODY";
    public const string ContextVariable = "SOLIDARITY_CONTEXT";

    private ContextFile? _file;

    public string Path { get; } = ContextFile.PathOf(variable);

    public ContextFile File => _file ??= ContextFile.Read(Path);

    /// <summary>Goes by other contexts than the file has, for this command line.</summary>
    public void Suppose(ContextFile file) => _file = file;

    /// <summary>Writes the file, and goes by it from now on.</summary>
    public void Keep(ContextFile file)
    {
        file.Write(Path);
        _file = file;
    }

    /// <summary>The name of the context that holds; null where none does.</summary>
    public string? ContextName => Variable(ContextVariable) ?? File.Current;

    /// <exception cref="SettingsException">The context that a variable names is not there.</exception>
    public Context? Context =>
        ContextName is not { } name ? null
        : File.Contexts.TryGetValue(name, out var context) ? context
        : File.Contexts.IsEmpty ? throw new SettingsException($"There is no context \"{name}\". There are: none.")
        : throw new SettingsException(
            $"There is no context \"{name}\". There are: {string.Join(", ", File.Contexts.Keys)}.");

    /// <summary>The service; null where nothing was chosen.</summary>
    public Choice? Server => Of(ServerVariable, context => context.Server);

    /// <summary>Who acts; null where nothing was chosen.</summary>
    public Choice? Body => Of(BodyVariable, context => context.Body);

    private Choice? Of(string name, Func<Context, string?> read)
    {
        if (Variable(name) is { } text)
            return new Choice(text, T($"the variable {name}"), IsByVariable: true);
        return Context is { } context && read(context) is { } kept
            ? new Choice(kept, T($"the context \"{context.Name}\""), IsByVariable: false)
            : null;
    }

    private string? Variable(string name) => variable(name) is { Length: > 0 } text ? text : null;
}

/// <summary>Something chosen before.</summary>
/// <param name="By">"the context \"default\"".</param>
internal sealed record Choice(string Text, string By, bool IsByVariable);
