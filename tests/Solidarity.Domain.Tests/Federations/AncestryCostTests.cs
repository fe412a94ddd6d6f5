using System.Text.Json;
using Solidarity.Domain.Affiliations;
using Solidarity.Domain.Bodies;
using Solidarity.Domain.Federations;
using Solidarity.Domain.Federations.Members;
using Solidarity.Domain.Messages;
using Solidarity.Domain.Tests.Kit;
using Xunit.Abstractions;
using static Solidarity.Domain.Federations.FederationCommand;
using static Solidarity.Domain.Federations.Members.MemberCommand;
using static Solidarity.Domain.Tests.Kit.Sample;

namespace Solidarity.Domain.Tests.Federations;

/// <summary>What one admission at the top costs the federations below: each affiliation below hears of it once.
/// </summary>
public sealed class AncestryCostTests(ITestOutputHelper output)
{
    private const int Levels = 5;
    private const int Wide = 7;

    private static readonly FederationId Top = new("top");

    private static FederationId Id(int level, int i) => new($"f-{level}-{i}");

    [Fact]
    public void One_admission_at_the_top_is_told_once_over_each_affiliation_below()
    {
        var world = new Fifo();
        world.Ask(Top, new Found("Top", Level.International, "", "CH"));
        for (var level = 0; level < Levels; level++)
            for (var i = 0; i < Wide; i++)
                Join(world, level, i);
        world.Reset();

        world.Ask(Id(0, 0), new AskAffiliation(Top));
        world.Ask(Top, new Admit(Id(0, 0)));

        var affiliations = Wide + (Levels - 2) * Wide * Wide;
        output.WriteLine($"{affiliations} affiliations below: {world.Messages} messages, "
            + $"{world.CommandBytes} bytes of commands, {world.EventBytes} bytes of events");
        world.Messages.ShouldBeLessThanOrEqualTo(affiliations + 4);
        (world.EventBytes / world.Messages).ShouldBeLessThan(200);
        for (var i = 0; i < Wide; i++)
            world.State(Id(Levels - 1, i)).Membership.Ancestors.ShouldContain(Top);
    }

    /// <summary>A federation that is above the same ones by two ways keeps them until it has left both.</summary>
    [Fact]
    public void What_is_above_by_two_ways_stays_until_both_are_gone()
    {
        var (one, other, below) = (new FederationId("one"), new FederationId("other"), new FederationId("below"));
        var federation = With(below).After(new AskAffiliation(one)).After(Admitted(one, Top))
            .After(new AskAffiliation(other)).After(Admitted(other, Top) with { Question = 2 });
        var left = federation.When(new LeaveFederation(one));
        left.Tells().Select(MessageText.Of).ShouldBe(new[]
        {
            new Message(one, new LearnLeft(Romande)), new Message(below, new LearnAncestry(Romande, [], [one])),
        }.Select(MessageText.Of));
        left.Afterwards().Membership.Ancestors.ShouldBe([other, Top], ignoreOrder: true);
        federation.When(new LearnAncestry(one, [], [Top])).Tells().ShouldBeEmpty();
        federation.After(new LearnAncestry(one, [], [Top])).When(new LearnAncestry(other, [], [Top])).ThenTells(
            new Message(below, new LearnAncestry(Romande, [], [Top])));
    }

    [Fact]
    public void More_above_it_than_there_may_be_is_refused_or_ends_the_affiliation_that_brings_it()
    {
        FederationId[] many = [.. Enumerable.Range(0, Membership.AncestorsMax).Select(i => new FederationId($"a{i}"))];
        // One that is regional may have four fifths of what a local one may have.
        var most = Membership.AncestorsMax * 4 / 5;
        var asked = With().After(new AskAffiliation(Council));
        var full = asked.After(Admitted(Council, many[..(most - 1)]));
        full.State.Membership.Above.Count.ShouldBe(most);
        full.When(new AskAffiliation(Top)).ThenRefused("LIMIT_REACHED");
        asked.When(Admitted(Council, many[..most])).ThenTells(new Message(Council, new LearnLeft(Romande)));
        full.When(new LearnAncestry(Council, [many[^1]], [])).Then(new MemberEvent.AffiliationEnded(
            Council, Left: true, "by it federation romande would have 81 federations above it; 80 is the most for one "
            + "that is Regional (AncestorsMax = 100)"));
        // Below it there is room for it and all that is above it.
        Scenarios.Federation(Top).After(new Found("Local", Level.Local, "", "CH")).After(new AskAffiliation(Romande))
            .When(Admitted(Romande, [.. full.State.Membership.Ancestors])).Afterwards().Membership.Above.Count
            .ShouldBe(most + 1);
    }

    private static LearnAffiliation Admitted(FederationId by, params FederationId[] ancestors) =>
        new(by, 1, Admitted: true, Level.National, [.. ancestors], "");

    private static Scenario<Federation, FederationCommand, FederationEvent> With(params FederationId[] members)
    {
        var federation = Scenarios.Federation(Romande).After(FoundFederation);
        return members.Aggregate(federation, (one, member) =>
            one.After(new LearnAsked(member, 1)).After(new Admit(member)));
    }

    private static void Join(Fifo world, int level, int i)
    {
        world.Ask(Id(level, i), new Found($"F {level} {i}", Level.Local, "", "CH"));
        for (var parent = 0; level > 0 && parent < Wide; parent++)
        {
            world.Ask(Id(level, i), new AskAffiliation(Id(level - 1, parent)));
            world.Ask(Id(level - 1, parent), new Admit(Id(level, i)));
        }
    }

    /// <summary>Federations between which messages arrive in the order of their sending.</summary>
    private sealed class Fifo
    {
        private static readonly Aggregate<Federation, FederationCommand, FederationEvent> Rules =
            Aggregates.Federation;

        private readonly Dictionary<FederationId, Federation> _all = [];
        private readonly Queue<Message> _underWay = [];

        public int Messages { get; private set; }

        public long CommandBytes { get; private set; }

        public long EventBytes { get; private set; }

        public Federation State(FederationId id) => _all.GetValueOrDefault(id) ?? Federation.Unfounded(id);

        public void Reset() => (Messages, CommandBytes, EventBytes) = (0, 0, 0);

        public void Ask(FederationId id, FederationCommand command)
        {
            Answer(id, command);
            while (_underWay.TryDequeue(out var message))
                Answer(message.To.Federation, (FederationCommand)message.Command);
        }

        private void Answer(FederationId id, FederationCommand command)
        {
            var decision = Rules.Decide(State(id), command, Noon);
            decision.Refusal.ShouldBeNull();
            BodyCommand? last = null;
            foreach (var @event in decision.Events)
            {
                EventBytes += Rules.Text(@event).Length;
                var before = State(id);
                _all[id] = Rules.Evolve(before, @event);
                foreach (var message in Rules.Tell(before, @event, _all[id]))
                {
                    Messages++;
                    // What is said to many is kept once.
                    if (!ReferenceEquals(last, message.Command))
                        CommandBytes += JsonSerializer.Serialize(
                            (FederationCommand)message.Command, Rules.CommandJson).Length;
                    last = message.Command;
                    _underWay.Enqueue(message);
                }
            }
        }
    }
}
