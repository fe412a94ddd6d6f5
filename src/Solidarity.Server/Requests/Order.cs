using Solidarity.Domain.Bodies;
using Solidarity.Domain.Federations;
using Solidarity.Domain.Sections;
using Solidarity.Domain.Treasuries;
using Solidarity.Storage;

namespace Solidarity.Server.Requests;

/// <summary>A command as it was read from a request.</summary>
/// <param name="Body">Whom it is for.</param>
/// <param name="Name">The name of what it makes or changes.</param>
internal sealed record Order<TCommand>(CommandId RequestId, Address Body, TCommand Command, string Name)
    where TCommand : BodyCommand;

/// <summary>Makes orders. Those that read a request read its id first, then whom it is for, then the rest, and say all
/// that is wrong in this order.</summary>
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

    /// <summary>Reads what a section asks.</summary>
    /// <param name="field">The field that names the section.</param>
    /// <param name="read">Reads the rest.</param>
    /// <param name="part">What the command makes within the section, as <c>pledges/p-1</c>; null: nothing that has a
    /// name.</param>
    /// <exception cref="Errors.MalformedRequestException">A field was wrong.</exception>
    public static Order<SectionCommand> OfSection<TCommand>(
        string requestId, string field, string section, Func<Fields, TCommand> read,
        Func<TCommand, string>? part = null)
        where TCommand : SectionCommand
    {
        var fields = new Fields();
        var (id, owner) = (fields.RequestId(requestId), fields.Section(field, section));
        var command = read(fields);
        fields.Check();
        return To(id, owner, command, part?.Invoke(command));
    }

    /// <summary>Reads what a federation asks.</summary>
    /// <inheritdoc cref="OfSection"/>
    public static Order<FederationCommand> OfFederation<TCommand>(
        string requestId, string field, string federation, Func<Fields, TCommand> read,
        Func<TCommand, string>? part = null)
        where TCommand : FederationCommand
    {
        var fields = new Fields();
        var (id, owner) = (fields.RequestId(requestId), fields.Federation(field, federation));
        var command = read(fields);
        fields.Check();
        return To(id, owner, command, part?.Invoke(command));
    }

    /// <summary>Reads what a section asks about something of its own, as <c>sections/{id}/pledges/{id}</c>.</summary>
    /// <param name="field">The field that names it.</param>
    /// <param name="collection">As <c>pledges</c>.</param>
    /// <param name="read">Reads the rest.</param>
    /// <inheritdoc cref="OfSection" path="/exception"/>
    public static Order<SectionCommand> OfSectionPart(
        string requestId, string field, string name, string collection, Func<Fields, PledgeId, SectionCommand> read) =>
        OfSectionPart<PledgeId>(requestId, field, name, collection, read);

    /// <inheritdoc cref="OfSectionPart(string, string, string, string, Func{Fields, PledgeId, SectionCommand})"/>
    public static Order<SectionCommand> OfSectionPart<TId>(
        string requestId, string field, string name, string collection, Func<Fields, TId, SectionCommand> read)
        where TId : struct, ISlug<TId>
    {
        var fields = new Fields();
        var id = fields.RequestId(requestId);
        var (owner, part) = fields.Part<TId>(field, name, BodyKind.Section, collection);
        var command = read(fields, part);
        fields.Check();
        return To(id, owner.Section, command, $"{collection}/{part}");
    }

    /// <summary>Reads what a federation asks about something of its own, as <c>federations/{id}/collections/{id}</c>.
    /// </summary>
    /// <inheritdoc cref="OfSectionPart"/>
    public static Order<FederationCommand> OfFederationPart(
        string requestId, string field, string name, string collection, Func<Fields, PledgeId, FederationCommand> read)
    {
        var fields = new Fields();
        var id = fields.RequestId(requestId);
        var (owner, part) = fields.Part(field, name, BodyKind.Federation, collection);
        var command = read(fields, part);
        fields.Check();
        return To(id, owner.Federation, command, $"{collection}/{part}");
    }

    /// <summary>Reads what a section asks about a strike.</summary>
    /// <param name="read">Reads the rest.</param>
    /// <inheritdoc cref="OfSection" path="/exception"/>
    public static Order<SectionCommand> OfStrike(
        string requestId, string section, string strike, Func<Fields, StrikeId, SectionCommand> read) =>
        OfStrike(requestId, section, strike, (fields, _, about) => read(fields, about));

    /// <inheritdoc cref="OfStrike(string, string, string, Func{Fields, StrikeId, SectionCommand})"/>
    public static Order<SectionCommand> OfStrike(
        string requestId, string section, string strike, Func<Fields, SectionId, StrikeId, SectionCommand> read)
    {
        var fields = new Fields();
        var (id, owner) = (fields.RequestId(requestId), fields.Section("section", section));
        var about = fields.Strike("strike", strike);
        var command = read(fields, owner, about);
        fields.Check();
        return To(id, owner, command, about);
    }

    /// <summary>Reads what the treasury of a section or a federation is asked.</summary>
    /// <param name="field">The field that names the section or the federation.</param>
    /// <param name="read">Reads the rest.</param>
    /// <inheritdoc cref="OfSection" path="/exception"/>
    public static TreasuryOrder OfTreasury(
        string requestId, string field, string body, Func<Fields, TreasuryCommand> read)
    {
        var fields = new Fields();
        var (id, owner) = (fields.RequestId(requestId), fields.Body(field, body));
        var command = read(fields);
        fields.Check();
        return new TreasuryOrder(id, owner, command);
    }
}

/// <summary>A command to the treasury of a section or a federation.</summary>
internal sealed record TreasuryOrder(CommandId RequestId, Address Owner, TreasuryCommand Command);
