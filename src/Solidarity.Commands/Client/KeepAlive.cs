namespace Solidarity.Commands.Client;

/// <summary>How a dead line is noticed: where nothing comes for <paramref name="Delay"/>, the service is asked for a
/// sign of life, and the line is given up where none comes within <paramref name="AnswerIn"/>.</summary>
internal sealed record KeepAlive(TimeSpan Delay, TimeSpan AnswerIn)
{
    private const int DelaySeconds = 15;
    private const int AnswerSeconds = 10;

    public static readonly KeepAlive Default =
        new(TimeSpan.FromSeconds(DelaySeconds), TimeSpan.FromSeconds(AnswerSeconds));
}
