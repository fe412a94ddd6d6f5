using System.Text.Json.Serialization.Metadata;
using Solidarity.Domain.Bodies;
using Solidarity.Domain.Calls;
using Solidarity.Domain.Federations;
using Solidarity.Domain.Messages;
using Solidarity.Domain.Money;
using Solidarity.Domain.Sections;
using Solidarity.Domain.Sections.Affiliations;
using Solidarity.Domain.Sections.Founding;
using Solidarity.Domain.Strikes;
using Solidarity.Domain.Strikes.Lifecycle;
using Solidarity.Domain.Text;
using Solidarity.Grains.Entries;
using Solidarity.Storage;
using Solidarity.Storage.Sqlite;

namespace Solidarity.Server.Tests.Hosting;

/// <summary>A journal told event by event, for a server to start on: worlds at the limits, and states that no command
/// leads to, without a hundred thousand calls. Nothing is decided here.</summary>
internal sealed class ToldJournal : IAsyncDisposable
{
    /// <summary>Below the journal's limit for the body of an entry, with the longest texts.</summary>
    private const int EventsPerEntry = 50;

    private static readonly DateTimeOffset At = new(1868, 3, 23, 0, 0, 0, TimeSpan.Zero);
    private readonly Dictionary<Address, List<NewEntry>> _told = [];
    private readonly SqliteJournal _journal;
    private int _commands;

    public ToldJournal(string folder) => _journal = SqliteJournal.Open(folder);

    public static Currency Chf { get; } = Currency.Of("CHF");

    /// <summary>A text that is as long as it may be, in characters and in bytes.</summary>
    public static string Long(int chars) => new('山', chars);

    /// <summary>Facts at all their limits.</summary>
    public static StrikeFacts LongFacts { get; } = new(
        Long(Texts.NameCharsMax), Long(Texts.NameCharsMax), "CH",
        [.. Enumerable.Repeat(Long(Texts.NameCharsMax), StrikeFacts.EmployersMax)], Long(Texts.MemoCharsMax),
        StrikeFacts.StrikersMax, new DateOnly(1868, 3, 23));

    public static StrikeFacts ShortFacts { get; } =
        new("masons", "Geneva", "CH", [], "ten hours", 100, new DateOnly(1868, 3, 23));

    public ToldJournal Tell(SectionId section, params IEnumerable<SectionEvent> events) =>
        Add(section, events, DomainJson.SectionEvent);

    public ToldJournal Tell(FederationId federation, params IEnumerable<FederationEvent> events) =>
        Add(federation, events, DomainJson.FederationEvent);

    public ToldJournal Tell(StrikeId strike, params IEnumerable<StrikeEvent> events) =>
        Add(strike, events, DomainJson.StrikeEvent);

    public ToldJournal Found(SectionId section, FederationId? federation = null)
    {
        Tell(section, [new FoundingEvent.Founded(
            section, section.Value, SectionKind.Trade, "masons", "Geneva", "CH", 100, [Chf], At)]);
        return federation is { } home
            ? Tell(
                section,
                [new AffiliationEvent.AffiliationAsked(home, 1), new AffiliationEvent.AffiliationGranted(home)])
            : this;
    }

    public ToldJournal Open(StrikeId strike, SectionId section, StrikeFacts facts) =>
        Tell(strike, [new LifecycleEvent.StrikeOpened(strike, section, facts, At)]);

    public async ValueTask DisposeAsync()
    {
        const int entries = 20;
        foreach (var (body, told) in _told)
            for (var done = 0; done < told.Count; done += entries)
                (await _journal.AppendAsync(
                    new Append(new StreamName(body.ToString()), done, [.. told.Skip(done).Take(entries)])))
                    .ShouldBeOfType<AppendResult.Appended>();
        await _journal.DisposeAsync();
    }

    private ToldJournal Add<TEvent>(Address body, IEnumerable<TEvent> events, JsonTypeInfo<TEvent> json)
    {
        if (!_told.TryGetValue(body, out var told))
            _told[body] = told = [];
        foreach (var some in events.Chunk(EventsPerEntry))
            told.Add(new NewEntry(
                new CommandId(((UInt128)0x7000 << 64) | (UInt128)(++_commands)), default, At,
                EntryBody.Write<TEvent>(some.ToImmutableArray(), json), []));
        return this;
    }
}
