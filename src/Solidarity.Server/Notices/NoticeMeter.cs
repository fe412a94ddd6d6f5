using System.Diagnostics.Metrics;
using Solidarity.Domain.Notices;
using Solidarity.Storage.Telemetry;

namespace Solidarity.Server.Notices;

/// <summary>Counts notices that went out, and those that did not.</summary>
internal sealed class NoticeMeter : IDisposable
{
    private readonly Meter _meter = new(MetricCatalogue.MeterName);
    private readonly Counter<long> _sent;
    private readonly Counter<long> _failed;

    public NoticeMeter() =>
        (_sent, _failed) = (MetricCatalogue.NoticesSent.Counter(_meter), MetricCatalogue.NoticesFailed.Counter(_meter));

    public void Count(ChannelKind channel, bool isSent) => (isSent ? _sent : _failed).Add(
        1, new KeyValuePair<string, object?>(
            MetricCatalogue.Label.Channel, channel == ChannelKind.Email ? "email" : "webhook"));

    public void Dispose() => _meter.Dispose();
}
