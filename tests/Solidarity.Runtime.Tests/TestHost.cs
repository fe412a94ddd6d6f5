using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Solidarity.Runtime.Tests;

/// <summary>A host with the grains of this assembly and a clock that the test moves.</summary>
internal sealed class TestHost : IAsyncDisposable
{
    private readonly IHost _host;

    private TestHost(IHost host) => _host = host;

    public ManualTime Time => (ManualTime)_host.Services.GetRequiredService<TimeProvider>();

    public Notebook Notebook => _host.Services.GetRequiredService<Notebook>();

    public static async Task<TestHost> StartAsync(Action<GrainOptions>? configure = null)
    {
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Services.AddSingleton<TimeProvider>(new ManualTime());
        builder.Services.AddSingleton<Notebook>();
        builder.Services.AddSingleton<ILoggerProvider>(provider => provider.GetRequiredService<Notebook>());
        builder.Services.AddGrains(options =>
        {
            options.AddFrom(typeof(TestHost).Assembly);
            configure?.Invoke(options);
        });
        var host = builder.Build();
        await host.StartAsync();
        return new TestHost(host);
    }

    public T Get<T>(string key) where T : IGrainWithStringKey =>
        _host.Services.GetRequiredService<IGrainFactory>().GetGrain<T>(key);

    public Task StopAsync(CancellationToken cancellationToken = default) => _host.StopAsync(cancellationToken);

    public async ValueTask DisposeAsync()
    {
        await _host.StopAsync();
        _host.Dispose();
    }
}
