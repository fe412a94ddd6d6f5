using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Connections;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Solidarity.Server.Health;
using Solidarity.Server.Hosting;
using Solidarity.Storage;
using Solidarity.Storage.Logs;
using Solidarity.Storage.Sqlite;
using Solidarity.Views.Hosting;

namespace Solidarity.Server;

/// <summary>
/// A running service: the journal of a data folder, the grains over it, and the API on an address. Signals are left to
/// the process that owns it. May be used from any thread.
/// </summary>
public sealed class SolidarityServer : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly IJournal _journal;
    private int _stopped;

    private SolidarityServer(WebApplication app, IJournal journal)
    {
        _app = app;
        _journal = journal;
        Address = new Uri(app.Urls.Single());
        // Kept, because it is asked for after the services are gone.
        Stopping = app.Lifetime.ApplicationStopping;
    }

    /// <summary>Where it listens, with the port that it really has.</summary>
    public Uri Address { get; }

    public IServiceProvider Services => _app.Services;

    /// <summary>Cancelled when it stops.</summary>
    public CancellationToken Stopping { get; }

    /// <summary>
    /// Opens the journal, begins to listen, and completes when the read models have caught up with the journal and
    /// health is SERVING. What was in flight when the folder was last let go goes on by itself. A body that does not
    /// fold is named in the log and by the MessagesService, and stops nothing else.
    /// </summary>
    /// <exception cref="JournalInUseException">Another process holds the data folder.</exception>
    /// <exception cref="JournalUnreadableException">The journal is damaged, of another format, or none.</exception>
    /// <exception cref="JournalLossException">The journal lacks entries that it had acknowledged.</exception>
    /// <exception cref="NothingLostException">A loss was to be accepted, and there is none.</exception>
    /// <exception cref="JournalUnavailableException">The disk refused (full, failing).</exception>
    /// <exception cref="FormatException">The cluster's name or storage is none.</exception>
    /// <exception cref="ListenException">The address is in use, or none to listen on.</exception>
    public static async Task<SolidarityServer> StartAsync(
        ServerOptions options, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        var endpoint = ListenAddress.Of(options);
        var told = new JournalLog();
        var journal = SqliteJournal.Open(
            options.DataFolder,
            new JournalOptions { AcceptLoss = options.AcceptLoss, Log = LogOf(options), Warn = told.Add });
        WebApplication? app = null;
        try
        {
            app = Composition.Build(options, endpoint, journal);
            told.To(app.Services.GetRequiredService<ILogger<SqliteJournal>>());
            await app.StartAsync(cancellationToken);
            await app.Services.GetServices<IHostedService>().OfType<Readiness>().Single().Ready
                .WaitAsync(cancellationToken);
            return new SolidarityServer(app, journal);
        }
        catch (Exception problem)
        {
            if (app is not null)
                await app.DisposeAsync();
            await journal.DisposeAsync();
            if (problem is IOException { InnerException: AddressInUseException } inUse)
                throw ListenAddress.InUse(options.Listen, inUse);
            throw;
        }
    }

    /// <summary>
    /// Completes when everything that was answered up to now, and all that follows from it, has been delivered and can
    /// be read. Alarms that are not due do not count; those that are do.
    /// </summary>
    public Task QuietAsync(CancellationToken cancellationToken = default) => Services.QuietAsync(cancellationToken);

    private static BlobLog? LogOf(ServerOptions options) =>
        options.Cluster is { } cluster ? BlobLog.Open(cluster.Storage, cluster.Name) : null;

    /// <summary>Stops listening, answers the calls under way (for up to
    /// <see cref="ServerLimits.DrainSecondsMax"/>), and lets the data folder go.</summary>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _stopped, 1) != 0)
            return;
        await _app.StopAsync();
        await _app.DisposeAsync();
        await _journal.DisposeAsync();
    }
}
