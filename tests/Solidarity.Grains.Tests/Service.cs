using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Solidarity.Demos;
using Solidarity.Domain.Bodies;
using Solidarity.Domain.Federations;
using Solidarity.Domain.Federations.Members;
using Solidarity.Domain.Messages;
using Solidarity.Domain.Money;
using Solidarity.Domain.Routes;
using Solidarity.Domain.Sections;
using Solidarity.Domain.Sections.Affiliations;
using Solidarity.Domain.Sections.Founding;
using Solidarity.Domain.Sections.OwnTreasury;
using Solidarity.Domain.Treasuries;
using Solidarity.Domain.Treasuries.Corridors;
using Solidarity.Grains.Delivery;
using Solidarity.Grains.Entries;
using Solidarity.Grains.Faults;
using Solidarity.Grains.Planning;
using Solidarity.Grains.Snapshots;
using Solidarity.Grains.Streams;
using Solidarity.Storage;
using Solidarity.Views.Hosting;
using Solidarity.Views.Worlds;

namespace Solidarity.Grains.Tests;

/// <summary>The service without its API: grains, dispatcher and read models over a journal, asked in process.</summary>
internal sealed class Service : IAsyncDisposable
{
    public static readonly Currency Chf = Currency.Of("CHF");
    private readonly IHost _host;
    private readonly IJournal _journal;
    private readonly bool _ownsJournal;
    private ulong _lastId;

    private Service(IHost host, IJournal journal, ManualTime time, bool ownsJournal, ulong firstId)
    {
        (_host, _journal, Time, _ownsJournal, _lastId) = (host, journal, time, ownsJournal, firstId);
    }

    public ManualTime Time { get; }

    public LatestBodies Bodies => _host.Services.GetRequiredService<LatestBodies>();

    public Projector Projector => _host.Services.GetRequiredService<Projector>();

    public FaultLog Faults => _host.Services.GetRequiredService<FaultLog>();

    public StuckMessages Stuck => _host.Services.GetRequiredService<StuckMessages>();

    /// <summary>Where bodies can be made silent, and messages be made to fail on their way.</summary>
    public SilentMailbox Mailbox => (SilentMailbox)_host.Services.GetRequiredService<IMailbox>();

    public Dispatcher Dispatcher => _host.Services.GetRequiredService<Dispatcher>();

    /// <summary>For which bodies it delivers.</summary>
    public DeliveryShare Share => _host.Services.GetRequiredService<DeliveryShare>();

    public AwakeBodies Awake => _host.Services.GetRequiredService<AwakeBodies>();

    public Planner Planner => _host.Services.GetRequiredService<Planner>();

    private IGrainFactory Grains => _host.Services.GetRequiredService<IGrainFactory>();

    /// <param name="rules">What the bodies decide and fold by; null: the ordinary ones.</param>
    /// <param name="log">Takes what is logged.</param>
    /// <param name="around">Puts a mailbox around the ordinary one.</param>
    /// <param name="now">What its clock says; null: the first day.</param>
    public static async Task<Service> StartAsync(
        IJournal? journal = null, ulong firstId = 0, BodyRules? rules = null, ILoggerProvider? log = null,
        Func<IMailbox, IMailbox>? around = null, DateTimeOffset? now = null)
    {
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Logging.SetMinimumLevel(LogLevel.Warning);
        if (log is not null)
            builder.Logging.AddProvider(log);
        if (rules is not null)
            builder.Services.AddSingleton(rules);
        builder.Services.AddSingleton<IMailbox>(services => new SilentMailbox(
            (around ?? (mailbox => mailbox))(ActivatorUtilities.CreateInstance<GrainMailbox>(services))));
        var time = new ManualTime(now ?? new DateTimeOffset(1868, 3, 23, 0, 0, 0, TimeSpan.Zero));
        var used = journal ?? new MemoryJournal();
        builder.AddSolidarity(used, time);
        var host = builder.Build();
        await host.StartAsync();
        return new Service(host, used, time, journal is null, firstId);
    }

    public static Amount Francs(long francs) => new(francs * 100, Chf);

    public CommandId NextId() => new(new UInt128(1UL << 60, ++_lastId));

    public Task<Reply> Ask(SectionId section, SectionCommand command, CommandId? id = null) =>
        Grains.GetGrain<ISectionGrain>(section.Value)
            .Ask(Requests.Of(id ?? NextId(), command, DomainJson.SectionCommand, Time.GetUtcNow()));

    public Task<Reply> Ask(FederationId federation, FederationCommand command, CommandId? id = null) =>
        Grains.GetGrain<IFederationGrain>(federation.Value)
            .Ask(Requests.Of(id ?? NextId(), command, DomainJson.FederationCommand, Time.GetUtcNow()));

    /// <summary>Asks a section several things together, as the dispatcher does.</summary>
    public Task<ImmutableArray<Reply>> AskAll(
        SectionId section, params IEnumerable<(CommandId Id, SectionCommand Command)> asked) =>
        AskAll(section, TimeSpan.Zero, asked);

    /// <param name="apart">The time between one and the next.</param>
    public Task<ImmutableArray<Reply>> AskAll(
        SectionId section, TimeSpan apart, params IEnumerable<(CommandId Id, SectionCommand Command)> asked) =>
        Grains.GetGrain<ISectionGrain>(section.Value).AskAll([.. asked.Select((one, i) =>
            Requests.Of(one.Id, one.Command, DomainJson.SectionCommand, Time.GetUtcNow() + (i * apart)))]);

    /// <summary>Asks a section several things together, each as a message of a sender.</summary>
    public Task<ImmutableArray<Reply>> AskAsMessages(
        SectionId section, params IEnumerable<(StreamName Sender, SectionCommand Command)> sent) =>
        Grains.GetGrain<ISectionGrain>(section.Value).AskAll([.. sent.Select(one => Requests.Of(
            CommandId.FromMessage((long)++_lastId + 1_000_000), one.Command, DomainJson.SectionCommand,
            Time.GetUtcNow()) with { Sender = one.Sender })]);

    public async Task Must(SectionId section, SectionCommand command) =>
        (await Ask(section, command)).Refusal.ShouldBeNull();

    public async Task Must(FederationId federation, FederationCommand command) =>
        (await Ask(federation, command)).Refusal.ShouldBeNull();

    /// <summary>Until nothing is under way any more, alarms that are due have rung, and the read models show it.
    /// </summary>
    public Task QuietAsync() => _host.Services.QuietAsync(Deadline());

    /// <summary>The ids of the messages for a body that lie in the outbox.</summary>
    public async Task<long[]> WaitingAsync(StreamName body) =>
    [
        .. (await _journal.PendingAsync(0, JournalLimits.PageEntriesMax))
            .Where(message => message.Receiver == body).Select(message => message.Id),
    ];

    /// <summary>A silent body answers again.</summary>
    public Task EndSilenceAsync(StreamName body)
    {
        Mailbox.EndSilence(body);
        Dispatcher.Retry(null);
        return QuietAsync();
    }

    public async Task FoundAsync(SectionId section, long francs)
    {
        await Must(section, new FoundingCommand.Found(
            section.Value, SectionKind.Trade, "masons", "Geneva", "CH", null, [Chf]));
        if (francs > 0)
            await Must(section, new OwnTreasuryCommand.Deposit(Francs(francs), "opening", Again: true));
    }

    public async Task JoinAsync(SectionId section, FederationId federation)
    {
        await Must(section, new AffiliationCommand.AskAffiliation(federation));
        await QuietAsync();
        await Must(federation, new MemberCommand.Admit(section));
        await QuietAsync();
    }

    /// <summary>Opens a corridor for francs, offered and agreed.</summary>
    public async Task OpenAsync(Address from, Address to)
    {
        await Owner(from, new CorridorCommand.OfferCorridor(new CorridorKey(to, Chf, Chf), CorridorTerms.Free));
        await QuietAsync();
        await Owner(to, new CorridorCommand.AgreeToCorridor(new CorridorKey(from, Chf, Chf)));
        await QuietAsync();
    }

    public Task Owner(Address owner, TreasuryCommand command) => owner.IsSection
        ? Must(owner.Section, new OwnTreasuryCommand.ToTreasury(command))
        : Must(owner.Federation, new FederationCommand.ToTreasury(command));

    public async ValueTask DisposeAsync()
    {
        await _host.StopAsync();
        _host.Dispose();
        if (_ownsJournal)
            await _journal.DisposeAsync();
    }

    /// <summary>A test that waits for ever says so instead.</summary>
    public static CancellationToken Deadline() => new CancellationTokenSource(TimeSpan.FromSeconds(60)).Token;
}
