using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Solidarity.Benchmarks.Journal;
using Solidarity.Domain.Bodies;
using Solidarity.Domain.Sections;
using Solidarity.Grains;
using Solidarity.Grains.Couriers;
using Solidarity.Grains.ReadModels;
using Solidarity.Grains.Sections;
using Solidarity.Storage.Sqlite;

namespace Solidarity.Benchmarks.Fanout;

/// <summary>The service without its API, just started over a journal that has a world in it: no grain is awake.
/// </summary>
internal sealed class FanoutHost : IAsyncDisposable
{
    private readonly IHost _host;

    private FanoutHost(IHost host, SqliteJournal journal) => (_host, Journal) = (host, journal);

    public SqliteJournal Journal { get; }

    public Projector Projector => _host.Services.GetRequiredService<Projector>();

    public static async Task<FanoutHost> StartAsync(string folder)
    {
        var journal = SqliteJournal.Open(folder);
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.AddSolidarity(journal);
        var host = builder.Build();
        await host.StartAsync();
        var started = new FanoutHost(host, journal);
        await started.QuietAsync();
        return started;
    }

    public Task AskAsync(SectionId section, SectionCommand command) => ServiceHost.AskAsync(
        _host.Services.GetRequiredService<IGrainFactory>().GetGrain<ISectionGrain>(section.Value), command);

    /// <summary>Until every message has been answered, and with all that followed from it; and the world shows it.
    /// </summary>
    public async Task QuietAsync()
    {
        await _host.Services.GetRequiredService<Courier>().QuietAsync();
        await Projector.WaitForAsync(Journal.Position);
    }

    public async ValueTask DisposeAsync()
    {
        await _host.StopAsync();
        _host.Dispose();
        await Journal.DisposeAsync();
    }
}
