using Microsoft.Extensions.DependencyInjection;
using Orleans.Runtime.GrainDirectory;
using Orleans.Runtime.Placement;
using Solidarity.Domain.Bodies;
using Solidarity.Domain.Decisions;
using Solidarity.Domain.Ledger;
using Solidarity.Domain.Messages;
using Solidarity.Domain.Sections;
using Solidarity.Domain.Sections.Founding;
using Solidarity.Domain.Sections.OwnTreasury;
using Solidarity.Grains.Entries;
using Solidarity.Grains.Faults;
using Solidarity.Grains.Placement;
using Solidarity.Storage;
using static Solidarity.Grains.Tests.Service;

namespace Solidarity.Grains.Tests.Hosting;

/// <summary>What holds where a grain lives in another silo than its caller, and where it lives twice.</summary>
public sealed class ClusterTests
{
    private const int Sections = 20;

    private ulong _lastId = 1UL << 40;

    [Fact]
    public async Task Whoever_asks_gets_the_same_answer_from_a_grain_in_another_silo()
    {
        await using var journal = new MemoryJournal();
        await using var cluster = await Cluster.StartAsync(journal);
        var sections = Enumerable.Range(1, Sections).Select(number => new SectionId($"masons-{number}")).ToList();
        foreach (var section in sections)
        {
            (await cluster.Section(0, section).Ask(Request(Founding(section)))).Refusal.ShouldBeNull();
            (await cluster.Section(0, section).Ask(Request(Deposit(10)))).Refusal.ShouldBeNull();
        }
        sections.Count(section => cluster.IsAwakeIn(1, section)).ShouldBeInRange(1, Sections - 1, "both have some");

        foreach (var section in sections)
        {
            var (paid, tooMuch) = (Request(PayOut(4)), Request(PayOut(7)));
            var first = await cluster.Section(0, section).Ask(paid);
            first.Refusal.ShouldBeNull();
            (await cluster.Section(1, section).Ask(paid)).ShouldBe(first);
            var refused = await cluster.Section(0, section).Ask(tooMuch);
            refused.Refusal!.Reason.ShouldBe("NOT_ENOUGH_AVAILABLE");
            var replies = await cluster.Section(1, section).AskAll([tooMuch, paid]);
            replies[0].Position.ShouldBe(refused.Position);
            replies[0].Refusal!.Metadata.ShouldBe(refused.Refusal.Metadata);
            replies[1].ShouldBe(first);
        }
    }

    [Fact]
    public async Task A_command_that_fails_in_another_silo_fails_as_in_ones_own()
    {
        await using var journal = new MemoryJournal();
        var rules = BodyRules.Ours with { Section = Aggregates.Section with { Decide = DecideBadly } };
        await using var cluster = await Cluster.StartAsync(journal, rules);

        for (var number = 1; number <= Sections; number++)
        {
            var section = new SectionId($"masons-{number}");
            await cluster.Section(0, section).Ask(Request(Founding(section)));
            for (var silo = 0; silo < 2; silo++)
            {
                var fault = await Should.ThrowAsync<CommandFaultException>(
                    cluster.Section(silo, section).Ask(Request(Deposit(1))));
                fault.Message.ShouldContain($"sections/{section} could not decide a command");
                fault.InnerException.ShouldBeOfType<InvalidOperationException>().Message.ShouldBe("a fault");
            }
        }
    }

    [Fact]
    public async Task Where_a_body_has_two_grains_nothing_is_lost_and_nothing_counts_twice()
    {
        await using var journal = new MemoryJournal();
        await using var cluster = await Cluster.StartAsync(journal, silo: silo =>
        {
            silo.Services.AddSingleton<IGrainDirectoryResolver, ForgetfulDirectory>();
            silo.AddPlacementDirector<HomePlacement, AtCaller>();
        });
        var section = new SectionId("masons");
        (await cluster.Section(0, section).Ask(Request(Founding(section)))).Refusal.ShouldBeNull();
        const int deposits = 200;
        var requests = Enumerable.Range(0, deposits).Select(_ => Request(Deposit(1))).ToList();

        // Each goes to both silos, and each silo has a grain of its own.
        var replies = await Task.WhenAll(requests.SelectMany(request => new[]
        {
            cluster.Section(0, section).Ask(request), cluster.Section(1, section).Ask(request),
        }));

        (cluster.IsAwakeIn(0, section), cluster.IsAwakeIn(1, section)).ShouldBe((true, true));
        replies.ShouldAllBe(reply => reply.Refusal == null);
        for (var i = 0; i < deposits; i++)
            replies[2 * i].Position.ShouldBe(replies[(2 * i) + 1].Position);
        foreach (var silo in new[] { 0, 1 })
        {
            await cluster.Projector(silo).WaitForAsync(journal.Position, Deadline());
            var state = (await cluster.Projector(silo).LatestAsync()).Sections.Find(section.Value);
            state!.Treasury.Book.Balance(Account.Treasury, Chf).ShouldBe(deposits * 100);
        }
    }

    /// <summary>Every silo is home to all bodies.</summary>
    private sealed class AtCaller : IPlacementDirector
    {
        public Task<SiloAddress> OnAddActivation(
            PlacementStrategy strategy, PlacementTarget target, IPlacementContext context) =>
            Task.FromResult(context.LocalSilo);
    }

    private static Decision<SectionEvent> DecideBadly(Section section, SectionCommand command, DateTimeOffset at) =>
        command is OwnTreasuryCommand.Deposit
            ? throw new InvalidOperationException("a fault")
            : Aggregates.Section.Decide(section, command, at);

    private GrainRequest<SectionCommand> Request(SectionCommand command) => Requests.Of(
        new CommandId(new UInt128(1UL << 60, ++_lastId)), command, DomainJson.SectionCommand,
        new DateTimeOffset(1868, 3, 23, 0, 0, 0, TimeSpan.Zero));

    private static FoundingCommand.Found Founding(SectionId section) => new(
        section.Value, SectionKind.Trade, "masons", "Geneva", "CH", null, [Chf]);

    private static OwnTreasuryCommand.Deposit Deposit(long francs) => new(Francs(francs), "dues", Again: true);

    private static OwnTreasuryCommand.PayOut PayOut(long francs) => new(Francs(francs), "coal", Again: true);
}
