using Solidarity.Domain.Bodies;
using Solidarity.Domain.Sections.OwnStrikes;
using Solidarity.Server.Feeds;
using Solidarity.Views.Access;
using Solidarity.Views.Boards;
using Solidarity.Views.Worlds;

namespace Solidarity.Server.Strikes;

/// <summary>The board of a strike that there is, as somebody sees it, or as all do who are shown as much.</summary>
/// <param name="Viewer">Null for all to whom so much is shown.</param>
/// <param name="Shown">Null for a viewer.</param>
internal sealed record BoardTopic(StrikeId Strike, V1.BoardView View, Viewer? Viewer, Detail? Shown, TimeProvider Time)
    : FeedTopic<V1.WatchBoardResponse>
{
    public BoardTopic(StrikeId strike, V1.BoardView view, Viewer viewer, TimeProvider time)
        : this(strike, view, viewer, null, time)
    {
    }

    // Whoever runs the service is shown the books always, and hears nothing of what others may see.
    public override FeedTopic<V1.WatchBoardResponse> Shared(World world) => Viewer is null or Viewer.Operator
        ? this
        : this with { Viewer = null, Shown = Viewer.DetailOf(world, world.Strikes.Find(Strike.Value)!.Section) };

    public override long ChangedAt(World world)
    {
        var changed = Math.Max(world.Strikes.ChangedAt(Strike.Value), world.Counters.Of(Strike).ChangedAt);
        return Viewer is Viewer.Operator ? changed : Math.Max(changed, world.Counters.Bodies.OpennessChangedAt);
    }

    public override V1.WatchBoardResponse Write(World world, long changedAt)
    {
        var strike = world.Strikes.Find(Strike.Value)!;
        var whole = StrikeBoard.Of(world, strike, Time.GetUtcNow());
        var shown = Shown ?? Viewer!.DetailOf(world, strike.Section);
        return new V1.WatchBoardResponse { Board = whole.CutTo(shown).ToBoard(View), Position = changedAt };
    }
}
