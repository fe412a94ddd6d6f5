using Solidarity.Domain.Bodies;
using Solidarity.Server.Feeds;
using Solidarity.Server.Strikes;
using Solidarity.Server.Tests.Hosting;
using Solidarity.Views.Access;
using Solidarity.Views.Worlds;

namespace Solidarity.Server.Tests.Feeds;

/// <summary>The board of the story's strike, and how often it was written.</summary>
internal sealed record CountedTopic(CountedTopic.Counter Written) : FeedTopic<V1.WatchBoardResponse>
{
    private readonly BoardTopic _board = new(
        new StrikeId(Address.Parse(Story.Strike).Id), V1.BoardView.Summary, new Viewer.Operator(),
        TimeProvider.System);

    public override FeedTopic<V1.WatchBoardResponse> Shared(World world) => this;

    public override long ChangedAt(World world) => _board.ChangedAt(world);

    public override V1.WatchBoardResponse Write(World world, long changedAt)
    {
        Written.Add();
        return _board.Write(world, changedAt);
    }

    internal sealed class Counter
    {
        private int _count;

        public int Count => Volatile.Read(ref _count);

        public void Add() => Interlocked.Increment(ref _count);
    }
}
