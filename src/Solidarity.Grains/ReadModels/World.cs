using System.Diagnostics;
using Solidarity.Domain.Bodies;
using Solidarity.Domain.Calls;
using Solidarity.Domain.Federations;
using Solidarity.Domain.Ledger;
using Solidarity.Domain.Sections;
using Solidarity.Domain.Strikes;
using Solidarity.Domain.Transfers;
using Solidarity.Domain.Treasuries;
using Solidarity.Grains.Faults;
using Solidarity.Grains.Streams;
using Solidarity.Storage;
using Message = Solidarity.Domain.Bodies.Message;

namespace Solidarity.Grains.ReadModels;

/// <summary>Hears what happens while a <see cref="World"/> is folded.</summary>
public interface IWorldListener
{
    void OnBooked(Address owner, LedgerEntry entry);

    /// <param name="messages">All that an entry told, in order.</param>
    void OnTold(IReadOnlyCollection<Message> messages);

    void OnFederation(Federation before, FederationEvent @event);
}

/// <summary>
/// The state of every body at one position of the journal, and the figures of all: what boards and other views of many
/// bodies are read from. It is the same fold that the grains make, in journal order. An entry that does not fold is a
/// fault of its body alone (<see cref="Faults"/>): the body keeps the state that it had, and all others go on. Not
/// thread-safe, but for <see cref="Bodies"/>: <see cref="Projector"/> guards it.
/// </summary>
/// <param name="listener">Hears of every entry booked and message told; null where nobody needs to.</param>
/// <param name="rules">What the bodies decide and fold by.</param>
public sealed class World(IWorldListener? listener = null, BodyRules? rules = null)
{
    /// <summary>The bodies of this world; they may be looked up by several threads while it is folded.</summary>
    public Bodies Bodies { get; } = new(rules ?? BodyRules.Ours);

    public Folded<Section, SectionCommand, SectionEvent> Sections => Bodies.Sections;

    public Folded<Federation, FederationCommand, FederationEvent> Federations => Bodies.Federations;

    public Folded<Strike, StrikeCommand, StrikeEvent> Strikes => Bodies.Strikes;

    public Folded<Transfer, TransferCommand, TransferEvent> Transfers => Bodies.Transfers;

    /// <summary>The bodies that it could not follow.</summary>
    public WorldFaults Faults { get; } = new();

    /// <summary>What boards show beyond the states of single bodies.</summary>
    public FigureBook Figures { get; } = new();

    /// <summary>The treasuries that money has ways through.</summary>
    public CorridorBook Corridors { get; } = new();

    /// <summary>The position of the last entry folded.</summary>
    public long Position { get; private set; }

    /// <summary>The time of the last entry folded.</summary>
    public DateTimeOffset At { get; private set; }

    /// <summary>Takes in the next entry. Whatever is wrong with what the entry says is a fault of its body, and the
    /// world goes on.</summary>
    /// <exception cref="InvalidDataException">The entry is not the next one.</exception>
    public void Apply(Entry entry)
    {
        if (entry.Position != Position + 1)
            throw new InvalidDataException($"Entry {entry.Position} came after entry {Position}.");
        try
        {
            if (Address.TryParse(entry.Stream.Value, out var body))
                Apply(body, entry);
            else
                Fail(entry, BodyFaultKind.Fold, new InvalidDataException($"\"{entry.Stream}\" is no body"));
        }
        finally
        {
            (Position, At) = (entry.Position, entry.At);
        }
    }

    private void Apply(Address body, Entry entry)
    {
        switch (body.Kind)
        {
            case BodyKind.Section:
                Apply(Sections, body, entry, e => e.Booked(), (before, e, after) =>
                {
                    Figures.OnSection(before, e, after, entry);
                    Corridors.OnTreasury(body, before.Treasury, after.Treasury, entry.Position);
                });
                break;
            case BodyKind.Federation:
                Apply(Federations, body, entry, e => e.Booked(), (before, e, after) =>
                {
                    Figures.OnFederation(e, after, entry);
                    listener?.OnFederation(before, e);
                    Corridors.OnTreasury(body, before.Treasury, after.Treasury, entry.Position);
                });
                break;
            case BodyKind.Strike:
                Apply(Strikes, body, entry, _ => null, (before, e, after) =>
                    Figures.OnStrike(before, e, after, entry, PlaceOf));
                break;
            case BodyKind.Transfer:
                Apply(Transfers, body, entry, _ => null, (_, _, after) => Figures.OnTransfer(after, entry));
                break;
            default: throw new UnreachableException($"body kind {body.Kind}");
        }
    }

    /// <summary>The treasury of a section or a federation, or null where there is none such.</summary>
    public Treasury? TreasuryOf(Address body) => Bodies.TreasuryOf(body);

    /// <summary>The canonical form of a body's state, or null where there is no such body.</summary>
    internal byte[]? Serialize(Address body) => body.Kind switch
    {
        BodyKind.Section => Sections.Serialize(body.Id),
        BodyKind.Federation => Federations.Serialize(body.Id),
        BodyKind.Strike => Strikes.Serialize(body.Id),
        BodyKind.Transfer => Transfers.Serialize(body.Id),
        _ => throw new UnreachableException($"body kind {body.Kind}"),
    };

    /// <summary>Whether a message would be redundant to its receiver as it is now.</summary>
    internal bool IsRedundant(Address receiver, BodyCommand command) => command switch
    {
        SectionCommand c => Sections.IsRedundant(receiver.Id, c, At),
        FederationCommand c => Federations.IsRedundant(receiver.Id, c, At),
        StrikeCommand c => Strikes.IsRedundant(receiver.Id, c, At),
        TransferCommand c => Transfers.IsRedundant(receiver.Id, c, At),
        _ => throw new UnreachableException($"command {command.GetType().Name}"),
    };

    private Place PlaceOf(Party party) => party.Body is { } body
        ? body.Kind switch
        {
            BodyKind.Section when Sections.Find(body.Id) is { Founded: true } section => Place.Of(section),
            BodyKind.Federation when Federations.Find(body.Id) is { Founded: true } federation =>
                new Place(federation.Country, "", [federation.Id]),
            _ => Place.Unknown,
        }
        : Place.Unknown;

    private void Apply<TState, TCommand, TEvent>(
        Folded<TState, TCommand, TEvent> bodies, Address body, Entry entry, Func<TEvent, LedgerEntry?> booked,
        Action<TState, TEvent, TState> figures)
        where TState : class
        where TCommand : BodyCommand
    {
        var told = new List<Message>();
        try
        {
            bodies.Apply(body.Id, entry, (before, @event, after) =>
            {
                try
                {
                    figures(before, @event, after);
                }
                catch (Exception problem)
                {
                    // The figures of one body must not end those of all others.
                    Fail(entry, BodyFaultKind.Figures, problem);
                }
                if (listener is null)
                    return;
                if (booked(@event) is { } posted)
                    listener.OnBooked(body, posted);
                told.AddRange(bodies.Tell(before, @event, after));
            });
            if (told.Count > 0)
                listener?.OnTold(told);
        }
        catch (Exception problem)
        {
            bodies.PassOver(body.Id, entry);
            Fail(entry, BodyFaultKind.Fold, problem);
        }
    }

    private void Fail(Entry entry, BodyFaultKind kind, Exception problem) => Faults.Add(
        new BodyFault(entry.Stream.Value, entry.Position, entry.At, kind, BodyFault.Describe(problem)));
}
