namespace Solidarity.Commands.Programs;

/// <summary>What a command is called that runs the service, or reads its journal. All programs list it; one that is a
/// client alone hands it over.</summary>
internal sealed record ServiceCommand(string Name, Wording Description, string? Argument = null)
{
    public static readonly ServiceCommand Serve = new("serve", "Run the service until Ctrl-C.");

    public static readonly ServiceCommand Replay = new(
        "replay",
        $"Live through recorded history: found bodies, strike, call, pledge, send; then show how each strike stood.",
        "FOLDER");

    public static readonly ServiceCommand Verify = new(
        "verify", "Check a journal offline: its hash chain, its books, and that its state is what replay gives.");

    public static readonly ServiceCommand Backup = new(
        "backup",
        "Back up a data folder or a shared log, while services go on. Run again, it writes what is new.");

    public static readonly ServiceCommand Restore = new(
        "restore", "Make a data folder, or an empty shared log, of a backup: as it was last, or at an earlier time.");

    public static readonly ServiceCommand Migrate = new(
        "migrate",
        $"Move a journal from a data folder to an empty shared log, from a log to a folder, or out of a replica "
        + $"whose log is lost.");

    public static readonly ServiceCommand Demo = new(
        "demo", "Show the service at work, in this process, on a made-up world.");

    public static ImmutableArray<ServiceCommand> All { get; } =
        [Serve, Replay, Verify, Backup, Restore, Migrate, Demo];

    /// <param name="parts">Its options, arguments and commands.</param>
    public Command New(params IEnumerable<Symbol> parts)
    {
        var command = new Command(Name, T(Description));
        foreach (var part in parts)
            switch (part)
            {
                case Option option:
                    command.Add(option);
                    break;
                case Argument argument:
                    command.Add(argument);
                    break;
                case Command below:
                    command.Add(below);
                    break;
            }
        return command;
    }
}
