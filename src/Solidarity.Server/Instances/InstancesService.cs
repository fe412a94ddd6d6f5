using System.Reflection;
using Google.Protobuf.WellKnownTypes;
using Solidarity.Grains.Hosting;
using Solidarity.Storage;

namespace Solidarity.Server.Instances;

/// <summary>Which service it is that answers.</summary>
internal sealed class InstancesService(IJournal journal, [BooksTime] TimeProvider time)
    : V1.InstancesService.InstancesServiceBase
{
    private static readonly string Version = typeof(InstancesService).Assembly
        .GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "";

    public override Task<V1.Instance> GetInstance(V1.GetInstanceRequest request, ServerCallContext context) =>
        Task.FromResult(new V1.Instance
        {
            Version = Version,
            Time = time.GetUtcNow().ToTimestamp(),
            Position = journal.Position,
        });
}
