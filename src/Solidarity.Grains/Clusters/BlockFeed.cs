using Microsoft.Extensions.Logging;
using Orleans.Concurrency;
using Orleans.Runtime.Services;
using Orleans.Services;
using Solidarity.Storage.Logs;
using Solidarity.Storage.Sqlite;

namespace Solidarity.Grains.Clusters;

/// <summary>Takes the blocks that other silos have put into the shared log: one in each silo.</summary>
[Alias("solidarity.block-feed")]
internal interface IBlockFeed : IGrainService
{
    /// <summary>Gives a block; the numbers are its <see cref="PublishedBlock.At"/> and
    /// <see cref="PublishedBlock.End"/>.</summary>
    [Alias("push")]
    Task Push(int segment, long offset, int endSegment, long endOffset, byte[] block);
}

/// <inheritdoc cref="IBlockFeed"/>
[Reentrant]
internal sealed class BlockFeed(GrainId id, Silo silo, ILoggerFactory logs, SqliteJournal replica)
    : GrainService(id, silo, logs), IBlockFeed
{
    public Task Push(int segment, long offset, int endSegment, long endOffset, byte[] block)
    {
        replica.Follow(new PublishedBlock(
            new LogMark(segment, offset), new LogMark(endSegment, endOffset), block));
        return Task.CompletedTask;
    }
}

/// <summary>Finds the feed of each silo.</summary>
internal sealed class BlockFeeds(IServiceProvider services) : GrainServiceClient<IBlockFeed>(services)
{
    public IBlockFeed Of(SiloAddress silo) => GetGrainService(silo);
}
