using Grpc.Core;
using Solidarity.Domain.Bodies;
using Solidarity.Domain.Sections;
using Solidarity.Grains.ReadModels;
using Solidarity.Server.Feeds;
using Solidarity.Server.Requests;

namespace Solidarity.Server.Sections;

/// <summary>The questions of sections.proto about boards.</summary>
internal sealed class SectionBoards(
    Projector projector, Times times, Resuming resuming, TimeProvider time, Feeds<V1.WatchSectionBoardResponse> boards)
{
    public async Task<V1.SectionBoard> GetAsync(V1.GetSectionBoardRequest request, CancellationToken cancellation)
    {
        var fields = new Fields();
        var id = fields.Section("name", request.Name);
        var asOf = times.Read(fields, "as_of", request.AsOf);
        fields.Check();
        var board = await times.FindAsync(
            asOf, $"section {id}", (world, at) => Find(world, id) is { } section
                ? SectionBoard.Of(world, section, at)
                : null, cancellation);
        return board.ToWire();
    }

    public async Task WatchAsync(
        V1.WatchSectionBoardRequest request, IServerStreamWriter<V1.WatchSectionBoardResponse> watcher,
        CancellationToken cancellation)
    {
        var fields = new Fields();
        var id = fields.Section("name", request.Name);
        resuming.Check(fields, request.AfterPosition);
        fields.Check();
        await projector.FindSectionAsync(id, cancellation);
        await boards.WatchAsync(new Topic(id, time), request.AfterPosition, watcher, cancellation);
    }

    private static Section? Find(World world, SectionId id) =>
        world.Sections.Find(id.Value) is { Founded: true } section ? section : null;

    /// <summary>The board of a section that there is.</summary>
    private sealed record Topic(SectionId Section, TimeProvider Time) : FeedTopic<V1.WatchSectionBoardResponse>
    {
        public override long ChangedAt(World world) => SectionBoard.ChangedAt(world, Section);

        public override Func<V1.WatchSectionBoardResponse> Look(World world, long changedAt)
        {
            var board = SectionBoard.Of(world, Find(world, Section)!, Time.GetUtcNow());
            return () => new V1.WatchSectionBoardResponse { Board = board.ToWire(), Position = changedAt };
        }
    }
}
