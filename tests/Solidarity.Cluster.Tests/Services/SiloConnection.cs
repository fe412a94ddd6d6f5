using Grpc.Net.Client;

namespace Solidarity.Cluster.Tests.Services;

/// <summary>What clients have of a silo's process; a process that is started later has another one.</summary>
/// <param name="begun">When the process was started. It shows all that was acknowledged before.</param>
internal sealed class SiloConnection(string name, GrpcChannel channel, long begun) : IDisposable
{
    private long _shows = begun;

    public string Name => name;

    /// <summary>What was acknowledged anywhere before this time is shown by this process.</summary>
    public long Shows => Volatile.Read(ref _shows);

    public V1.SectionsService.SectionsServiceClient Sections { get; } = new(channel);

    public V1.PledgesService.PledgesServiceClient Pledges { get; } = new(channel);

    public V1.StrikesService.StrikesServiceClient Strikes { get; } = new(channel);

    public V1.CorridorsService.CorridorsServiceClient Corridors { get; } = new(channel);

    public V1.CallsService.CallsServiceClient Calls { get; } = new(channel);

    /// <summary>Notes that a command was acknowledged here. What was acknowledged elsewhere before it was sent stands
    /// before it in the log.</summary>
    /// <param name="start">When the command was sent.</param>
    public void Acknowledged(long start)
    {
        for (var known = Shows; start > known; known = Shows)
            Interlocked.CompareExchange(ref _shows, start, known);
    }

    public void Dispose() => channel.Dispose();
}
