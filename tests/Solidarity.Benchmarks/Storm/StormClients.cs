using Grpc.Net.Client;

namespace Solidarity.Benchmarks.Storm;

/// <summary>Those who pledge: connections over gRPC to whatever serves pledges.</summary>
internal sealed class StormClients : IDisposable
{
    public const string Strike = "strikes/storm";
    public const string Section = "sections/section-";
    public const string PledgeId = "p-1";
    public const string Authority = "general meeting of 23 March";
    public const long PledgeMinor = 25_00;

    private readonly ImmutableArray<Uri> _addresses;
    private readonly GrpcChannel[] _channels;

    /// <param name="addresses">Of the services of one cluster; each has its part of the connections.</param>
    public StormClients(ImmutableArray<Uri> addresses, int connections)
    {
        _addresses = addresses;
        _channels = [.. Enumerable.Range(0, connections)
            .Select(number => GrpcChannel.ForAddress(addresses[number % addresses.Length]))];
    }

    /// <summary>A connection of its own; whoever asks for it disposes it.</summary>
    public GrpcChannel NewChannel() => GrpcChannel.ForAddress(_addresses[0]);

    public Task ConnectAsync() => Task.WhenAll(_channels.Select(channel => channel.ConnectAsync()));

    /// <summary>Every section pledges once, over all connections at the same time.</summary>
    /// <param name="sections">Sections 0 and up, so many.</param>
    /// <param name="inFlight">How many calls a connection has under way.</param>
    public async Task<Latencies> PledgeAsync(int sections, int inFlight)
    {
        var latencies = new Latencies(sections);
        var next = -1;
        await Task.WhenAll(_channels.SelectMany(channel => Enumerable.Repeat(
            new V1.PledgesService.PledgesServiceClient(channel), inFlight)).Select(client => Task.Run(async () =>
        {
            int section;
            while ((section = Interlocked.Increment(ref next)) < sections)
            {
                var startedAt = Stopwatch.GetTimestamp();
                await client.PledgeAsync(PledgeOf(section));
                latencies.Note(section, startedAt);
            }
        })));
        return latencies;
    }

    /// <summary>Every section pledges once, so many a second over all connections together.</summary>
    public async Task PledgeSteadilyAsync(int sections, int perSecond)
    {
        var next = -1;
        var period = TimeSpan.FromSeconds((double)_channels.Length / perSecond);
        await Task.WhenAll(_channels.Select(channel => Task.Run(async () =>
        {
            var client = new V1.PledgesService.PledgesServiceClient(channel);
            using var timer = new PeriodicTimer(period);
            int section;
            while ((section = Interlocked.Increment(ref next)) < sections)
            {
                await client.PledgeAsync(PledgeOf(section));
                await timer.WaitForNextTickAsync();
            }
        })));
    }

    public void Dispose()
    {
        foreach (var channel in _channels)
            channel.Dispose();
    }

    private static V1.PledgeRequest PledgeOf(int section) => new()
    {
        RequestId = Guid.CreateVersion7().ToString(),
        Section = string.Create(CultureInfo.InvariantCulture, $"{Section}{section}"),
        Strike = Strike,
        PledgeId = PledgeId,
        Kind = V1.AidKind.Gift,
        Amount = new V1.Money { CurrencyCode = "CHF", MinorUnits = PledgeMinor },
        Authority = Authority,
    };
}
