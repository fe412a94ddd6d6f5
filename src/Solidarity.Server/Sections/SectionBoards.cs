using Solidarity.Domain.Bodies;
using Solidarity.Domain.Decisions;
using Solidarity.Domain.Sections;
using Solidarity.Grains.Hosting;
using Solidarity.Server.Callers;
using Solidarity.Server.Feeds;
using Solidarity.Server.Requests;
using Solidarity.Views.Access;
using Solidarity.Views.Boards;
using Solidarity.Views.Worlds;

namespace Solidarity.Server.Sections;

/// <summary>The questions of sections.proto about boards.</summary>
internal sealed class SectionBoards(
    Projector projector, Times times, Resuming resuming, [BooksTime] TimeProvider time,
    Feeds<V1.WatchSectionBoardResponse> boards)
{
    private static readonly Wording What = "the board";

    public async Task<V1.SectionBoard> GetAsync(V1.GetSectionBoardRequest request, CancellationToken cancellation)
    {
        var fields = new Fields();
        var id = fields.Section("name", request.Name);
        var viewer = fields.Viewer("viewer", request.Viewer);
        var asOf = times.Read(fields, "as_of", request.AsOf);
        fields.Check();
        (await projector.LatestAsync(cancellation)).FindSection(id, viewer, What);
        var board = await times.FindAsync(
            asOf, viewer, $"section {id}", (visible, at) => Find(visible.World, id) is { } section
                ? SectionBoard.Of(visible, section, at)
                : null, CommonRefusals.NotFounded, cancellation);
        return board.ToWire();
    }

    public async Task WatchAsync(
        V1.WatchSectionBoardRequest request, IServerStreamWriter<V1.WatchSectionBoardResponse> watcher, Caller caller,
        CancellationToken cancellation)
    {
        var fields = new Fields();
        var id = fields.Section("name", request.Name);
        var viewer = fields.Viewer("viewer", request.Viewer);
        await resuming.CheckAsync(fields, request.AfterPosition, cancellation);
        (await projector.LatestAsync(cancellation)).FindSection(id, viewer, What);
        await boards.WatchAsync(new Topic(id, viewer, time), request.AfterPosition, watcher, caller, cancellation);
    }

    private static Section? Find(World world, SectionId id) =>
        world.Sections.Find(id.Value) is { Founded: true } section ? section : null;

    /// <summary>The board of a section that there is.</summary>
    private sealed record Topic(SectionId Section, Viewer Viewer, TimeProvider Time)
        : FeedTopic<V1.WatchSectionBoardResponse>
    {
        // Only two may look: the section itself, and whoever runs the service.
        public override FeedTopic<V1.WatchSectionBoardResponse> Shared(World world) => this;

        public override long ChangedAt(World world) =>
            Viewer.ChangedAt(world, SectionBoard.ChangedAt(world, Section));

        public override V1.WatchSectionBoardResponse Write(World world, long changedAt)
        {
            var board = SectionBoard.Of(new VisibleWorld(world, Viewer), Find(world, Section)!, Time.GetUtcNow());
            return new V1.WatchSectionBoardResponse { Board = board.ToWire(), Position = changedAt };
        }
    }
}
