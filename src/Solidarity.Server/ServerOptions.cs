using Microsoft.Extensions.Logging;
using Solidarity.Domain.Messages;
using Solidarity.Domain.Text;
using Solidarity.Grains.Clusters;
using Solidarity.Grains.Delivery;

namespace Solidarity.Server;

/// <summary>How a server is to run.</summary>
public sealed record ServerOptions
{
    /// <summary>The data folder with the journal; made where it is missing.</summary>
    public required string DataFolder { get; init; }

    /// <summary>Where to listen: <c>http</c>, an IP address or <c>localhost</c>, and a port; port 0 takes a free one.
    /// </summary>
    public Uri Listen { get; init; } = new("http://127.0.0.1:0");

    /// <summary>Whether <see cref="Listen"/> may be an address that other machines reach. The service asks nobody who
    /// they are yet, so that is said on purpose or not at all.</summary>
    public bool AllowRemote { get; init; }

    /// <summary>Goes on with a journal that lacks entries which it had acknowledged; where it lacks none, the service
    /// does not start.</summary>
    public bool AcceptLoss { get; init; }

    /// <summary>The cluster of services that this one is of, whose journal they share; the data folder is then its own
    /// replica. Null: the service and its folder stand alone.</summary>
    public ClusterSettings? Cluster { get; init; }

    /// <summary>What it tells of itself, and to whom.</summary>
    public TelemetryOptions Telemetry { get; init; } = new();

    /// <summary>By what means it sends the notices of bodies.</summary>
    public NoticeOptions Notices { get; init; } = new();

    /// <summary>The trades that it knows by their names; all services of a cluster have the same.</summary>
    public TradeTable Trades { get; init; } = TradeTable.BuiltIn;

    /// <summary>The clock of everything in the server.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>When a silent client is asked for a sign of life.</summary>
    public TimeSpan KeepAliveDelay { get; init; } = TimeSpan.FromSeconds(ServerLimits.KeepAliveDelaySeconds);

    /// <summary>When it is given up where none comes.</summary>
    public TimeSpan KeepAliveAnswerIn { get; init; } = TimeSpan.FromSeconds(ServerLimits.KeepAliveAnswerSeconds);

    public LogLevel LogLevel { get; init; } = LogLevel.Warning;

    /// <summary>What the bodies decide and fold by; null: the ordinary rules. Tests put others in.</summary>
    internal BodyRules? Rules { get; init; }

    /// <summary>Puts another mailbox around that of the service; null: none. Demonstrations and tests have bodies fail
    /// to take messages in it.</summary>
    internal Func<IMailbox, IMailbox>? Mailbox { get; init; }

    /// <summary>Takes the log; null: one line each to standard error.</summary>
    public ILoggerProvider? Logs { get; init; }
}
