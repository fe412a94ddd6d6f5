using Solidarity.Domain.Bodies;
using Solidarity.Domain.Calls;
using Solidarity.Domain.Federations;
using Solidarity.Domain.Ledger;
using Solidarity.Domain.Messages;
using Solidarity.Domain.Notices;
using Solidarity.Domain.Sections;
using Solidarity.Domain.Strikes;
using Solidarity.Domain.Strikes.Aid;
using Solidarity.Domain.Transfers;
using Solidarity.Grains.Faults;
using Solidarity.Grains.Snapshots;
using Solidarity.Storage;

namespace Solidarity.Views.Worlds;

/// <summary>Hears what happens while a <see cref="World"/> is folded.</summary>
public interface IWorldListener
{
    /// <param name="of">What the section did; null where the book is a federation's.</param>
    void OnBooked(Address owner, LedgerEntry entry, SectionEvent? of);

    /// <param name="messages">All that an entry told, in order.</param>
    void OnTold(IReadOnlyCollection<Message> messages);

    void OnFederation(Federation before, FederationEvent @event);
}

/// <summary>
/// The state of every body as of one position of the journal, and what is counted over all of them: what boards and
/// other views of many bodies are read from. It is the same fold that the grains make, in journal order. An entry that
/// does not fold is a fault of its body alone (<see cref="Faults"/>): the body keeps the state that it had, and all
/// others go on. A world is open at first: one thread applies entries to it. Once it is sealed it is a snapshot, which
/// never changes, and later entries go into the <see cref="Next"/> world.
/// </summary>
public sealed class World : CopyOnWrite<World>
{
    private readonly IWorldListener? _listener;

    /// <param name="listener">Hears of every entry booked and message told; null where nobody needs to.</param>
    /// <param name="rules">What the bodies decide and fold by.</param>
    public World(IWorldListener? listener = null, BodyRules? rules = null)
    {
        (_listener, Bodies) = (listener, new Bodies(rules ?? BodyRules.Ours));
        Begin();
    }

    public Bodies Bodies { get; private set; }

    /// <summary>The bodies that it could not follow.</summary>
    public WorldFaults Faults { get; private set; } = new();

    /// <summary>What boards show beyond the states of single bodies.</summary>
    public WorldCounters Counters { get; private set; } = new();

    /// <summary>What bodies are to be told by notices.</summary>
    public NoticeQueues Notices { get; private set; } = new();

    public BodyStates<Section, SectionCommand, SectionEvent> Sections => Bodies.Sections;

    public BodyStates<Federation, FederationCommand, FederationEvent> Federations => Bodies.Federations;

    public BodyStates<Strike, StrikeCommand, StrikeEvent> Strikes => Bodies.Strikes;

    public BodyStates<Transfer, TransferCommand, TransferEvent> Transfers => Bodies.Transfers;

    /// <inheritdoc cref="Bodies.Position"/>
    public long Position => Bodies.Position;

    /// <inheritdoc cref="Bodies.At"/>
    public DateTimeOffset At => Bodies.At;

    /// <summary>Makes this world a snapshot.</summary>
    internal World Seal()
    {
        Edit.Close();
        return this;
    }

    /// <summary>An open world that begins as this one is.</summary>
    internal World Next() => In(new Edit());

    /// <summary>Takes in the next entry. Whatever is wrong with what the entry says is a fault of its body, and the
    /// world goes on.</summary>
    /// <exception cref="InvalidOperationException">The world is sealed.</exception>
    /// <exception cref="InvalidDataException">The entry is not the next one.</exception>
    public void Apply(Entry entry)
    {
        _ = Edit;
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
            Bodies.MoveTo(entry.Position, entry.At);
        }
    }

    private void Apply(Address body, Entry entry)
    {
        switch (body.Kind)
        {
            case BodyKind.Section:
                Apply(Sections, body, entry, e => e.Booked(), (before, e, after) =>
                {
                    Counters.OnSection(before, e, after, entry);
                    Notices.OnSection(before, e, after, entry);
                });
                break;
            case BodyKind.Federation:
                Apply(Federations, body, entry, e => e.Booked(), (before, e, after) =>
                {
                    Counters.OnFederation(e, after, entry);
                    Notices.OnFederation(e, after, entry);
                    _listener?.OnFederation(before, e);
                });
                break;
            case BodyKind.Strike:
                Apply(Strikes, body, entry, _ => null, (before, e, after) =>
                {
                    Counters.OnStrike(before, e, after, entry, PlaceOf);
                    if (e is AidEvent)
                        Notices.OnStrike(before, e, after, NoticesOf(after.Section), entry);
                });
                break;
            case BodyKind.Transfer:
                Apply(Transfers, body, entry, _ => null, (_, e, after) =>
                {
                    Counters.OnTransfer(after, entry);
                    Notices.OnTransfer(e, after, NoticesOf, entry);
                });
                break;
            default: throw new UnreachableException($"body kind {body.Kind}");
        }
    }

    /// <summary>The canonical form of a body's state, or null where there is no such body.</summary>
    internal byte[]? Serialize(Address body) => Bodies.Of(body.Kind).Serialize(body.Id);

    /// <summary>Whether a message would be redundant to its receiver as it is now.</summary>
    internal bool IsRedundant(Address receiver, BodyCommand command) =>
        Bodies.Of(receiver.Kind).IsRedundant(receiver.Id, command, At);

    /// <summary>The notices of a section or a federation; null where it is told nothing.</summary>
    public BodyNotices? NoticesOf(Address body) => body.Kind switch
    {
        BodyKind.Section => Sections.Find(body.Id)?.Notices,
        BodyKind.Federation => Federations.Find(body.Id)?.Notices,
        _ => null,
    };

    private Place PlaceOf(Party party) => party.Body is { } body
        ? body.Kind switch
        {
            BodyKind.Section when Sections.Find(body.Id) is { Founded: true } section => Place.Of(section),
            BodyKind.Federation when Federations.Find(body.Id) is { Founded: true } federation =>
                new Place(federation.Profile.Country, "", [federation.Id]),
            _ => Place.Unknown,
        }
        : Place.Unknown;

    private void Apply<TState, TCommand, TEvent>(
        BodyStates<TState, TCommand, TEvent> bodies, Address body, Entry entry, Func<TEvent, LedgerEntry?> booked,
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
                if (_listener is null)
                    return;
                if (booked(@event) is { } posted)
                    _listener.OnBooked(body, posted, @event as SectionEvent);
                told.AddRange(bodies.Tell(before, @event, after));
            });
            if (told.Count > 0)
                _listener?.OnTold(told);
        }
        catch (Exception problem)
        {
            bodies.PassOver(body.Id, entry);
            Fail(entry, BodyFaultKind.Fold, problem);
        }
    }

    protected override void OnCopied(Edit edit) =>
        (Bodies, Counters, Faults, Notices) = (
            Bodies.In(edit), Counters.In(edit), Faults.In(edit), Notices.In(edit));

    private void Fail(Entry entry, BodyFaultKind kind, Exception problem) => Faults.Add(
        new BodyFault(entry.Stream.Value, entry.Position, entry.At, kind, BodyFault.Describe(problem))
        {
            IsUnknownEvent = problem is UnknownEventException,
        });
}
