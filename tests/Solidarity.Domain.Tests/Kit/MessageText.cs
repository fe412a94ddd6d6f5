using System.Text.Json;
using Solidarity.Domain.Bodies;
using Solidarity.Domain.Federations;
using Solidarity.Domain.Messages;
using Solidarity.Domain.Sections;
using Solidarity.Domain.Strikes;
using Solidarity.Domain.Transfers;

namespace Solidarity.Domain.Tests.Kit;

/// <summary>A message as text. Commands hold arrays, and are compared by what is in them.</summary>
internal static class MessageText
{
    public static string Of(Message message)
    {
        var command = message.Command switch
        {
            SectionCommand c => JsonSerializer.Serialize(c, DomainJson.SectionCommand),
            FederationCommand c => JsonSerializer.Serialize(c, DomainJson.FederationCommand),
            StrikeCommand c => JsonSerializer.Serialize(c, DomainJson.StrikeCommand),
            TransferCommand c => JsonSerializer.Serialize(c, DomainJson.TransferCommand),
            _ => throw new UnreachableException($"command {message.Command.GetType().Name}"),
        };
        return $"{message.To} {command} {message.Due:O}";
    }
}
