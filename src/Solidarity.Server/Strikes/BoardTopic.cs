using Solidarity.Domain.Bodies;
using Solidarity.Grains.ReadModels;
using Solidarity.Server.Feeds;

namespace Solidarity.Server.Strikes;

/// <summary>The board of a strike that there is.</summary>
internal sealed record BoardTopic(StrikeId Strike, BoardView View, Viewer Viewer, TimeProvider Time)
    : FeedTopic<V1.WatchBoardResponse>
{
    public override long ChangedAt(World world)
    {
        var changed = Math.Max(world.Strikes.ChangedAt(Strike.Value), world.Figures.Of(Strike).ChangedAt);
        return Viewer.ChangedAt(world, changed);
    }

    public override Func<V1.WatchBoardResponse> Look(World world, long changedAt)
    {
        var board = StrikeBoard.Of(
            new Sight(world, Viewer), world.Strikes.Find(Strike.Value)!, Time.GetUtcNow());
        return () => new V1.WatchBoardResponse { Board = board.ToBoard(View), Position = changedAt };
    }
}
