namespace Solidarity.Commands.CommandLine;

/// <summary>What is said of an act that nothing takes back: in its help, before it is done, and in its answer.
/// </summary>
internal static class Final
{
    public static readonly Wording Note = "That cannot be taken back.";
}
