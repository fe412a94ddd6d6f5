using Solidarity.Domain.Bodies;
using Solidarity.Domain.Decisions;
using Solidarity.Domain.Federations;
using Solidarity.Domain.Messages;
using Solidarity.Domain.Sections;
using Solidarity.Domain.Strikes;
using Solidarity.Domain.Transfers;

namespace Solidarity.Domain.Tests.Kit;

/// <summary>
/// <c>Given</c> what happened, <c>When</c> something is asked, <c>Then</c> these events follow, or this refusal. Events
/// are compared by their JSON, because immutable collections compare by reference.
/// </summary>
internal sealed class Scenario<TState, TCommand, TEvent>(
    Aggregate<TState, TCommand, TEvent> aggregate, TState state)
{
    public static readonly DateTimeOffset Noon = new(1868, 4, 1, 12, 0, 0, TimeSpan.Zero);

    public TState State { get; } = state;

    public Scenario<TState, TCommand, TEvent> Given(params ReadOnlySpan<TEvent> events)
    {
        var state = State;
        foreach (var @event in events)
            state = aggregate.Evolve(state, @event);
        return new(aggregate, state);
    }

    /// <summary>Goes on from what follows the command; a refusal fails the test here.</summary>
    public Scenario<TState, TCommand, TEvent> After(TCommand command, DateTimeOffset? at = null)
    {
        var decision = aggregate.Decide(State, command, at ?? Noon);
        decision.Refusal.ShouldBeNull();
        return new(aggregate, aggregate.Fold(State, decision.Events));
    }

    public Outcome When(TCommand command, DateTimeOffset? at = null) =>
        new(aggregate, State, aggregate.Decide(State, command, at ?? Noon));

    /// <summary>What was decided.</summary>
    internal sealed class Outcome(
        Aggregate<TState, TCommand, TEvent> aggregate, TState before, Decision<TEvent> decision)
    {
        public void Then(params TEvent[] expected)
        {
            decision.Refusal.ShouldBeNull();
            decision.Events.Select(aggregate.Text).ShouldBe(expected.Select(aggregate.Text));
        }

        public void ThenNothing() => Then();

        public void ThenRefused(string reason)
        {
            decision.Refusal.ShouldNotBeNull($"accepted: {string.Join(", ", decision.Events.Select(aggregate.Text))}");
            decision.Refusal.Reason.ShouldBe(reason);
            decision.Events.ShouldBeEmpty();
        }

        /// <summary>Refused as a malformed request, naming <paramref name="field"/>.</summary>
        public void ThenMalformed(string field)
        {
            ThenRefused("MALFORMED");
            decision.Refusal!.Kind.ShouldBe(RefusalKind.InvalidArgument);
            decision.Refusal.Metadata["field"].ShouldBe(field);
        }

        /// <summary>The messages that the events bring about, in order.</summary>
        public void ThenTells(params Message[] expected)
        {
            Tells().Select(MessageText.Of).ShouldBe(expected.Select(MessageText.Of));
        }

        /// <summary>The first of the messages; the others are not looked at.</summary>
        public void ThenTellsFirst(Message expected) => MessageText.Of(Tells()[0]).ShouldBe(MessageText.Of(expected));

        /// <summary>The state after it, for what the events alone do not show.</summary>
        public TState Afterwards()
        {
            decision.Refusal.ShouldBeNull();
            return aggregate.Fold(before, decision.Events);
        }

        public List<Message> Tells()
        {
            decision.Refusal.ShouldBeNull();
            var all = new List<Message>();
            var state = before;
            foreach (var @event in decision.Events)
            {
                var after = aggregate.Evolve(state, @event);
                all.AddRange(aggregate.Tell(state, @event, after));
                state = after;
            }
            return all;
        }
    }
}

/// <summary>Where scenarios begin.</summary>
internal static class Scenarios
{
    public static Scenario<Section, SectionCommand, SectionEvent> Section(SectionId id) =>
        new(Aggregates.Section, Aggregates.Section.Initial(id.Value));

    public static Scenario<Federation, FederationCommand, FederationEvent> Federation(FederationId id) =>
        new(Aggregates.Federation, Aggregates.Federation.Initial(id.Value));

    public static Scenario<Strike, StrikeCommand, StrikeEvent> Strike(StrikeId id) =>
        new(Aggregates.Strike, Aggregates.Strike.Initial(id.Value));

    public static Scenario<Transfer, TransferCommand, TransferEvent> Transfer(TransferId id) =>
        new(Aggregates.Transfer, Aggregates.Transfer.Initial(id.Value));
}
