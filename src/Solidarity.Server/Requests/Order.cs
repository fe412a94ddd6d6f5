using Solidarity.Domain.Bodies;
using Solidarity.Domain.Federations;
using Solidarity.Domain.Sections;
using Solidarity.Storage;

namespace Solidarity.Server.Requests;

/// <summary>A command as it was read from a request.</summary>
/// <param name="Body">Whom it is for.</param>
/// <param name="Name">The name of what it makes or changes.</param>
internal sealed record Order<TCommand>(CommandId RequestId, Address Body, TCommand Command, string Name)
    where TCommand : BodyCommand;

/// <summary>Makes orders.</summary>
internal static class Order
{
    /// <param name="part">What it makes or changes within the section, as <c>pledges/p-1</c>; null: the section
    /// itself.</param>
    public static Order<SectionCommand> To(
        CommandId id, SectionId section, SectionCommand command, string? part = null) =>
        new(id, section, command, part is null ? $"{(Address)section}" : $"{(Address)section}/{part}");

    public static Order<SectionCommand> To(CommandId id, SectionId section, SectionCommand command, StrikeId strike) =>
        new(id, section, command, $"{(Address)strike}");

    /// <inheritdoc cref="To(CommandId, SectionId, SectionCommand, string?)" path="/param"/>
    public static Order<FederationCommand> To(
        CommandId id, FederationId federation, FederationCommand command, string? part = null) =>
        new(id, federation, command, part is null ? $"{(Address)federation}" : $"{(Address)federation}/{part}");

    /// <summary>Reads what a section asks about a strike: whose request it is, and of which strike, which all of these
    /// have, and what is asked.</summary>
    /// <param name="read">Reads the rest.</param>
    public static Order<SectionCommand> About(
        string requestId, string section, string strike, Func<Fields, AboutStrike, SectionCommand> read)
    {
        var fields = new Fields();
        var about = new AboutStrike(
            fields.RequestId(requestId), fields.Section("section", section), fields.Strike("strike", strike));
        var command = read(fields, about);
        fields.Check();
        return To(about.RequestId, about.Section, command, about.Strike);
    }
}

/// <summary>What all requests of a section about a strike begin with.</summary>
internal readonly record struct AboutStrike(CommandId RequestId, SectionId Section, StrikeId Strike);
