using System.Threading.Channels;
using Microsoft.Extensions.Hosting;
using Solidarity.Storage.Logs;
using Solidarity.Storage.Sqlite;

namespace Solidarity.Grains.Clusters;

/// <summary>Gives each block that this silo has put into the log to the other silos, so that they need not read it
/// there. Each silo has a queue of its own: one that is slow holds up nobody, and reads what it did not get.</summary>
internal sealed class BlockSender(SqliteJournal replica, ClusterMembers members, BlockFeeds feeds) : IHostedService
{
    /// <summary>The most bytes that wait for one silo; more blocks are dropped.</summary>
    public const long BytesWaitingMax = 32L << 20;

    private readonly Dictionary<SiloAddress, SiloQueue> _queues = [];
    private ImmutableArray<SiloAddress> _silos = [];

    public Task StartAsync(CancellationToken cancellationToken)
    {
        replica.Published += Send;
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken)
    {
        replica.Published -= Send;
        foreach (var queue in _queues.Values)
            queue.Close();
        return Task.CompletedTask;
    }

    /// <summary>On the writer's thread.</summary>
    private void Send(PublishedBlock block)
    {
        if (members.Others != _silos)
            Change(members.Others);
        foreach (var queue in _queues.Values)
            queue.TryAdd(block);
    }

    private void Change(ImmutableArray<SiloAddress> silos)
    {
        _silos = silos;
        foreach (var gone in _queues.Keys.Except(silos).ToArray())
        {
            _queues[gone].Close();
            _queues.Remove(gone);
        }
        foreach (var silo in silos.Except(_queues.Keys).ToArray())
            _queues[silo] = new SiloQueue(feeds.Of(silo));
    }

    /// <summary>The blocks that wait for one silo.</summary>
    private sealed class SiloQueue
    {
        private readonly Channel<PublishedBlock> _blocks = Channel.CreateUnbounded<PublishedBlock>();
        private long _bytes;

        public SiloQueue(IBlockFeed feed) => _ = Task.Run(() => SendAsync(feed));

        public void TryAdd(PublishedBlock block)
        {
            if (Interlocked.Add(ref _bytes, block.Bytes.Length) > BytesWaitingMax
                || !_blocks.Writer.TryWrite(block))
                Interlocked.Add(ref _bytes, -block.Bytes.Length);
        }

        public void Close() => _blocks.Writer.TryComplete();

        private async Task SendAsync(IBlockFeed feed)
        {
            await foreach (var block in _blocks.Reader.ReadAllAsync())
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
                Interlocked.Add(ref _bytes, -block.Bytes.Length);
            }
        }
    }
}
