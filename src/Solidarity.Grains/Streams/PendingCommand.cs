using Solidarity.Domain.Bodies;
using Solidarity.Domain.Decisions;
using Solidarity.Grains.Entries;
using Solidarity.Grains.Faults;
using Solidarity.Storage;

namespace Solidarity.Grains.Streams;

/// <summary>A command that waits for its answer.</summary>
internal sealed class PendingCommand<TCommand>(GrainRequest<TCommand> request) where TCommand : BodyCommand
{
    public GrainRequest<TCommand> Request { get; } = request;

    /// <summary>The commands as prepared for deciding.</summary>
    public ImmutableArray<TCommand> Commands { get; set; } = request.Commands;

    /// <summary>Why they could not be prepared, or the entry of their answer not be written; null where nothing failed.
    /// </summary>
    public Exception? Failure { get; set; }

    /// <summary>The answer, where it is known before they are decided: what would follow cannot be recorded.</summary>
    public Refusal? Refused { get; set; }

    /// <summary>Its continuations run at once: Orleans alone waits for it, and to send the answer in the grain's own
    /// turn saves a turn for each command.</summary>
    public TaskCompletionSource<Reply> Reply { get; } = new();

    /// <summary>The messages of the same call; null where it came alone.</summary>
    public RequestGroup? Group { get; init; }

    /// <summary>A client's command fails by an exception; a message by a reply, because others of the same call do not
    /// fail.</summary>
    public void Fail(StreamName stream, Exception problem)
    {
        if (Request.Sender is { } sender)
            Group?.FailedSenders.Add(sender);
        if (Request.Id.IsMessage)
            Reply.TrySetResult(Entries.Reply.Failed(problem));
        else
            Reply.TrySetException(new CommandFaultException(stream, problem));
    }
}

/// <summary>The messages of one call, though perhaps not of one batch: behind one that failed, its sender's others are
/// not decided.</summary>
internal sealed class RequestGroup
{
    public HashSet<StreamName> FailedSenders { get; } = [];
}
