namespace Solidarity.Server.Tests.Hosting;

/// <summary>Tests that measure the whole process, its memory or its meters: nothing else runs beside them.</summary>
[CollectionDefinition(nameof(AloneCollection), DisableParallelization = true)]
public sealed class AloneCollection;
