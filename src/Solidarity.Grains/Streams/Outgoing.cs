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
    public static NewMessage Write(Message message) =>
        new(new StreamName(message.To.ToString()), Serialize(message.Command), message.Due);

    public static ImmutableArray<NewMessage> WriteAll(IEnumerable<Message> messages) => [.. messages.Select(Write)];

    private static byte[] Serialize(BodyCommand command) => command switch
    {
        SectionCommand c => JsonSerializer.SerializeToUtf8Bytes(c, DomainJson.SectionCommand),
        FederationCommand c => JsonSerializer.SerializeToUtf8Bytes(c, DomainJson.FederationCommand),
        StrikeCommand c => JsonSerializer.SerializeToUtf8Bytes(c, DomainJson.StrikeCommand),
        TransferCommand c => JsonSerializer.SerializeToUtf8Bytes(c, DomainJson.TransferCommand),
        _ => throw new UnreachableException($"command {command.GetType().Name}"),
    };
}
