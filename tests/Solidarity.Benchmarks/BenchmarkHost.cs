using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Solidarity.Grains;

namespace Solidarity.Benchmarks;

/// <summary>A host with the benchmarks' grains and nothing else.</summary>
internal sealed class BenchmarkHost : IAsyncDisposable
{
    private readonly IHost _host;

    private BenchmarkHost(IHost host) => _host = host;

    public IGrainFactory Grains => _host.Services.GetRequiredService<IGrainFactory>();

    public static async Task<BenchmarkHost> StartAsync()
    {
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.AddSolidarityGrains(others: typeof(BenchmarkHost).Assembly);
        var host = builder.Build();
        await host.StartAsync();
        return new BenchmarkHost(host);
    }

    public async ValueTask DisposeAsync()
    {
        await _host.StopAsync();
        _host.Dispose();
    }
}
