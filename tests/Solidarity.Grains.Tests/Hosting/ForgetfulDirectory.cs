using System.Diagnostics.CodeAnalysis;
using Orleans.GrainDirectory;
using Orleans.Metadata;
using Orleans.Runtime.GrainDirectory;

namespace Solidarity.Grains.Tests.Hosting;

/// <summary>A directory of grains that knows of none and takes every one in, as one does that has lost what was
/// registered: so each silo wakes a grain of its own.</summary>
internal sealed class ForgetfulDirectory : IGrainDirectory, IGrainDirectoryResolver
{
    public bool TryResolveGrainDirectory(
        GrainType grainType, GrainProperties? properties, [NotNullWhen(true)] out IGrainDirectory? grainDirectory)
    {
        grainDirectory = this;
        return true;
    }

    public Task<GrainAddress?> Register(GrainAddress address) => Task.FromResult<GrainAddress?>(address);

    public Task<GrainAddress?> Lookup(GrainId grainId) => Task.FromResult<GrainAddress?>(null);

    public Task Unregister(GrainAddress address) => Task.CompletedTask;

    public Task UnregisterSilos(List<SiloAddress> siloAddresses) => Task.CompletedTask;
}
