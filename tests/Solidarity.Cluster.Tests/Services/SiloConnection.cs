using Grpc.Net.Client;

namespace Solidarity.Cluster.Tests.Services;

/// <summary>What clients have of a silo's process; a process that is started later has another one.</summary>
internal sealed class SiloConnection(string name, GrpcChannel channel) : IDisposable
{
    public string Name => name;

    public V1.SectionsService.SectionsServiceClient Sections { get; } = new(channel);

    public V1.BooksService.BooksServiceClient Books { get; } = new(channel);

    public V1.PledgesService.PledgesServiceClient Pledges { get; } = new(channel);

    public V1.StrikesService.StrikesServiceClient Strikes { get; } = new(channel);

    public V1.CorridorsService.CorridorsServiceClient Corridors { get; } = new(channel);

    public V1.CallsService.CallsServiceClient Calls { get; } = new(channel);

    public void Dispose() => channel.Dispose();
}
