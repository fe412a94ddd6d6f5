namespace Solidarity.Commands.CommandLine;

/// <summary>Word from one body takes a moment to reach another: what rests on it is tried until it has come.</summary>
internal static class Retrying
{
    private const int AttemptsMax = 100;
    private const int WaitMs = 50;

    /// <summary>Tries until it comes true; false where it did not in time.</summary>
    public static async Task<bool> UntilAsync(
        Func<Task<bool>> attempt, CancellationToken cancelled, int attemptsMax = AttemptsMax)
    {
        for (var attempts = 1; !await attempt(); attempts++)
        {
            if (attempts == attemptsMax)
                return false;
            await Task.Delay(WaitMs, cancelled);
        }
        return true;
    }
}
