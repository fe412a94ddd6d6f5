using Microsoft.Extensions.DependencyInjection;
using Orleans.TestingHost;
using Solidarity.Domain.Bodies;
using Solidarity.Domain.Messages;
using Solidarity.Grains.Streams;
using Solidarity.Storage;
using Solidarity.Views.Hosting;
using Solidarity.Views.Worlds;

namespace Solidarity.Grains.Tests.Hosting;

/// <summary>Two silos of one Orleans cluster over one journal, in this process.</summary>
internal sealed class Cluster : IAsyncDisposable
{
    private readonly InProcessTestCluster _silos;

    private Cluster(InProcessTestCluster silos) => _silos = silos;

    public IReadOnlyList<IServiceProvider> Silos =>
        [.. _silos.Silos.Select(silo => _silos.GetSiloServiceProvider(silo.SiloAddress))];

    /// <param name="journal">Of both.</param>
    /// <param name="rules">What the bodies decide and fold by; null: the ordinary ones.</param>
    /// <param name="silo">What is different from an ordinary silo.</param>
    public static async Task<Cluster> StartAsync(
        IJournal journal, BodyRules? rules = null, Action<ISiloBuilder>? silo = null)
    {
        var builder = new InProcessTestClusterBuilder();
        builder.Options.ConfigureFileLogging = false;
        builder.Options.InitializeClientOnDeploy = false;
        builder.ConfigureSiloHost((_, host) =>
        {
            if (rules is not null)
                host.Services.AddSingleton(rules);
            host.AddSolidarity(journal, time: null, cluster: silo ?? (_ => { }));
        });
        var silos = builder.Build();
        await silos.DeployAsync();
        return new Cluster(silos);
    }

    public ISectionGrain Section(int silo, SectionId id) =>
        Silos[silo].GetRequiredService<IGrainFactory>().GetGrain<ISectionGrain>(id.Value);

    /// <summary>Whether the section has a grain in a silo.</summary>
    public bool IsAwakeIn(int silo, SectionId id) =>
        Silos[silo].GetRequiredService<AwakeBodies>().Has(new StreamName($"sections/{id}"));

    public Projector Projector(int silo) => Silos[silo].GetRequiredService<Projector>();

    public async ValueTask DisposeAsync()
    {
        await _silos.StopAllSilosAsync();
        await _silos.DisposeAsync();
    }
}
