using Grpc.Core;
using Grpc.Health.V1;
using Solidarity.Server.Tests.Hosting;
using ServingStatus = Grpc.Health.V1.HealthCheckResponse.Types.ServingStatus;

namespace Solidarity.Server.Tests.Health;

internal static class HealthWatching
{
    /// <summary>Reads on until the watch tells this. A state may be told twice.</summary>
    public static async Task NextAsync(this AsyncServerStreamingCall<HealthCheckResponse> watch, ServingStatus status)
    {
        while ((await watch.NextAsync()).Status != status)
        {
            // It was told once more what it knew.
        }
    }
}
