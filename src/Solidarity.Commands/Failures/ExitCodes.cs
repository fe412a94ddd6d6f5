namespace Solidarity.Commands.Failures;

/// <summary>What the process tells its caller. Scripts rely on these numbers.</summary>
internal static class ExitCodes
{
    public const int Ok = 0;

    /// <summary>The service refused, or a check failed.</summary>
    public const int Refused = 1;

    /// <summary>Wrong usage or malformed input, whatever the state of the service.</summary>
    public const int Usage = 2;

    /// <summary>The service cannot be reached, cannot serve now, or has stopped by itself and may be started again.
    /// </summary>
    public const int Unreachable = 3;

    /// <summary>The data folder is in use, damaged, of another format, cannot be written, or lacks what it
    /// acknowledged; or a newer version has written what this one cannot read. A person is needed.</summary>
    public const int Data = 4;

    /// <summary>Cancelled by the user.</summary>
    public const int Cancelled = 130;
}
