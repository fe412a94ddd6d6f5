using System.Collections.Immutable;
using Solidarity.Domain.Bodies;
using Solidarity.Domain.Decisions;
using Solidarity.Grains.Faults;
using Solidarity.Storage;

namespace Solidarity.Grains.Streams;

/// <summary>A command that waits for its answer.</summary>
internal sealed class Pending<TCommand>(GrainRequest<TCommand> request) where TCommand : BodyCommand
{
    public GrainRequest<TCommand> Request { get; } = request;

    /// <summary>The commands as prepared for deciding.</summary>
    public ImmutableArray<TCommand> Commands { get; set; } = request.Commands;

    /// <summary>Why they could not be prepared, or the entry of their answer not be written; null where nothing failed.
    /// </summary>
    public Exception? Failure { get; set; }

    /// <summary>The answer, where it is known before they are decided: what would follow cannot be recorded.</summary>
    public Refusal? Refused { get; set; }

    /// <summary>Who waits for it is Orleans, which sends it on at once; that it does so in the grain's own turn saves a
    /// turn for each command.</summary>
    public TaskCompletionSource<Reply> Reply { get; } = new();

    /// <summary>What was asked together with it; null where nothing was.</summary>
    public AskedTogether? Together { get; init; }

    /// <summary>A client is told by an exception, the courier by a reply: it has asked several things at once.
    /// </summary>
    public void Fail(StreamName stream, Exception problem)
    {
        if (Request.Sender is { } sender)
            Together?.Failed.Add(sender);
        if (Request.Id.IsMessage)
            Reply.TrySetResult(Streams.Reply.Failed(problem));
        else
            Reply.TrySetException(new CommandFaultException(stream, problem));
    }
}

/// <summary>Messages that were handed over together, though perhaps not decided together.</summary>
internal sealed class AskedTogether
{
    /// <summary>Whose messages failed.</summary>
    public HashSet<StreamName> Failed { get; } = [];
}
