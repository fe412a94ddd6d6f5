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
    /// <summary>How often a silo looks into the log by itself: what the others write is pushed to it.</summary>
    private static readonly TimeSpan FollowTime = TimeSpan.FromMilliseconds(500);

    private readonly WebApplication _app;
    private readonly SqliteJournal _journal;
    private readonly OwnStop _stop;
    private int _stopped;

    private SolidarityServer(
        WebApplication app, SqliteJournal journal, TelemetryOptions telemetry, string? clockProblem)
    {
        ClockProblem = clockProblem;
        _app = app;
        _journal = journal;
        _stop = app.Services.GetRequiredService<OwnStop>();
        var addresses = app.Urls.Select(url => new Uri(url)).ToArray();
        Address = addresses[0];
        MetricsAddress = telemetry.Metrics is null ? null : addresses[1];
        DashboardAddress = telemetry.Dashboard is null ? null : addresses[^1];
        // Kept, because it is asked for after the services are gone.
        Stopping = app.Lifetime.ApplicationStopping;
    }

    /// <summary>Where it listens, with the port that it really has.</summary>
    public Uri Address { get; }

    /// <summary>Where /metrics is, and the probes; null where they are not served.</summary>
    public Uri? MetricsAddress { get; }

    /// <summary>Where Orleans' Dashboard is; null where it is not served.</summary>
    public Uri? DashboardAddress { get; }

    /// <summary>What was wrong with the clock at the start, for people; null where nothing was.</summary>
    public string? ClockProblem { get; }

    public IServiceProvider Services => _app.Services;

    /// <summary>Cancelled when it stops.</summary>
    public CancellationToken Stopping { get; }

    /// <summary>Why it stopped, where nobody has told it to: a <see cref="ReplicaDamagedException"/>, a
    /// <see cref="NewerVersionException"/> or a <see cref="ServiceStoppedException"/>.</summary>
    public Exception WhyStopped => _stop.Reason;

    /// <summary>
    /// Opens the journal, begins to listen, and completes when the read models have caught up with the journal and
    /// health is SERVING. What was in flight when the folder was last let go goes on by itself. A body that does not
    /// fold is named in the log and by the MessagesService, and stops nothing else.
    /// </summary>
    /// <exception cref="JournalInUseException">Another process holds the data folder.</exception>
    /// <exception cref="JournalUnreadableException">The journal is damaged, of another format, or none.</exception>
    /// <exception cref="ReplicaDamagedException">The replica was found to be damaged after it was opened.</exception>
    /// <exception cref="NewerVersionException">The log of the cluster has an event that this version does not know.
    /// </exception>
    /// <exception cref="ServiceStoppedException">It stopped by itself before it was ready.</exception>
    /// <exception cref="JournalLossException">The journal lacks entries that it had acknowledged.</exception>
    /// <exception cref="NothingLostException">A loss was to be accepted, and there is none.</exception>
    /// <exception cref="JournalUnavailableException">The disk refused (full, failing).</exception>
    /// <exception cref="FormatException">The cluster's name or storage is none.</exception>
    /// <exception cref="ListenException">The address is in use, or none to listen on.</exception>
    public static async Task<SolidarityServer> StartAsync(
        ServerOptions options, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        var addresses = ListenAddress.Of(options);
        using var early = LoggerFactory.Create(logging => Composition.Log(logging, options));
        var told = new JournalLog(early.CreateLogger<SqliteJournal>());
        var journal = SqliteJournal.Open(
            options.DataFolder,
            new JournalOptions
            {
                AcceptLoss = options.AcceptLoss,
                Log = LogOf(options),
                LogPollTime = FollowTime,
                Warn = told.Warn,
                Inform = told.Inform,
            });
        var clockProblem = ClockCheck.Say(journal.LastAt, options.Time.GetUtcNow());
        WebApplication? app = null;
        try
        {
            app = Composition.Build(options, addresses, journal);
            told.To(app.Services.GetRequiredService<ILogger<SqliteJournal>>());
            // A replica that is found to be damaged would never be ready.
            _ = StopWhenDamagedAsync(journal, app.Services.GetRequiredService<OwnStop>());
            await app.StartAsync(cancellationToken);
            var ready = app.Services.GetServices<IHostedService>().OfType<Readiness>().Single().Ready;
            await ready.WaitAsync(cancellationToken);
            // What is found on the way stops it a moment later.
            if (app.Services.GetRequiredService<OwnStop>().Given is { } found)
                throw found;
            if (clockProblem is not null)
                told.Warn(clockProblem);
            return new SolidarityServer(app, journal, options.Telemetry, clockProblem);
        }
        catch (Exception problem)
        {
            var stopped = cancellationToken.IsCancellationRequested ? null : WhyStoppedAt(problem, app);
            // A silo that has joined hands over what it has, also where something else could not start.
            if (app?.Services.GetRequiredService<SiloStarted>().IsSo is true)
                await app.StopAsync(CancellationToken.None);
            if (app is not null)
                await app.DisposeAsync();
            await journal.DisposeAsync();
            if (stopped is not null)
                throw stopped;
            if (problem is IOException { InnerException: AddressInUseException } inUse)
                throw ListenAddress.InUse(options, inUse);
            throw;
        }
    }

    /// <summary>Why a start ended by itself; null where the problem says it. A start that is stopped on its way ends
    /// with whatever was under way (a cancelled wait, a part that was gone already), so the reason given counts.
    /// </summary>
    private static Exception? WhyStoppedAt(Exception problem, WebApplication? app)
    {
        var stop = app?.Services.GetRequiredService<OwnStop>();
        return problem is OperationCanceledException ? stop?.Reason : stop?.Given;
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

    /// <summary>A damaged replica could give wrong answers, so no call is taken any more.</summary>
    private static async Task StopWhenDamagedAsync(SqliteJournal journal, OwnStop stop)
    {
        var damage = await journal.Damaged.ConfigureAwait(false);
        stop.Stop(new ReplicaDamagedException($"The service has stopped: {damage}. Nothing is lost. Start it again: "
            + "it sets its replica aside and makes a new one from the log."));
    }
}
