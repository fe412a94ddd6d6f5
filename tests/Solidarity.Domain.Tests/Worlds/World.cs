using Solidarity.Domain.Bodies;
using Solidarity.Domain.Decisions;
using Solidarity.Domain.Federations;
using Solidarity.Domain.Federations.Collections;
using Solidarity.Domain.Messages;
using Solidarity.Domain.Money;
using Solidarity.Domain.Routes;
using Solidarity.Domain.Sections;
using Solidarity.Domain.Sections.Pledges;
using Solidarity.Domain.Strikes;
using Solidarity.Domain.Tests.Kit;
using Solidarity.Domain.Transfers;
using Solidarity.Domain.Treasuries;
using Solidarity.Domain.Treasuries.Hops;
using Solidarity.Grains.Planning;
using Solidarity.Routing;

namespace Solidarity.Domain.Tests.Worlds;

/// <summary>
/// Every body of a small service, with the messages between them. A message arrives in order with the others of its
/// sender to its receiver, and in any order otherwise, as chance decides: some ways are slow, so that what is told over
/// them is overtaken. Sometimes a message comes twice; one to a transfer even under another id, because transfers
/// promise that this changes nothing. Alarms ring when the clock passes them. The same seed and the same commands give
/// the same world.
/// </summary>
/// <param name="bringsWays">Some commands that send money come with a way for it, or several, as the service brings
/// them.</param>
internal sealed class World(int seed, bool bringsWays = false)
{
    private const int RepeatOneIn = 10;
    private const int SlowOneIn = 4;
    private const int SlowTurnOneIn = 30;
    private const int StepsMax = 200_000;

    private readonly Random _chance = new(seed);
    private readonly SortedDictionary<string, Queue<Envelope>> _underWay = new(StringComparer.Ordinal);
    private readonly HashSet<string> _slow = new(StringComparer.Ordinal);
    private readonly PriorityQueue<Envelope, (DateTimeOffset, long)> _alarms = new();
    private readonly List<Envelope> _delivered = [];
    private long _sent;

    private sealed record Envelope(string Id, Address From, Message Message);

    public DateTimeOffset Now { get; private set; } = Sample.Noon;

    public SortedDictionary<string, Stream<Section, SectionCommand, SectionEvent>> Sections { get; } =
        new(StringComparer.Ordinal);

    public SortedDictionary<string, Stream<Federation, FederationCommand, FederationEvent>> Federations { get; } =
        new(StringComparer.Ordinal);

    public SortedDictionary<string, Stream<Strike, StrikeCommand, StrikeEvent>> Strikes { get; } =
        new(StringComparer.Ordinal);

    public SortedDictionary<string, Stream<Transfer, TransferCommand, TransferEvent>> Transfers { get; } =
        new(StringComparer.Ordinal);

    /// <summary>Bodies that take what comes to them and do nothing with it.</summary>
    public HashSet<Address> Dropping { get; } = [];

    /// <summary>Messages that their receiver refused; nobody hears of such a refusal.</summary>
    public List<(Message Message, Refusal Refusal)> Refused { get; } = [];

    /// <summary>Whether no message is under way; alarms do not count.</summary>
    public bool IsQuiet => _underWay.Count == 0;

    public Section Section(SectionId id) => Find(Sections, Aggregates.Section, id.Value).State;

    public Federation Federation(FederationId id) => Find(Federations, Aggregates.Federation, id.Value).State;

    public Strike Strike(StrikeId id) => Find(Strikes, Aggregates.Strike, id.Value).State;

    public Transfer Transfer(TransferId id) => Find(Transfers, Aggregates.Transfer, id.Value).State;

    public Treasury? TreasuryOf(Address body) => body.Kind switch
    {
        BodyKind.Section => Sections.GetValueOrDefault(body.Id)?.State.Treasury,
        BodyKind.Federation => Federations.GetValueOrDefault(body.Id)?.State.Treasury,
        _ => null,
    };

    /// <summary>A body's own people ask it something.</summary>
    public Refusal? Ask(Address body, BodyCommand command) => Answer($"request-{_sent++}", body, command);

    /// <summary>As <see cref="Ask"/>, where only acceptance will do.</summary>
    public World Do(Address body, BodyCommand command)
    {
        Ask(body, command).ShouldBeNull();
        return this;
    }

    /// <summary>Delivers up to <paramref name="count"/> messages.</summary>
    public void Deliver(int count)
    {
        for (; count > 0 && _underWay.Count > 0; count--)
        {
            var pair = Next();
            var envelope = _underWay[pair].Dequeue();
            if (_underWay[pair].Count == 0)
                _underWay.Remove(pair);
            Receive(envelope);
            if (_chance.Next(RepeatOneIn) == 0)
                Repeat(_delivered[_chance.Next(_delivered.Count)]);
        }
    }

    private string Next()
    {
        var quick = _underWay.Keys.Where(pair => !_slow.Contains(pair)).ToArray();
        return quick.Length == 0 || _chance.Next(SlowTurnOneIn) == 0
            ? _underWay.Keys.ElementAt(_chance.Next(_underWay.Count))
            : quick[_chance.Next(quick.Length)];
    }

    private void Repeat(Envelope envelope) => Receive(
        envelope.Message.Command is TransferCommand ? envelope with { Id = $"{envelope.Id}-{_sent++}" } : envelope);

    /// <summary>Lets time pass. What is under way stays under way; alarms that fall due ring.</summary>
    public void Wait(TimeSpan time)
    {
        Now += time;
        while (_alarms.TryPeek(out var alarm, out var due) && due.Item1 <= Now)
        {
            _alarms.Dequeue();
            Receive(alarm);
        }
    }

    /// <summary>Delivers everything that is under way, and what comes of it; rings no alarm.</summary>
    public void Settle()
    {
        for (var steps = 0; _underWay.Count > 0; steps++)
        {
            if (steps > StepsMax)
                throw new InvalidOperationException($"The world has not come to rest after {StepsMax} messages.");
            Deliver(1);
        }
    }

    /// <summary>Comes to rest: everything is delivered and every alarm has rung.</summary>
    public World Rest()
    {
        Settle();
        while (_alarms.TryPeek(out _, out var due))
        {
            Wait(due.Item1 > Now ? due.Item1 - Now : TimeSpan.Zero);
            Settle();
        }
        return this;
    }

    /// <summary>Every body is lost from memory, and folds its events anew. What is under way is in outboxes, and stays.
    /// </summary>
    public void Reload()
    {
        foreach (var section in Sections.Values)
            section.Reload();
        foreach (var federation in Federations.Values)
            federation.Reload();
        foreach (var strike in Strikes.Values)
            strike.Reload();
        foreach (var transfer in Transfers.Values)
            transfer.Reload();
    }

    private void Receive(Envelope envelope)
    {
        if (Dropping.Contains(envelope.Message.To))
            return;
        _delivered.Add(envelope);
        if (Answer(envelope.Id, envelope.Message.To, envelope.Message.Command) is { } refusal)
            Refused.Add((envelope.Message, refusal));
    }

    private Refusal? Answer(string id, Address to, BodyCommand command)
    {
        var (refusal, messages) = command switch
        {
            SectionCommand c => Find(Sections, Aggregates.Section, to.Id).Answer(id, WithWay(to, c), Now),
            FederationCommand c => Find(Federations, Aggregates.Federation, to.Id).Answer(id, WithWay(to, c), Now),
            StrikeCommand c => Find(Strikes, Aggregates.Strike, to.Id).Answer(id, c, Now),
            TransferCommand.PlanRoute c => Find(Transfers, Aggregates.Transfer, to.Id).Answer(id, Plan(c), Now),
            TransferCommand c => Find(Transfers, Aggregates.Transfer, to.Id).Answer(id, c, Now),
            _ => throw new UnreachableException($"command {command.GetType().Name}"),
        };
        foreach (var message in messages)
            Send(to, message);
        return refusal;
    }

    private void Send(Address from, Message message)
    {
        var number = _sent++;
        var envelope = new Envelope($"{from}-{number:D9}", from, message);
        if (message.Due is { } due)
        {
            _alarms.Enqueue(envelope, (due, number));
            return;
        }
        var pair = $"{from} {message.To}";
        if (!_underWay.TryGetValue(pair, out var queue))
        {
            _underWay[pair] = queue = new Queue<Envelope>();
            if (_chance.Next(SlowOneIn) == 0)
                _slow.Add(pair);
        }
        queue.Enqueue(envelope);
    }

    private TransferCommand Plan(TransferCommand.PlanRoute question)
    {
        var receiver = question.Delivery.Receiver;
        var accepted = question.Delivery is Purpose.ToLender
            ? ImmutableSortedSet.Create(question.Amount.Currency)
            : Section(receiver).Profile.Currencies;
        var planned = Planned(question.From, receiver, question.Amount, accepted, question.Excluded);
        return planned.Part is { Way: var way }
            ? new TransferCommand.TakeRoute(question.Plan, way.Route, way.DelayHours)
            : new TransferCommand.FindNoRoute(question.Plan, planned.Reason);
    }

    private T WithWay<T>(Address from, T command) where T : MoneyCommand
    {
        var asked = command switch
        {
            PledgeCommand.MakePledge { HonourNow: true, Amount: { } sum } c => (c.Strike, sum),
            PledgeCommand.HonourPledge c
                when Section(from.Section).Promises.Pledges.TryGetValue(c.Pledge, out var pledge)
                && pledge.Amount is { } sum => (pledge.Strike, sum),
            CollectionCommand.Collect c => (c.Strike, c.Amount),
            _ => ((StrikeId, Amount)?)null,
        };
        if (!bringsWays || asked is not var (strike, amount) || !Strikes.TryGetValue(strike.Value, out var stream)
            || !stream.State.Opened || _chance.Next(2) == 0)
            return command;
        // Sometimes in parts, all of it or not.
        var first = from.IsSection && amount.Minor > 1 && _chance.Next(2) == 0
            ? amount with { Minor = 1 + _chance.NextInt64(amount.Minor - 1) }
            : amount;
        var rest = amount - first;
        return Way(from, stream.State.Section, first) is not { } way ? command
            : rest.Minor > 0 && _chance.Next(2) == 0 && Way(from, stream.State.Section, rest) is { } other
                ? command with { Ways = [way, other] }
                : command with { Ways = [way] };
    }

    private PlannedWay? Way(Address from, SectionId receiver, Amount amount) =>
        Planned(from, receiver, amount, Section(receiver).Profile.Currencies, []).Part?.Way;

    /// <summary>The one way for a sum over the treasuries as they are now.</summary>
    public WholePlan Planned(
        Address from, SectionId receiver, Amount amount, ImmutableSortedSet<Currency> accepted,
        ImmutableArray<ExcludedCorridor> excluded) => FlowPlanner.PlanWhole(new PlanRequest(
            TreasuryNodes.Of(TreasuryOf, Now), [new MoneySource(from, amount)], receiver, accepted, Now,
            PlanRequest.Whenever(Now))
        {
            Excluded = [.. excluded],
        });

    private static Stream<TState, TCommand, TEvent> Find<TState, TCommand, TEvent>(
        SortedDictionary<string, Stream<TState, TCommand, TEvent>> all,
        Aggregate<TState, TCommand, TEvent> aggregate, string id)
        where TState : class
        where TCommand : BodyCommand
    {
        if (!all.TryGetValue(id, out var stream))
            all[id] = stream = new Stream<TState, TCommand, TEvent>(aggregate, id);
        return stream;
    }
}
