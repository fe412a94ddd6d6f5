namespace Solidarity.Cluster.Tests.Services;

/// <summary>The signals that rounds send, by their names.</summary>
internal enum Signal
{
    Kill,
    Term,
    Cont,
    Stop,
}

internal static class Signals
{
    /// <exception cref="InvalidOperationException">The system refuses it.</exception>
    public static void Send(Process process, Signal signal)
    {
        var (name, id) = ($"{signal}".ToUpperInvariant(), process.Id.ToString(CultureInfo.InvariantCulture));
        using var kill = Process.Start("kill", ["-s", name, id]);
        kill.WaitForExit();
        if (kill.ExitCode != 0)
            throw new InvalidOperationException($"signal {name} could not be sent to process {id}");
    }
}
