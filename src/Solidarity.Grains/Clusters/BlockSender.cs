using System.Threading.Channels;
using Microsoft.Extensions.Hosting;
using Solidarity.Storage.Logs;
using Solidarity.Storage.Sqlite;

namespace Solidarity.Grains.Clusters;

/// <summary>Gives each block that this silo has put into the log to the other silos, so that they need not read it
/// there. Each silo has a queue of its own: one that is slow holds up nobody, and reads what it did not get.</summary>
internal sealed class BlockSender(SqliteJournal replica, ClusterMembers members, BlockFeeds feeds) : IHostedService
{
    /// <summary>The most blocks that wait for one silo; more are dropped.</summary>
    public const int BlocksWaitingMax = 64;

    private readonly Dictionary<SiloAddress, Channel<PublishedBlock>> _queues = [];
    private ImmutableArray<SiloAddress> _silos = [];

    public Task StartAsync(CancellationToken cancellationToken)
    {
        replica.Published += Send;
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken)
    {
        replica.Published -= Send;
        return Task.CompletedTask;
    }

    /// <summary>On the writer's thread.</summary>
    private void Send(PublishedBlock block)
    {
        if (members.Others != _silos)
            Change(members.Others);
        foreach (var queue in _queues.Values)
            queue.Writer.TryWrite(block);
    }

    private void Change(ImmutableArray<SiloAddress> silos)
    {
        _silos = silos;
        foreach (var gone in _queues.Keys.Except(silos).ToArray())
        {
            _queues[gone].Writer.Complete();
            _queues.Remove(gone);
        }
        foreach (var silo in silos.Except(_queues.Keys).ToArray())
        {
            var queue = Channel.CreateBounded<PublishedBlock>(
                new BoundedChannelOptions(BlocksWaitingMax) { FullMode = BoundedChannelFullMode.DropWrite });
            _queues[silo] = queue;
            _ = Task.Run(() => SendAsync(feeds.Of(silo), queue.Reader));
        }
    }

    private static async Task SendAsync(IBlockFeed feed, ChannelReader<PublishedBlock> blocks)
    {
        await foreach (var block in blocks.ReadAllAsync())
        {
            try
            {
                await feed.Push(
                    block.At.Segment, block.At.Offset, block.End.Segment, block.End.Offset, block.Bytes.ToArray());
            }
            catch (Exception)
            {
                // Whatever it was, the silo reads the log itself, and the next block may reach it.
            }
        }
    }
}
