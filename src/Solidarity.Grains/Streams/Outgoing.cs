using System.Collections.Immutable;
using System.Diagnostics;
using System.Text.Json;
using Solidarity.Domain.Decisions;
using Solidarity.Domain.Federations;
using Solidarity.Domain.Sections;
using Solidarity.Domain.Strikes;
using Solidarity.Domain.Transfers;
using Solidarity.Storage;
using Message = Solidarity.Domain.Decisions.Message;

namespace Solidarity.Grains.Streams;

/// <summary>Messages as the journal's outbox keeps them.</summary>
public static class Outgoing
{
    /// <summary>Adds messages to <paramref name="written"/>. Where those that follow each other carry the very same
    /// command, it is written once, and they share its memory.</summary>
    public static void Write(IEnumerable<Message> messages, ImmutableArray<NewMessage>.Builder written)
    {
        Message? before = null;
        foreach (var message in messages)
        {
            var isSame = before is { Due: null } && message.Due is null
                && ReferenceEquals(before.Command, message.Command);
            var payload = isSame ? written[^1].Payload : Serialize(message.Command);
            written.Add(new NewMessage(new StreamName(message.To.ToString()), payload, message.Due));
            before = message;
        }
    }

    /// <summary>A message's payload.</summary>
    public static byte[] Serialize(BodyCommand command) => command switch
    {
        SectionCommand c => JsonSerializer.SerializeToUtf8Bytes(c, DomainJson.SectionCommand),
        FederationCommand c => JsonSerializer.SerializeToUtf8Bytes(c, DomainJson.FederationCommand),
        StrikeCommand c => JsonSerializer.SerializeToUtf8Bytes(c, DomainJson.StrikeCommand),
        TransferCommand c => JsonSerializer.SerializeToUtf8Bytes(c, DomainJson.TransferCommand),
        _ => throw new UnreachableException($"command {command.GetType().Name}"),
    };
}
