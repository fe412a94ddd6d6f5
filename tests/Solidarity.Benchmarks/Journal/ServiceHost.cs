using System.Text.Json.Serialization.Metadata;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Solidarity.Domain.Bodies;
using Solidarity.Domain.Federations;
using Solidarity.Domain.Messages;
using Solidarity.Domain.Money;
using Solidarity.Domain.Sections;
using Solidarity.Domain.Sections.Founding;
using Solidarity.Grains.Delivery;
using Solidarity.Grains.Entries;
using Solidarity.Grains.Streams;
using Solidarity.Storage;
using Solidarity.Storage.Sqlite;
using Solidarity.Views.Hosting;
using Solidarity.Views.Worlds;

namespace Solidarity.Benchmarks.Journal;

/// <summary>The service without its API, over a SQLite journal.</summary>
internal sealed class ServiceHost : IAsyncDisposable
{
    public static readonly Currency Chf = Currency.Of("CHF");
    private readonly IHost _host;
    private readonly DirectoryInfo _folder;
    private readonly bool _isOwn;

    private ServiceHost(IHost host, SqliteJournal journal, DirectoryInfo folder, bool isOwn) =>
        (_host, Journal, _folder, _isOwn) = (host, journal, folder, isOwn);

    public SqliteJournal Journal { get; }

    public Projector Projector => _host.Services.GetRequiredService<Projector>();

    /// <summary>The size of the journal's files.</summary>
    public long Bytes => _folder.EnumerateFiles().Sum(file => file.Length);

    private IGrainFactory Grains => _host.Services.GetRequiredService<IGrainFactory>();

    /// <summary>Over an empty journal in a folder that goes when it stops.</summary>
    public static Task<ServiceHost> StartAsync() =>
        StartAsync(Directory.CreateTempSubdirectory("solidarity-benchmark-"), isOwn: true);

    /// <summary>Just started over a journal that has a world in it: no grain is awake.</summary>
    public static async Task<ServiceHost> StartAsync(string folder)
    {
        var host = await StartAsync(new DirectoryInfo(folder), isOwn: false);
        await host.QuietAsync();
        return host;
    }

    /// <summary>Just started over a journal that is opened in a way of its own.</summary>
    public static Task<ServiceHost> StartAsync(string folder, JournalOptions options) =>
        StartAsync(new DirectoryInfo(folder), isOwn: true, options);

    private static async Task<ServiceHost> StartAsync(DirectoryInfo folder, bool isOwn, JournalOptions? options = null)
    {
        var journal = SqliteJournal.Open(folder.FullName, options ?? new JournalOptions());
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.AddSolidarity(journal);
        var host = builder.Build();
        await host.StartAsync();
        return new ServiceHost(host, journal, folder, isOwn);
    }

    /// <summary>Until every message has been answered, and with all that followed from it; and the world shows it.
    /// </summary>
    public async Task QuietAsync()
    {
        await _host.Services.GetRequiredService<Dispatcher>().QuietAsync();
        await Projector.WaitForAsync(Journal.Position);
    }

    public ISectionGrain Section(int number) =>
        Grains.GetGrain<ISectionGrain>($"section-{number}");

    public Task AskAsync(SectionId section, SectionCommand command) =>
        AskAsync(Grains.GetGrain<ISectionGrain>(section.Value), command);

    public async Task AskAsync(FederationId federation, FederationCommand command) => Check(
        await Grains.GetGrain<IFederationGrain>(federation.Value).Ask(New(command, DomainJson.FederationCommand)));

    public static FoundingCommand.Found Founding(int number) =>
        new($"Section {number}", SectionKind.Trade, "masons", "Geneva", "CH", null, [Chf]);

    /// <summary>Asks under a new time-ordered id; completes when the answer is on disk.</summary>
    public static async Task AskAsync(ISectionGrain section, SectionCommand command) =>
        Check(await section.Ask(New(command, DomainJson.SectionCommand)));

    private static GrainRequest<TCommand> New<TCommand>(TCommand command, JsonTypeInfo<TCommand> json)
        where TCommand : BodyCommand =>
        Requests.Of(new CommandId(RequestIds.Next()), command, json, TimeProvider.System.GetUtcNow());

    private static void Check(Reply reply)
    {
        if (reply.Refusal is { } refusal)
            throw new InvalidOperationException(refusal.Message);
    }

    public async ValueTask DisposeAsync()
    {
        await _host.StopAsync();
        _host.Dispose();
        await Journal.DisposeAsync();
        if (_isOwn)
            _folder.Delete(recursive: true);
    }
}

/// <summary>Request ids as clients make them: UUIDs of version 7.</summary>
internal static class RequestIds
{
    public static UInt128 Next()
    {
        Span<byte> bytes = stackalloc byte[16];
        Guid.CreateVersion7().TryWriteBytes(bytes, bigEndian: true, out _);
        return System.Buffers.Binary.BinaryPrimitives.ReadUInt128BigEndian(bytes);
    }
}
