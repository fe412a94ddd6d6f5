using System.Text.Json;
using Solidarity.Domain.Bodies;
using Solidarity.Domain.Federations;
using Solidarity.Domain.Messages;
using Solidarity.Domain.Sections;
using Solidarity.Domain.Strikes;
using Solidarity.Domain.Transfers;
using Solidarity.Storage;

namespace Solidarity.Grains.Entries;

/// <summary>The commands of a message as its sender made them, and the hash of its payload. They are
/// attached to the message while it is among the newest, so that its delivery need not read the payload again: commands
/// are immutable, and equal what their JSON says.</summary>
internal sealed record SentCommands(ImmutableArray<BodyCommand> All, ContentHash Content)
{
    /// <exception cref="InvalidCastException">They are for another kind of body.</exception>
    public ImmutableArray<TCommand> As<TCommand>() where TCommand : BodyCommand =>
        All is [var only] ? [(TCommand)only] : [.. All.Cast<TCommand>()];
}

/// <summary>
/// Messages as the journal's outbox keeps them. The payload of one is the JSON of its command. What one entry tells the
/// same body, where it may share a message (<see cref="BodyCommand.Joins"/>), is one message, whose payload is a JSON
/// array: a treasury that sends on a hundred sums to the same neighbour has one message delivered and answered for it.
/// </summary>
public static class Outgoing
{
    /// <summary>The most commands that one message carries.</summary>
    public const int CommandsMax = 100;

    /// <summary>What is to be sent because of one entry. Where messages that follow each other carry the very same
    /// command, it is written once, and they share its memory.</summary>
    public static ImmutableArray<NewMessage> Write(IReadOnlyCollection<Message> messages)
    {
        var written = ImmutableArray.CreateBuilder<NewMessage>(messages.Count);
        BodyCommand? before = null;
        foreach (var batch in Batch(messages))
        {
            var receiver = new StreamName(batch.To.ToString());
            var only = batch.Due is null ? batch.Only : null;
            written.Add(only is not null && ReferenceEquals(only, before)
                ? written[^1] with { Receiver = receiver }
                : New(receiver, batch));
            before = only;
        }
        return written.DrainToImmutable();
    }

    /// <summary>Puts commands into messages, in the order in which the first command of each message was told. Commands
    /// to one body keep their order.</summary>
    public static IReadOnlyList<MessageBatch> Batch(IReadOnlyCollection<Message> messages)
    {
        var all = new List<MessageBatch>(messages.Count);
        // The last message to each body, where more can join it.
        Dictionary<Address, MessageBatch>? open = null;
        foreach (var (to, command, due) in messages)
        {
            // An alarm waits for its time, whatever was told before it.
            var joins = due is null && command.Joins;
            if (joins && open?.GetValueOrDefault(to) is { } earlier && earlier.TryAdd(command))
                continue;
            var batch = new MessageBatch(to, due, command);
            all.Add(batch);
            if (joins)
                (open ??= [])[to] = batch;
            else if (due is null)
                open?.Remove(to);
        }
        return all;
    }

    /// <summary>A message's payload.</summary>
    /// <param name="commands">One at least.</param>
    public static byte[] Serialize(IReadOnlyList<BodyCommand> commands) =>
        commands is [var only] ? Serialize(only) : JsonBuffer.Write(commands, WriteAll);

    /// <summary>The payload of a message of one command.</summary>
    public static byte[] Serialize(BodyCommand command) => JsonBuffer.Write(command, Write);

    private static void WriteAll(Utf8JsonWriter writer, IReadOnlyList<BodyCommand> commands)
    {
        writer.WriteStartArray();
        foreach (var command in commands)
            Write(writer, command);
        writer.WriteEndArray();
    }

    private static void Write(Utf8JsonWriter writer, BodyCommand command)
    {
        switch (command)
        {
            case SectionCommand c: JsonSerializer.Serialize(writer, c, DomainJson.SectionCommand); break;
            case FederationCommand c: JsonSerializer.Serialize(writer, c, DomainJson.FederationCommand); break;
            case StrikeCommand c: JsonSerializer.Serialize(writer, c, DomainJson.StrikeCommand); break;
            case TransferCommand c: JsonSerializer.Serialize(writer, c, DomainJson.TransferCommand); break;
            default: throw new UnreachableException($"command {command.GetType().Name}");
        }
    }

    private static NewMessage New(StreamName receiver, MessageBatch batch)
    {
        var payload = Serialize(batch.Commands);
        return new NewMessage(receiver, payload, batch.Due)
        {
            // An alarm is read from the file when it is due.
            Attached = batch.Due is null
                ? new SentCommands([.. batch.Commands], Requests.HashOf(payload))
                : null,
        };
    }
}

/// <summary>The commands of one message.</summary>
public sealed class MessageBatch(Address to, DateTimeOffset? due, BodyCommand first)
{
    private List<BodyCommand>? _all;

    public Address To => to;

    public DateTimeOffset? Due => due;

    public IReadOnlyList<BodyCommand> Commands => _all ?? (IReadOnlyList<BodyCommand>)[first];

    /// <summary>The only command; null where there are several.</summary>
    internal BodyCommand? Only => _all is null ? first : null;

    /// <summary>False where the message is full.</summary>
    internal bool TryAdd(BodyCommand command)
    {
        if (_all?.Count >= Outgoing.CommandsMax)
            return false;
        (_all ??= [first]).Add(command);
        return true;
    }
}
