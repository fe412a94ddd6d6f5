namespace Solidarity.Cluster.Tests.Clients;

/// <summary>What a client knows of its command in the end.</summary>
internal abstract record Outcome
{
    private Outcome() { }

    internal sealed record Accepted(long Position) : Outcome;

    internal sealed record Refused(string Reason) : Outcome;

    /// <summary>The client has left without an answer.</summary>
    internal sealed record Unknown : Outcome;
}

/// <summary>A command that was sent, perhaps several times, under one request id.</summary>
/// <param name="Stream">Of the body that decides it.</param>
internal sealed record SentCommand(string RequestId, string Stream, long Start, long End, Outcome Outcome, string What);
