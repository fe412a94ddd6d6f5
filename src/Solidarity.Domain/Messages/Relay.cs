using Solidarity.Domain.Bodies;
using Solidarity.Domain.Calls;
using Solidarity.Domain.Federations;
using Solidarity.Domain.Federations.Relays;
using Solidarity.Domain.Sections;
using Solidarity.Domain.Sections.Inbox;

namespace Solidarity.Domain.Messages;

/// <summary>
/// What goes out over the federations, as the command that it is to a section and to a federation. Each is one object
/// for all that get it, so that the journal can keep it once, however many they are.
/// </summary>
internal sealed record Relay(SectionCommand ToSection, FederationCommand ToFederation)
{
    public static Relay OfCall(Call call, Address from) =>
        new(new InboxCommand.LearnCall(call, from), new RelayCommand.LearnCall(call, from));

    public static Relay OfEnd(StrikeId strike, int number, CallEnd how, Address from) => new(
        new InboxCommand.LearnCallEnd(strike, number, how),
        new RelayCommand.LearnCallEnd(strike, number, how, from));

    public static Relay OfReminder(StrikeId strike, int number, Address from) => new(
        new InboxCommand.LearnReminder(strike, number), new RelayCommand.LearnReminder(strike, number, from));

    public static Relay OfWarning(Warning warning, Address from) =>
        new(new InboxCommand.LearnWarning(warning, from), new RelayCommand.LearnWarning(warning, from));

    public static IEnumerable<Message> ToEach(IEnumerable<Address> bodies, Relay relay) =>
        bodies.Select(to => to.Kind switch
        {
            BodyKind.Section => new Message(to, relay.ToSection),
            BodyKind.Federation => new Message(to, relay.ToFederation),
            _ => throw new UnreachableException($"{to} is neither section nor federation"),
        });
}
