namespace Solidarity.Views.Worlds;

/// <summary>What is read does not have what was written yet, and has not had it for as long as a reader waits.
/// </summary>
/// <param name="entries">How many entries it is behind.</param>
public sealed class WorldBehindException(long entries) : Exception(
    InEnglish($"what is shown is {entries} entries behind what is written, and has not caught up within "
        + $"{Projector.ReadWaitMsMax / 1_000} seconds"));
