using System.Buffers.Binary;
using System.Text.Json.Serialization.Metadata;
using Microsoft.Extensions.DependencyInjection;
using Solidarity.Domain.Affiliations;
using Solidarity.Domain.Bodies;
using Solidarity.Domain.Calls;
using Solidarity.Domain.Federations;
using Solidarity.Domain.Federations.Members;
using Solidarity.Domain.Messages;
using Solidarity.Domain.Sections;
using Solidarity.Domain.Sections.Affiliations;
using Solidarity.Domain.Sections.Inbox;
using Solidarity.Domain.Sections.OwnTreasury;
using Solidarity.Domain.Treasuries;
using Solidarity.Domain.Treasuries.Corridors;
using Solidarity.Grains.Entries;
using Solidarity.Grains.Hosting;
using Solidarity.Grains.Streams;
using Solidarity.Server;
using Solidarity.Storage;
using Solidarity.Views.Worlds;

namespace Solidarity.Demos.Storms;

/// <summary>How far the making of a world has come.</summary>
internal readonly record struct StormProgress(string What, long Done, long Total);

/// <summary>What lies in the inboxes of all sections.</summary>
/// <param name="Reached">Sections that have the call.</param>
/// <param name="Closed">Of these: it asks them nothing any more.</param>
/// <param name="Over">Of these: they know that the strike is over.</param>
/// <param name="Warned">Sections that have the warning.</param>
/// <param name="WarningsOver">Of these: it is over.</param>
internal sealed record StormInboxes(int Reached, int Closed, int Over, int Warned, int WarningsOver);

/// <summary>
/// Makes the world of a plan in a running service, as its people would have, but at the grains and with many commands
/// under way: what is shown is the call, and nobody wants to wait for the founding of many sections one by one.
/// </summary>
internal sealed class StormWorld(SolidarityServer server, StormPlan plan)
{
    private const int UnderWay = 500;
    private const int AdmittedTogether = 500;
    private readonly IGrainFactory _grains = server.Services.GetRequiredService<IGrainFactory>();
    private readonly TimeProvider _time =
        server.Services.GetRequiredKeyedService<TimeProvider>(BooksTimeAttribute.ServiceKey);

    /// <summary>Founds everybody and takes them in, fills the treasuries of those that will pledge, and opens the
    /// corridors. The service must be empty.</summary>
    /// <exception cref="InvalidOperationException">A command was refused.</exception>
    public async Task BuildAsync(IProgress<StormProgress> progress, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(progress);
        var pace = new Pace(progress, cancellationToken);
        await FoundFederationsAsync(pace);
        await FoundSectionsAsync(pace);
        await AdmitAsync(pace);
        await OpenCorridorsAsync(pace);
    }

    /// <summary>Reads what lies in the inboxes, once everything that was answered has been delivered.</summary>
    public async Task<StormInboxes> ReadInboxesAsync(CancellationToken cancellationToken)
    {
        await server.QuietAsync(cancellationToken);
        var all = server.Services.GetRequiredService<Projector>().Current.Sections.All.ToArray();
        var calls = all.Select(section => section.Inbox.Calls.GetValueOrDefault(StormPlan.Strike)).OfType<InboxCall>()
            .ToArray();
        var warnings = all.Select(section => section.Inbox.Warnings.GetValueOrDefault(StormPlan.Strike))
            .OfType<HeardWarning>().ToArray();
        return new StormInboxes(
            calls.Length, calls.Count(call => call.Closed), calls.Count(call => call.HowEnded == CallEnd.StrikeOver),
            warnings.Length, warnings.Count(warning => warning.Over));
    }

    private async Task FoundFederationsAsync(Pace pace)
    {
        var all = plan.AllFederations().ToArray();
        await EachAsync("federations founded", all, pace, federation => AskAsync(
            federation.Id,
            [new FederationCommand.Found(federation.Id.Value, federation.Level, "", federation.Country)]));
        // From above, so that each knows all those above it when it is taken in and nobody has to be told later.
        for (var level = Level.National; level >= Level.Local; level--)
        {
            var asking = all.Where(federation => federation.Level == level).ToArray();
            await EachAsync(Affiliated(level), asking, pace, federation =>
                AskAsync(federation.Id, [.. federation.Parents.Select(p => new MemberCommand.AskAffiliation(p))]));
            await server.QuietAsync(pace.Cancelled);
            foreach (var federation in asking)
                foreach (var parent in federation.Parents)
                    await AskAsync(parent, [new MemberCommand.Admit(federation.Id)]);
            await server.QuietAsync(pace.Cancelled);
        }
    }

    private static Wording Affiliated(Level level) => level switch
    {
        Level.Local => Wording.Of("Local federations affiliated"),
        Level.Regional => "Regional federations affiliated",
        _ => "National federations affiliated",
    };

    private async Task FoundSectionsAsync(Pace pace)
    {
        var pledging = Enumerable.Range(0, plan.Pledges).Select(plan.Answering).ToHashSet();
        await EachAsync(
            "sections founded", Enumerable.Range(0, plan.Sections), pace, number =>
            {
                var commands = ImmutableArray.CreateBuilder<SectionCommand>();
                commands.Add(plan.Founding(number));
                foreach (var local in plan.Federations.LocalsOf(number))
                    commands.Add(new AffiliationCommand.AskAffiliation(local));
                if (pledging.Contains(number))
                    commands.Add(new OwnTreasuryCommand.Deposit(plan.PledgeOf(number), StormRequests.Dues));
                return AskAsync(FederationPlan.Section(number), commands.ToImmutable());
            });
        await server.QuietAsync(pace.Cancelled);
    }

    private async Task AdmitAsync(Pace pace)
    {
        var members = plan.Federations.Members()
            .SelectMany(federation => federation.Value.Where(member => member.IsSection).Chunk(AdmittedTogether)
                .Select(sections => (Federation: federation.Key, Sections: sections)))
            .ToArray();
        await EachAsync("lists of members admitted", members, pace, list =>
            AskAsync(list.Federation, [.. list.Sections.Select(section => new MemberCommand.Admit(section))]));
        await server.QuietAsync(pace.Cancelled);
    }

    private async Task OpenCorridorsAsync(Pace pace)
    {
        var corridors = plan.Corridors();
        await EachAsync("corridors offered", corridors, pace, corridor =>
            AskAsync(corridor.From, new CorridorCommand.OfferCorridor(corridor.Outward, corridor.Terms)));
        await server.QuietAsync(pace.Cancelled);
        await EachAsync("corridors agreed to", corridors, pace, corridor =>
            AskAsync(corridor.To, new CorridorCommand.AgreeToCorridor(corridor.Inward)));
        await server.QuietAsync(pace.Cancelled);
    }

    private static async Task EachAsync<TItem>(
        Wording what, IEnumerable<TItem> all, Pace pace, Func<TItem, Task> ask)
    {
        var items = all.ToArray();
        var done = 0L;
        var options = new ParallelOptions
        {
            MaxDegreeOfParallelism = UnderWay,
            CancellationToken = pace.Cancelled,
        };
        await Parallel.ForEachAsync(items, options, async (item, _) =>
        {
            await ask(item);
            pace.Progress.Report(new StormProgress(T(what), Interlocked.Increment(ref done), items.Length));
        });
    }

    private Task AskAsync(Address owner, TreasuryCommand command) => owner.IsSection
        ? AskAsync(owner.Section, [new OwnTreasuryCommand.ToTreasury(command)])
        : AskAsync(owner.Federation, [new FederationCommand.ToTreasury(command)]);

    private async Task AskAsync(SectionId section, ImmutableArray<SectionCommand> commands) => Check(
        section,
        await _grains.GetGrain<ISectionGrain>(section.Value).AskAll(Requests(commands, DomainJson.SectionCommand)));

    private async Task AskAsync(FederationId federation, ImmutableArray<FederationCommand> commands) => Check(
        federation,
        await _grains.GetGrain<IFederationGrain>(federation.Value)
            .AskAll(Requests(commands, DomainJson.FederationCommand)));

    private ImmutableArray<GrainRequest<T>> Requests<T>(ImmutableArray<T> commands, JsonTypeInfo<T> json)
        where T : BodyCommand =>
        [.. commands.Select(c => Grains.Entries.Requests.Of(new CommandId(NewId()), c, json, _time.GetUtcNow()))];

    private static void Check(Address body, ImmutableArray<Reply> replies)
    {
        if (replies.FirstOrDefault(reply => reply.Refusal is not null) is { Refusal: { } refusal })
            throw new InvalidOperationException($"{body} refused: {refusal.Message}");
    }

    /// <summary>As clients make them: UUIDs of version 7.</summary>
    private static UInt128 NewId()
    {
        Span<byte> bytes = stackalloc byte[16];
        Guid.CreateVersion7().TryWriteBytes(bytes, bigEndian: true, out _);
        return BinaryPrimitives.ReadUInt128BigEndian(bytes);
    }

    /// <summary>Whom to tell how far it is, and when to stop.</summary>
    private readonly record struct Pace(IProgress<StormProgress> Progress, CancellationToken Cancelled);
}
