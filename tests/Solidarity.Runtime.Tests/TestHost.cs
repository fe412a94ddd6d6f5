using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Solidarity.Runtime.Tests;

/// <summary>A host with the grains of this assembly, and a clock, a notebook and gates in the test's hand.</summary>
internal sealed class TestHost : IAsyncDisposable
{
    /// <summary>Far longer than anything waits that will come to pass; only a failing test takes so long.</summary>
    public static readonly TimeSpan PatienceMax = TimeSpan.FromSeconds(30);

    private readonly IHost _host;

    private TestHost(Action<GrainOptions> configure)
    {
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Services.AddSingleton<TimeProvider>(Time);
        builder.Services.AddSingleton(Notebook);
        builder.Services.AddSingleton(Gates);
        builder.Services.AddSingleton<ILoggerProvider>(Notebook);
        builder.Services.AddGrains(configure);
        _host = builder.Build();
    }

    public ManualTime Time { get; } = new();

    public Notebook Notebook { get; } = new();

    public Gates Gates { get; } = new();

    public static async Task<TestHost> StartAsync(Action<GrainOptions>? configure = null)
    {
        var host = new TestHost(options =>
        {
            options.AddFrom(typeof(TestHost).Assembly);
            configure?.Invoke(options);
        });
        await host._host.StartAsync();
        return host;
    }

    public T Get<T>(string key, string? classNamePrefix = null) where T : IGrainWithStringKey =>
        _host.Services.GetRequiredService<IGrainFactory>().GetGrain<T>(key, classNamePrefix);

    public Task StopAsync(CancellationToken cancellationToken = default) => _host.StopAsync(cancellationToken);

    /// <summary>Stops in order, where the test has not, and so checks that everything can be stopped.</summary>
    public async ValueTask DisposeAsync()
    {
        await _host.StopAsync().WaitAsync(PatienceMax);
        _host.Dispose();
    }
}
