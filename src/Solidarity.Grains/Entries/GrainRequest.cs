using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Solidarity.Domain.Bodies;
using Solidarity.Domain.Decisions;
using Solidarity.Grains.Faults;
using Solidarity.Storage;

namespace Solidarity.Grains.Entries;

/// <summary>A command on its way to a grain, or the commands of one message.</summary>
/// <param name="Id">A client's request id, or a message's: it counts once, for ever.</param>
/// <param name="Content">The hash of what is asked: the same id with another content is refused.</param>
/// <param name="Commands">One at least. Several are decided one after the other, and answered as one.</param>
/// <param name="At">When it was taken in, by the service's clock.</param>
[Alias("solidarity.request`1")]
public sealed record GrainRequest<TCommand>(
    CommandId Id, ContentHash Content, ImmutableArray<TCommand> Commands, DateTimeOffset At)
    where TCommand : BodyCommand
{
    /// <summary>Of a message, who sent it: what it has sent behind one that fails waits, to keep its order.</summary>
    public StreamName? Sender { get; init; }
}

/// <summary>What a grain answers, once it is on disk.</summary>
/// <param name="Position">The journal's position of the answer; 0 where nothing was recorded, because the body that
/// was asked does not exist, or because the message is redundant.</param>
/// <param name="Refusal">Null: accepted.</param>
/// <param name="IsRedundant">Of a message alone: it changes nothing, now and whenever it comes again, or it was
/// answered before; so nothing was recorded, and it can be taken out of the outbox.</param>
[Alias("solidarity.reply")]
public sealed record Reply(long Position, Refusal? Refusal, bool IsRedundant = false)
{
    internal static Reply Redundant { get; } = new(0, null, IsRedundant: true);

    /// <summary>Of a message alone: it was not answered, for an earlier one of the same sender failed.</summary>
    public static Reply Behind { get; } = new(0, null) { IsBehind = true };

    /// <summary>Of a message alone: why it failed by a fault of ours, in one line. It was not answered, and still lies
    /// in the outbox. A client's command that fails so throws <see cref="CommandFaultException"/>.</summary>
    public string? Fault { get; init; }

    /// <inheritdoc cref="Behind"/>
    public bool IsBehind { get; init; }

    /// <summary>Of a client's command: what it made within the body, where only the body could name it.</summary>
    public string? Part { get; init; }

    internal static Reply Failed(Exception problem) => new(0, null) { Fault = BodyFault.Describe(problem) };
}

/// <summary>Makes requests.</summary>
public static class Requests
{
    public static GrainRequest<TCommand> Of<TCommand>(
        CommandId id, TCommand command, JsonTypeInfo<TCommand> json, DateTimeOffset at) where TCommand : BodyCommand =>
        new(id, HashOf(JsonSerializer.SerializeToUtf8Bytes(command, json)), [command], at);

    /// <summary>The first 128 bits of the SHA-256 of a command's JSON.</summary>
    public static ContentHash HashOf(ReadOnlySpan<byte> content)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(content, hash);
        return new ContentHash(BinaryPrimitives.ReadUInt128BigEndian(hash));
    }
}
