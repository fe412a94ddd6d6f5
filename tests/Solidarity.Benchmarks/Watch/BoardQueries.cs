using Grpc.Net.Client;
using Microsoft.Extensions.DependencyInjection;
using Solidarity.Benchmarks.Storm;
using Solidarity.Storage;
using Solidarity.Views.Worlds;

namespace Solidarity.Benchmarks.Watch;

/// <summary>Asks for the board again and again while the storm goes on, on a connection of its own.</summary>
internal sealed class BoardQueries(StormHost host)
{
    private const int PauseMs = 5;

    private readonly List<long> _queries = [];
    private readonly List<long> _waits = [];

    /// <summary>How long a query takes, as its caller sees it.</summary>
    public Latencies Queries => new(_queries);

    /// <summary>How long the read model takes to have what the journal has, which is what a query waits for first; seen
    /// beside the queries, inside the service.</summary>
    public Latencies Waits => new(_waits);

    /// <summary>Until it is cancelled.</summary>
    public async Task AskAsync(CancellationToken cancellation)
    {
        using var channel = host.Clients.NewChannel();
        await Task.WhenAll(
            RepeatAsync(_queries, () => QueryAsync(channel), cancellation),
            RepeatAsync(_waits, WaitAsync, cancellation));
    }

    private static async Task RepeatAsync(List<long> times, Func<Task> ask, CancellationToken cancellation)
    {
        do
        {
            var startedAt = Stopwatch.GetTimestamp();
            await ask();
            times.Add(Stopwatch.GetTimestamp() - startedAt);
            await Task.Delay(PauseMs, CancellationToken.None);
        }
        while (!cancellation.IsCancellationRequested);
    }

    private static async Task QueryAsync(GrpcChannel channel) =>
        await new V1.StrikesService.StrikesServiceClient(channel).GetBoardAsync(
            new V1.GetBoardRequest { Name = StormClients.Strike, View = V1.BoardView.Summary });

    private Task WaitAsync() => host.Services.GetRequiredService<Projector>()
        .WaitForAsync(host.Services.GetRequiredService<IJournal>().Position);
}
