using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Solidarity.Domain.Decisions;
using Solidarity.Domain.Money;
using Solidarity.Domain.Sections;
using Solidarity.Grains;
using Solidarity.Grains.Sections;
using Solidarity.Grains.Streams;
using Solidarity.Storage;
using Solidarity.Storage.Sqlite;

namespace Solidarity.Benchmarks.Journal;

/// <summary>The service without its API, over a SQLite journal in a folder that goes when it stops.</summary>
internal sealed class ServiceHost : IAsyncDisposable
{
    public static readonly Currency Chf = Currency.Of("CHF");
    private readonly IHost _host;
    private readonly IJournal _journal;
    private readonly DirectoryInfo _folder;

    private ServiceHost(IHost host, IJournal journal, DirectoryInfo folder) =>
        (_host, _journal, _folder) = (host, journal, folder);

    public static async Task<ServiceHost> StartAsync()
    {
        var folder = Directory.CreateTempSubdirectory("solidarity-benchmark-");
        var journal = SqliteJournal.Open(folder.FullName);
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.AddSolidarity(journal);
        var host = builder.Build();
        await host.StartAsync();
        return new ServiceHost(host, journal, folder);
    }

    public ISectionGrain Section(int number) =>
        _host.Services.GetRequiredService<IGrainFactory>().GetGrain<ISectionGrain>($"section-{number}");

    public static SectionCommand.Found Founding(int number) =>
        new($"Section {number}", SectionKind.Trade, "masons", "Geneva", "CH", null, [Chf]);

    /// <summary>Asks under a new time-ordered id; completes when the answer is on disk.</summary>
    public static async Task AskAsync(ISectionGrain section, SectionCommand command)
    {
        var id = new CommandId(RequestIds.Next());
        var reply = await section.Ask(Requests.Of(id, command, DomainJson.SectionCommand, DateTimeOffset.UnixEpoch));
        if (reply.Refusal is { } refusal)
            throw new InvalidOperationException(refusal.Message);
    }

    public async ValueTask DisposeAsync()
    {
        await _host.StopAsync();
        _host.Dispose();
        await _journal.DisposeAsync();
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
